import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import type { TypedEntry } from '../../../../src/lib/domain/indicator/read-entry';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { roundStageWindow } from '../../../../src/lib/server/db/schema';
import { getEntrySheet } from '../../../../src/lib/server/services/observation/get-entry-sheet';
import { saveEntries, type TypedCell } from '../../../../src/lib/server/services/observation/save-entries';
import { addAccount, addRegion } from '../../../factories/account';
import { addFramework, addRound } from '../../../factories/evaluation';
import { testNow } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();
const codes = Array.from({ length: 300 }, (_, at) => `C${String(at + 1).padStart(3, '0')}`);
const where = { unit: 'GRID', period: '2026-10' };
let officer: Actor;

beforeAll(async () => {
	const { db } = database.opened;
	const unit = await addRegion(db, where.unit);
	const userId = await addAccount(db, { email: 'grid@example.org', grants: [['dataOfficer', unit]] });
	officer = {
		userId,
		name: 'grid',
		grants: [{ role: 'dataOfficer', unitId: unit.id, unitPath: unit.path }]
	};
	const definition = {
		code: 'GRID',
		version: 1,
		nodes: [
			{ code: 'TOTAL', aggregate: 'arithmetic' as const },
			...codes.map((code) => ({ code, parent: 'TOTAL', weight: 1 }))
		]
	};
	const indicators = Object.fromEntries(codes.map((code) => [code, { isRatio: true }]));
	const versionId = await addFramework(db, { definition, indicators });
	const roundId = await addRound(db, {
		...{ versionId, definition, root: unit, period: '2026-Q4', stage: 'collecting' },
		units: [{ unit, inputs: {} }]
	});
	await db.insert(roundStageWindow).values({
		...{ roundId, stage: 'collecting' },
		...{ opensAt: new Date('2026-10-01T00:00:00Z'), closesAt: new Date('2027-02-01T00:00:00Z') }
	});
}, 120_000);

const typed = (code: string, revision: number, over: Partial<TypedEntry>): TypedCell => ({
	...{ code, revision, isConfirmed: false },
	typed: { value: '', numerator: '', denominator: '', distribution: '', reason: '', note: '', ...over }
});
const ratios = (revision: number, numerator: string): TypedCell[] =>
	codes.map((code) => typed(code, revision, { numerator, denominator: '300' }));
const save = (cells: TypedCell[], intent: 'save' | 'submit' = 'save') =>
	saveEntries(database.context({ actor: officer, now: testNow }), { ...where, intent, cells });
const countOf = async (table: 'observation_revision' | 'audit_entry'): Promise<number> => {
	const rows = await selectRows<{ n: string }>(
		database.opened.db,
		sql`select count(*) as n from ${sql.identifier(table)}`
	);
	return Number(rows[0]!.n);
};
const touching = (statements: string[]): string[] =>
	statements.filter(
		(text) =>
			/for update/.test(text) ||
			/insert into "?(observation|observation_revision|audit_entry)"? /.test(text) ||
			/^update "?observation"? /.test(text)
	);

describe('a grid of 300 cells', () => {
	it('is one transaction of five statements, the first time and again: read, written, recorded twice, and checked', async () => {
		for (const revision of [0, 1]) {
			const before = [await countOf('observation_revision'), await countOf('audit_entry')];
			let saved = 0;
			const statements = await database.statementsOf(async () => {
				({ savedCount: saved } = await save(ratios(revision, String(120 + revision))));
			});
			expect(saved).toBe(300);
			expect(touching(statements)).toHaveLength(4);
			const all = statements.slice(statements.findIndex((text) => /for update/.test(text)));
			expect(all, 'with what rules find').toHaveLength(5);
			expect([await countOf('observation_revision'), await countOf('audit_entry')]).toEqual(
				before.map((count) => count + 300)
			);
		}
		const { sheet } = await getEntrySheet(database.context({ actor: officer, now: testNow }), where);
		expect(sheet!.cells).toHaveLength(300);
		expect(sheet!.cells.every(({ stored }) => stored?.revision === 2)).toBe(true);
		expect(sheet!.cells[299]!.stored?.entry).toEqual({
			...{ value: 121 / 3, numerator: 121, denominator: 300 },
			...{ distribution: null, missingReason: null, note: null }
		});
	});

	it('keeps the conflict of one cell to that cell', async () => {
		await save([typed('C007', 2, { numerator: '200', denominator: '300' })]);
		const { savedCount, refusals } = await save(ratios(2, '150'));
		expect(savedCount).toBe(299);
		expect(refusals).toMatchObject([
			{ code: 'C007', kind: 'conflict', stored: { revision: 3, entry: { numerator: 200 } } }
		]);
	});

	it('takes the later of two wishes for one cell', async () => {
		const wish = (numerator: string) => typed('C007', 3, { numerator, denominator: '300' });
		expect(await save([wish('210'), wish('220')])).toMatchObject({ savedCount: 1, refusals: [] });
		const { sheet } = await getEntrySheet(database.context({ actor: officer, now: testNow }), where);
		expect(sheet!.cells.find(({ nodeCode }) => nodeCode === 'C007')!.stored?.entry.numerator).toBe(220);
	});

	it('is given away as a whole', async () => {
		const { sheet } = await getEntrySheet(database.context({ actor: officer, now: testNow }), where);
		const cells = sheet!.cells.map(({ nodeCode, stored }) =>
			typed(nodeCode, stored!.revision, { numerator: '160', denominator: '300' })
		);
		const statements = await database.statementsOf(() => save(cells, 'submit'));
		expect(touching(statements).filter((text) => !/round|result/.test(text)).length).toBeLessThanOrEqual(5);
		const after = await getEntrySheet(database.context({ actor: officer, now: testNow }), where);
		expect(after.sheet!.cells.every(({ stored }) => stored?.status === 'submitted')).toBe(true);
	});
});
