import { beforeAll, describe, expect, it } from 'vitest';
import { systemScope } from '../../../../src/lib/domain/access/can';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { sealAudit } from '../../../../src/lib/server/services/audit/seal-audit';
import { verifyInstallation } from '../../../../src/lib/server/services/verification/verify-installation';
import { idOf, roundIdOf, seedSmallDemonstration } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const scope = systemScope('audit.read');

async function verify() {
	const lines: string[] = [];
	const verification = await verifyInstallation(database.opened, scope, (line) => lines.push(line));
	return { ...verification, lines };
}

/** Does what only somebody with the database in his hands can do, and undoes it when `work` has ended. */
async function tampered(
	table:
		| 'result'
		| 'round_input'
		| 'round_unit'
		| 'adjustment'
		| 'framework_node'
		| 'round_snapshot'
		| 'round'
		| 'audit_entry',
	change: ReturnType<typeof sql>,
	undo: ReturnType<typeof sql>,
	work: () => Promise<void>
): Promise<void> {
	const { db } = database.opened;
	const run = async (statement: ReturnType<typeof sql>) => {
		await db.execute(sql`alter table ${sql.identifier(table)} disable trigger user`);
		await db.execute(statement);
		await db.execute(sql`alter table ${sql.identifier(table)} enable trigger user`);
	};
	await run(change);
	try {
		await work();
	} finally {
		await run(undo);
	}
}

let roundId: number;
let unitId: number;
beforeAll(async () => {
	await seedSmallDemonstration(database.opened);
	await sealAudit(database.opened, scope);
	roundId = await roundIdOf(database.opened, 'PDR-R', '2026-Q3');
	unitId = await idOf(database.opened, 'unit', '330000');
}, 120_000);

describe('verifying an installation', () => {
	it('finds nothing wrong in what the product itself has published and sealed', async () => {
		const { lines, faults, publications, sealedEntries, head } = await verify();
		expect(lines).toEqual([]);
		expect(faults).toBe(0);
		expect(publications).toBe(16);
		expect(sealedEntries).toBeGreaterThan(40);
		expect(head).toMatch(/^[0-9a-f]{64}$/);
	}, 120_000);

	it('names an altered result and an altered input: table, unit, node, field, what is stored and what was published', async () => {
		const [before] = await selectRows<{ score: number; value: number }>(
			database.opened.db,
			sql`select r.score, i.value from result r join round_input i using (round_id, unit_id, node_code)
				where round_id = ${roundId} and unit_id = ${unitId} and node_code = 'OPN-01'`
		);
		const where = sql`where round_id = ${roundId} and unit_id = ${unitId} and node_code = 'OPN-01'`;
		await tampered(
			'result',
			sql`update result set score = 99.5 ${where}`,
			sql`update result set score = ${before!.score} ${where}`,
			async () => {
				const { lines, faults } = await verify();
				expect(faults).toBeGreaterThan(0);
				expect(lines).toContain(
					`FAULT: 2026-Q3-pdr-r: result, unit 330000, node OPN-01, score: 99.5 is stored; ${before!.score} was published`
				);
			}
		);
		await tampered(
			'round_input',
			sql`update round_input set value = 12.5 ${where}`,
			sql`update round_input set value = ${before!.value} ${where}`,
			async () => {
				expect((await verify()).lines).toContain(
					`FAULT: 2026-Q3-pdr-r: round_input, unit 330000, node OPN-01, value: 12.5 is stored; ${before!.value} was published`
				);
			}
		);
	}, 120_000);

	it('names a weight that was altered, a unit that was taken out and an adjustment that was added', async () => {
		await tampered(
			'framework_node',
			sql`update framework_node set spec = jsonb_set(spec, '{weight}', '77') where code = 'OPN-01'
				and framework_version_id = (select framework_version_id from round where id = ${roundId})`,
			sql`select 1`,
			async () => {
				expect((await verify()).lines.filter((line) => /2026-Q3-pdr-r: framework_node/.test(line))).toEqual([
					expect.stringMatching(
						/framework_node, node OPN-01, weight: 77 is stored; \d+(\.\d+)? was published/
					)
				]);
			}
		);
		await tampered(
			'adjustment',
			sql`insert into adjustment (round_id, unit_id, rule_code, amount, ground_en, ground_zh, created_at, status)
				values (${roundId}, ${unitId}, 'GIFT', 5, 'a gift', '礼物', now(), 'confirmed')`,
			sql`delete from adjustment where rule_code = 'GIFT'`,
			async () => {
				expect((await verify()).lines).toContainEqual(
					expect.stringMatching(/2026-Q3-pdr-r: adjustment, unit 330000, rule GIFT: the row was added/)
				);
			}
		);
	}, 120_000);

	it('says so where the bytes were altered, where their hash was altered with them, and where there are none', async () => {
		const [kept] = await selectRows<{ content: string; sha256: string }>(
			database.opened.db,
			sql`select content, sha256 from round_snapshot where round_id = ${roundId}`
		);
		const back = sql`update round_snapshot set content = ${kept!.content}, sha256 = ${kept!.sha256} where round_id = ${roundId}`;
		await tampered(
			'round_snapshot',
			sql`update round_snapshot set content = replace(content, '"period":"2026-Q3"', '"period":"2026-Q2"') where round_id = ${roundId}`,
			back,
			async () => {
				const { lines } = await verify();
				expect(lines).toContainEqual(
					expect.stringMatching(/2026-Q3-pdr-r: the stored bytes have the hash [0-9a-f]{64}; published was/)
				);
				expect(lines).toContainEqual(
					expect.stringMatching(/round, period: "2026-Q3" is stored; "2026-Q2" was published/)
				);
			}
		);
		await tampered(
			'round',
			sql`update round set published_hash = repeat('b', 64) where id = ${roundId}`,
			sql`update round set published_hash = ${kept!.sha256} where id = ${roundId}`,
			async () => {
				expect((await verify()).lines).toContain(
					`FAULT: 2026-Q3-pdr-r: round.published_hash is ${'b'.repeat(64)}; the audit log says that ${kept!.sha256} was published`
				);
			}
		);
		await tampered(
			'round_snapshot',
			sql`delete from round_snapshot where round_id = ${roundId}`,
			sql`select 1`,
			async () => {
				expect((await verify()).lines).toContain(
					'note: 2026-Q3-pdr-r: no stored bytes; checked against rows only'
				);
			}
		);
	}, 120_000);

	it('names an altered entry of the audit log', async () => {
		await tampered(
			'audit_entry',
			sql`update audit_entry set actor_id = 1 where id = (select min(id) from audit_entry where action = 'round.publish')`,
			sql`select 1`,
			async () => {
				expect((await verify()).lines).toContainEqual(
					expect.stringMatching(
						/^FAULT: audit entry \d+ \(round\.publish, .*\) was altered after it was sealed$/
					)
				);
			}
		);
	}, 120_000);

	it('is for whoever may read the audit log', async () => {
		await expect(
			verifyInstallation(database.opened, systemScope('round.read'), () => undefined)
		).rejects.toMatchObject({ code: 'forbidden' });
	});
});
