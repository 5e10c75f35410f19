import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { cellState, entryProgress, type EntryCell } from '../../../../src/lib/domain/indicator/entry-sheet';
import type { TypedEntry } from '../../../../src/lib/domain/indicator/read-entry';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { getEntrySheet } from '../../../../src/lib/server/services/observation/get-entry-sheet';
import { saveEntries, type TypedCell } from '../../../../src/lib/server/services/observation/save-entries';
import {
	demonstrationActor,
	idOf,
	roundIdOf,
	seedSmallDemonstration,
	testNow
} from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const unit = '330000-health';
const period = '2026-10';
let officer: Actor;

beforeAll(async () => {
	await seedSmallDemonstration(database.opened);
	officer = await demonstrationActor(database.opened, 'officer');
}, 120_000);

const ctx = (actor: Actor, now = testNow) => database.context({ actor, now });
const read = async (code: string, actor = officer): Promise<EntryCell> => {
	const { sheet } = await getEntrySheet(ctx(actor), { unit, period });
	return sheet!.cells.find((cell) => cell.nodeCode === code)!;
};
function typed(code: string, over: Partial<TypedEntry>, revision = 0, isConfirmed = false): TypedCell {
	const empty = { value: '', numerator: '', denominator: '', distribution: '', reason: '', note: '' };
	return { code, revision, typed: { ...empty, ...over }, isConfirmed };
}
const save = (intent: 'save' | 'submit', cells: TypedCell[], actor = officer, now = testNow) =>
	saveEntries(ctx(actor, now), { unit, period, intent, cells });
const count = async (table: 'observation_revision' | 'audit_entry'): Promise<number> =>
	Number(
		(
			await selectRows<{ n: string }>(
				database.opened.db,
				sql`select count(*) as n from ${sql.identifier(table)}`
			)
		)[0]!.n
	);

describe('the sheet of a unit and a month', () => {
	it('has the measured indicators of the framework, with what is missing and what came back', async () => {
		const { sheet, periods, units } = await getEntrySheet(ctx(officer), { unit });
		expect(periods.map(({ code, isOpen }) => [code, isOpen])).toEqual([[period, true]]);
		expect(units.map(({ code }) => code)).toEqual([unit]);
		expect(entryProgress(sheet!.cells)).toMatchObject({ total: 19, missing: 3, returned: 1, reported: 15 });
		expect(
			sheet!.cells.filter((cell) => cellState(cell) === 'missing').map(({ nodeCode }) => nodeCode)
		).toEqual(['OPN-02', 'MGT-01', 'SEC-01']);
		expect(sheet!.dueAt.toISOString()).toBe('2026-11-10T16:00:00.000Z');
		const opn = sheet!.cells.find(({ nodeCode }) => nodeCode === 'OPN-01')!;
		expect(opn.previous?.period).toBe('2026-09');
		expect(opn.lastYear?.period).toBe('2025-10');
		expect(opn.history.length).toBeGreaterThan(12);
	});

	it('shows a region what its departments add up to', async () => {
		const head = await demonstrationActor(database.opened, 'regionhead');
		const { sheet, units } = await getEntrySheet(ctx(head), { unit: '330000', period });
		expect(units).toHaveLength(9);
		expect(sheet!.cells.some(({ rolledUp }) => rolledUp?.value != null)).toBe(true);
	});

	it.each([
		['another unit', { unit: '110000-transport' }, 'forbidden'],
		['a unit that is not there', { unit: '999999' }, 'unknownUnit'],
		['a period that no round asks for', { unit, period: '2020-01' }, 'notFound']
	])('is refused for %s', async (_, wanted, code) => {
		await expect(getEntrySheet(ctx(officer), wanted)).rejects.toMatchObject({ code });
	});
});

describe('saving a sheet', () => {
	it('stores drafts with a revision and an audit row each, and computes the ratio', async () => {
		const before = [await count('observation_revision'), await count('audit_entry')];
		const saved = await save('save', [
			typed('OPN-02', { numerator: '１，０００', denominator: '1,250', note: '  checked ' })
		]);
		expect(saved).toEqual({ savedCount: 1, submittedCount: 0, refusals: [] });
		expect((await read('OPN-02')).stored).toMatchObject({
			status: 'draft',
			revision: 1,
			entry: { value: 80, numerator: 1000, denominator: 1250, note: 'checked' },
			enteredByName: officer.name,
			submittedAt: null
		});
		expect([await count('observation_revision'), await count('audit_entry')]).toEqual([
			before[0]! + 1,
			before[1]! + 1
		]);
	});

	it('writes nothing for what is stored already', async () => {
		const before = await count('observation_revision');
		const saved = await save('save', [
			typed('OPN-02', { numerator: '1000', denominator: '1250', note: 'checked' }, 1)
		]);
		expect(saved).toEqual({ savedCount: 0, submittedCount: 0, refusals: [] });
		expect(await count('observation_revision')).toBe(before);
	});

	it('stores the sound cells and leaves the wrong ones untouched, with the reason', async () => {
		const { savedCount, refusals } = await save('save', [
			typed('MGT-01', { numerator: '1e309', denominator: '10' }),
			typed('SEC-01', { numerator: '90', denominator: '100' })
		]);
		expect(savedCount).toBe(1);
		expect(refusals).toEqual([
			{ code: 'MGT-01', kind: 'problems', problems: [{ field: 'numerator', code: 'outOfRange' }] }
		]);
		expect((await read('MGT-01')).stored).toBeUndefined();
		expect((await read('SEC-01')).stored?.entry.value).toBe(90);
	});

	it('shows both values where somebody else wrote the cell meanwhile, and overwrites neither', async () => {
		const head = await demonstrationActor(database.opened, 'head');
		await save('save', [typed('SEC-01', { numerator: '91', denominator: '100' }, 1)], head);
		const { savedCount, refusals } = await save('save', [
			typed('SEC-01', { numerator: '92', denominator: '100' }, 1)
		]);
		expect(savedCount).toBe(0);
		expect(refusals).toMatchObject([
			{
				code: 'SEC-01',
				kind: 'conflict',
				stored: { entry: { value: 91 }, enteredByName: head.name, revision: 2 }
			}
		]);
		expect(
			(await save('save', [typed('SEC-01', { numerator: '92', denominator: '100' }, 2)])).savedCount
		).toBe(1);
	});

	it('lets one of two first writers win', async () => {
		const write = (numerator: string) => save('save', [typed('MGT-01', { numerator, denominator: '100' })]);
		const outcomes = await Promise.all([write('80'), write('81')]);
		expect(outcomes.map(({ savedCount }) => savedCount).sort()).toEqual([0, 1]);
		expect(outcomes.flatMap(({ refusals }) => refusals.map(({ kind }) => kind))).toEqual(['conflict']);
	});

	it('keeps an empty draft where a draft was cleared: its revisions still tell', async () => {
		expect((await save('save', [typed('MGT-01', {}, 1)])).savedCount).toBe(1);
		expect((await read('MGT-01')).stored).toMatchObject({
			status: 'draft',
			revision: 2,
			entry: { value: null }
		});
	});
});

describe('submitting a sheet', () => {
	const totals = async (): Promise<Map<string, number | null>> => {
		const round = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		const id = await idOf(database.opened, 'unit', unit);
		const rows = await selectRows<{ node_code: string; score: number | null }>(
			database.opened.db,
			sql`select node_code, score from result where round_id = ${round} and unit_id = ${id}`
		);
		return new Map(rows.map((row) => [row.node_code, row.score]));
	};

	it('changes the provisional score at once, and gives the cell away', async () => {
		const before = await totals();
		const cell = await read('SEC-01');
		const { numerator, denominator } = { numerator: '97', denominator: '100' };
		const saved = await save('submit', [
			typed('SEC-01', { numerator, denominator }, cell.stored!.revision, true)
		]);
		expect(saved).toEqual({ savedCount: 1, submittedCount: 1, refusals: [] });
		expect((await read('SEC-01')).stored).toMatchObject({ status: 'submitted', submittedAt: testNow });
		const after = await totals();
		expect(after.get('SEC-01')).toBeCloseTo(97, 9);
		expect(after.get('SEC-01')).not.toBe(before.get('SEC-01'));
		expect(after.get('PDR-D')).not.toBe(before.get('PDR-D'));
		const again = await save('submit', [typed('SEC-01', { numerator: '10', denominator: '100' }, 4)]);
		expect(again.refusals).toMatchObject([{ code: 'SEC-01', kind: 'locked' }]);
	});

	it('says that what comes after the due day is late, by its own timestamp', async () => {
		expect((await read('SEC-01')).isLate).toBe(true);
		const early = (await getEntrySheet(ctx(officer), { unit, period })).sheet!.cells.filter(
			({ stored, isLate }) => stored?.status === 'submitted' && !isLate
		);
		expect(early.length).toBeGreaterThan(0);
	});

	it('keeps a value far from the unit’s own history as a draft until it is confirmed', async () => {
		const fields = { numerator: '1', denominator: '1000' };
		const { submittedCount, refusals } = await save('submit', [typed('OPN-02', fields, 1)]);
		expect(submittedCount).toBe(0);
		expect(refusals).toMatchObject([{ code: 'OPN-02', kind: 'jump' }]);
		expect((await read('OPN-02')).stored).toMatchObject({
			status: 'draft',
			revision: 2,
			entry: { value: 0.1 }
		});
		const confirmed = await save('submit', [typed('OPN-02', fields, 2, true)]);
		expect(confirmed).toMatchObject({ submittedCount: 1, refusals: [] });
	});

	it('corrects what was sent back: the reason stays with the draft and goes with the submission', async () => {
		const returned = (await read('QLT-03')).stored!;
		expect(returned).toMatchObject({ status: 'returned', returnReason: expect.any(String) });
		const { numerator, denominator } = returned.entry;
		const asItWas = { numerator: String(numerator), denominator: String(denominator) };
		expect(await save('submit', [typed('QLT-03', asItWas, returned.revision, true)])).toMatchObject({
			submittedCount: 0,
			refusals: [{ code: 'QLT-03', kind: 'unanswered' }]
		});
		const fields = { numerator: '9', denominator: '10' };
		await save('save', [typed('QLT-03', fields, returned.revision)]);
		expect((await read('QLT-03')).stored).toMatchObject({
			status: 'draft',
			returnReason: returned.returnReason
		});
		expect(cellState(await read('QLT-03'))).toBe('returned');
		await save('submit', [typed('QLT-03', fields, returned.revision + 1, true)]);
		expect((await read('QLT-03')).stored).toMatchObject({ status: 'submitted', returnReason: null });
	});

	it('takes a reason for absence with a note', async () => {
		const cell = await read('MGT-01');
		const fields = { reason: 'notApplicable', note: 'No register here' };
		expect(await save('submit', [typed('MGT-01', fields, cell.stored!.revision)])).toMatchObject({
			submittedCount: 1
		});
		expect((await read('MGT-01')).stored?.entry).toMatchObject({
			value: null,
			missingReason: 'notApplicable'
		});
	});

	it('is closed when collection is over', async () => {
		const late = new Date('2028-01-01T00:00:00Z');
		await expect(save('save', [typed('MGT-01', {})], officer, late)).rejects.toMatchObject({
			code: 'stageClosed'
		});
	});

	it('is nobody’s but the unit’s own people’s', async () => {
		const other = await demonstrationActor(database.opened, 'head2');
		await expect(save('submit', [], other)).rejects.toMatchObject({ code: 'forbidden' });
		const assessor = await demonstrationActor(database.opened, 'assessor');
		await expect(save('save', [], assessor)).rejects.toMatchObject({ code: 'forbidden' });
	});
});
