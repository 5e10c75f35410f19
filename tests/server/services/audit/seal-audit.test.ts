import { beforeEach, describe, expect, it } from 'vitest';
import { systemScope } from '../../../../src/lib/domain/access/can';
import { appendAudit } from '../../../../src/lib/server/audit/append';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { readSealState } from '../../../../src/lib/server/db/queries/audit-chain';
import { sealAudit } from '../../../../src/lib/server/services/audit/seal-audit';
import { verifyAudit } from '../../../../src/lib/server/services/verification/verify-audit';
import { describeFinding, type Finding } from '../../../../src/lib/domain/verification/finding';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();
const scope = systemScope('audit.read');
const seal = () => sealAudit(database.opened, scope);

/** As many runs, with as much time between them, as it takes until what is there is settled. */
async function settleAll(): Promise<void> {
	await seal();
	await new Promise((done) => setTimeout(done, 1050));
	await seal();
	await seal();
}

async function write(count: number): Promise<void> {
	await database.opened.db.transaction((tx) =>
		appendAudit(
			tx,
			...Array.from({ length: count }, (_, n) => ({
				actorId: undefined,
				at: new Date('2026-11-15T04:00:00.123Z'),
				action: 'observation.save' as const,
				entity: 'observation',
				entityId: `330000-health/OPN-01/2026-10/${n}`,
				before: { value: n, note: '旧' },
				after: { value: n + 0.1, note: '新', z: [1, null], a: true }
			}))
		)
	);
}

async function findings(): Promise<Finding[]> {
	const found: Finding[] = [];
	await verifyAudit(database.opened, scope, (finding) => found.push(finding));
	return found;
}

/** What somebody does who may do everything with the database. */
async function tamper(statement: ReturnType<typeof sql>): Promise<void> {
	const { db } = database.opened;
	await db.execute(sql`alter table audit_entry disable trigger audit_entry_append_only`);
	await db.execute(statement);
	await db.execute(sql`alter table audit_entry enable trigger audit_entry_append_only`);
}

const ids = async () =>
	(
		await selectRows<{ id: string | number }>(database.opened.db, sql`select id from audit_entry order by id`)
	).map(({ id }) => Number(id));

beforeEach(async () => {
	await tamper(sql`delete from audit_entry`);
	await database.opened.db.execute(sql`delete from setting`);
});

describe('sealing the audit log', () => {
	it('chains what was written, batch after batch, and the next run goes on where the last one ended', async () => {
		await write(700);
		expect(await seal()).toBe(700);
		await write(3);
		expect(await seal()).toBe(3);
		expect(await seal()).toBe(0);
		const rows = await selectRows<{ hash: string; previous_hash: string }>(
			database.opened.db,
			sql`select hash, previous_hash from audit_entry order by id`
		);
		for (const [at, row] of rows.entries()) {
			expect(row.previous_hash).toBe(at === 0 ? '0'.repeat(64) : rows[at - 1]!.hash);
		}
		expect(await readSealState(database.opened.db)).toMatchObject({ head: rows.at(-1)!.hash, count: 703 });
		expect(await findings()).toEqual([]);
	});

	it('settles below what it has seen after a few runs, and then looks at nothing old', async () => {
		await write(2);
		const [, last] = await ids();
		await settleAll();
		expect(await readSealState(database.opened.db)).toMatchObject({ settledId: last, mark: null });
		const statements = await database.statementsOf(seal);
		expect(statements).toHaveLength(2);
	});

	it('seals an entry that commits later than a higher one when it appears', async () => {
		const { db } = database.opened;
		await write(1);
		const [first] = await ids();
		await db.execute(
			sql`insert into audit_entry (id, at, action, entity, entity_id) values (${first! + 500}, now(), 'round.sign', 'round', '1')`
		);
		await seal();
		await db.execute(
			sql`insert into audit_entry (id, at, action, entity, entity_id) values (${first! + 499}, now(), 'round.sign', 'round', '2')`
		);
		expect(await seal()).toBe(1);
		expect(await findings()).toEqual([]);
	});
});

// The embedded database has one connection: nobody writes while somebody else does.
describe.skipIf(!process.env['DATABASE_URL'])('sealing beside writers, on PostgreSQL', () => {
	it('neither waits for an open transaction nor is waited for, and seals what it wrote when it has ended', async () => {
		await write(1);
		const { db } = database.opened;
		let end = (): void => undefined;
		const ended = new Promise<void>((resolve) => (end = resolve));
		let began = (): void => undefined;
		const isOpen = new Promise<void>((resolve) => (began = resolve));
		const slow = db.transaction(async (tx) => {
			await appendAudit(tx, {
				actorId: undefined,
				at: new Date(),
				action: 'round.sign',
				entity: 'round',
				entityId: 1
			});
			began();
			await ended;
		});
		await isOpen;
		await write(2);
		expect(await seal()).toBe(3);
		await settleAll();
		const [low, , high] = await ids();
		expect((await readSealState(db)).settledId).toBeLessThanOrEqual(low!);
		end();
		await slow;
		expect((await ids()).some((id) => id > low! && id < high!)).toBe(true);
		expect(await seal()).toBe(1);
		expect(await findings()).toEqual([]);
	});

	it('makes one chain though several seal and many write at once', async () => {
		await Promise.all(
			Array.from({ length: 20 }, (_, n) => (n % 4 === 3 ? seal().then(() => undefined) : write(7)))
		);
		await seal();
		expect(await findings()).toEqual([]);
		expect((await readSealState(database.opened.db)).count).toBe(15 * 7);
	});
});

describe('verifying the audit log', () => {
	it('names an altered entry, whichever of its fields it is', async () => {
		await write(5);
		await seal();
		const [, second, third, fourth] = await ids();
		await tamper(sql`update audit_entry set after = '{"value":1}' where id = ${second!}`);
		await tamper(sql`update audit_entry set at = at + interval '1 microsecond' where id = ${third!}`);
		await tamper(sql`update audit_entry set actor_id = 1 where id = ${fourth!}`);
		expect((await findings()).map((finding) => [finding.kind, 'id' in finding && finding.id])).toEqual([
			['auditAltered', second],
			['auditAltered', third],
			['auditAltered', fourth]
		]);
	});

	it('says between which entries one is missing, also where it was the last', async () => {
		await write(5);
		await seal();
		const [, second, third, , last] = await ids();
		await tamper(sql`delete from audit_entry where id = ${third!}`);
		expect(await findings()).toEqual([
			{ kind: 'auditMissing', beforeId: third! + 1, lowerId: second },
			{ kind: 'auditCount', stored: 4, sealed: 5 }
		]);
		await tamper(sql`delete from audit_entry where id = ${last!}`);
		expect((await findings()).map(describeFinding)).toContain(
			`audit: the newest sealed entry, ${last}, is missing`
		);
	});

	it('tells what is not sealed yet from what was unsealed again, and finds what was slipped in', async () => {
		await write(2);
		expect(await findings()).toEqual([{ kind: 'auditNotSealed', firstId: (await ids())[0], count: 2 }]);
		await settleAll();
		const [first, second] = await ids();
		await tamper(sql`insert into audit_entry (id, at, action, entity, entity_id, hash, previous_hash)
			select ${second! + 10}, at, action, entity, entity_id, repeat('a', 64), previous_hash from audit_entry where id = ${second!}`);
		const kinds = (await findings()).map(({ kind }) => kind);
		expect(kinds).toEqual(expect.arrayContaining(['auditAltered', 'auditForked', 'auditCount']));
		await tamper(sql`update audit_entry set hash = null, previous_hash = null where id = ${first!}`);
		expect(await findings()).toContainEqual({ kind: 'auditUnsealedAgain', id: first });
	});
});
