import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { getCellHistory } from '../../../../src/lib/server/services/observation/get-cell-history';
import { getFormHistory } from '../../../../src/lib/server/services/observation/get-form-history';
import { saveEntries } from '../../../../src/lib/server/services/observation/save-entries';
import { demonstrationActor, seedSmallDemonstration, testNow } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const unit = '330000-health';
const period = '2026-10';
let officer: Actor;

beforeAll(async () => {
	await seedSmallDemonstration(database.opened);
	officer = await demonstrationActor(database.opened, 'officer');
}, 120_000);

const ctx = (actor = officer, now = testNow) => database.context({ actor, now });
const write = (numerator: string, revision: number, day: string, intent: 'save' | 'submit' = 'save') =>
	saveEntries(ctx(officer, new Date(`${day}T03:00:00Z`)), {
		unit,
		period,
		intent,
		cells: [
			{
				code: 'OPN-02',
				revision,
				typed: { value: '', numerator, denominator: '40', distribution: '', reason: '', note: '' },
				isConfirmed: true
			}
		]
	});

describe('the history of a value', () => {
	it('says who, when, from, to and by what, and what was known on each day', async () => {
		await write('20', 0, '2026-11-11');
		await write('21', 1, '2026-11-13');
		await write('22', 2, '2026-11-15', 'submit');
		const at = async (knownOn: string) =>
			(await getCellHistory(ctx(), { unit, indicator: 'OPN-02', period, knownOn })).then;
		expect(await at('2026-11-10')).toEqual({ kind: 'nothing' });
		// The day ends where the unit is.
		expect(await at('2026-11-11')).toMatchObject({ state: { content: { numerator: 20, status: 'draft' } } });
		expect(await at('2026-11-12')).toMatchObject({ state: { content: { numerator: 20 }, revision: 1 } });
		expect(await at('2026-11-14')).toMatchObject({ state: { content: { numerator: 21 } } });
		const page = await getCellHistory(ctx(), { unit, indicator: 'OPN-02', period });
		expect(page.then).toBeUndefined();
		expect(page.now).toMatchObject({
			state: { content: { numerator: 22, status: 'submitted' }, revision: 3 }
		});
		expect(
			page.history.changes.map(({ byName, source, before, after }) => [
				byName,
				source,
				before?.numerator,
				after?.numerator
			])
		).toEqual([
			[officer.name, 'form', undefined, 20],
			[officer.name, 'form', 20, 21],
			[officer.name, 'form', 21, 22]
		]);
		expect(page.periods[0]).toBe(period);
	});

	it('begins with the newest period, and knows nothing of one without a value', async () => {
		expect((await getCellHistory(ctx(), { unit, indicator: 'SHR-01' })).period).toBe(period);
		const empty = await getCellHistory(ctx(), { unit, indicator: 'SHR-01', period: '1999-01' });
		expect(empty).toMatchObject({ period: '1999-01', now: { kind: 'nothing' }, history: { changes: [] } });
		expect(empty.periods).toContain('1999-01');
	});

	it('is kept from those who do not read the unit’s data', async () => {
		const head2 = await demonstrationActor(database.opened, 'head2');
		await expect(getCellHistory(ctx(head2), { unit, indicator: 'OPN-02' })).rejects.toMatchObject({
			code: 'forbidden'
		});
		await expect(getFormHistory(ctx(head2), { unit })).rejects.toMatchObject({ code: 'forbidden' });
		await expect(getCellHistory(ctx(), { unit, indicator: 'NONE' })).rejects.toMatchObject({
			code: 'unknownIndicator'
		});
		await expect(getCellHistory(ctx(), { unit, indicator: 'OPN-02', period: 'x' })).rejects.toMatchObject({
			code: 'invalidPeriod'
		});
	});
});

describe('a whole form on a day', () => {
	it('shows every value as it was known then', async () => {
		const now = await getFormHistory(ctx(), { unit, period });
		expect(now.rows.find(({ indicator }) => indicator.code === 'OPN-02')).toMatchObject({
			known: { state: { content: { numerator: 22 } } },
			changeCount: 3
		});
		const then = await getFormHistory(ctx(), { unit, period, knownOn: '2026-11-13' });
		expect(then.rows.find(({ indicator }) => indicator.code === 'OPN-02')).toMatchObject({
			known: { state: { content: { numerator: 21 } } }
		});
		const before = await getFormHistory(ctx(), { unit, period, knownOn: '2026-10-31' });
		expect(before.rows.map(({ known }) => known.kind)).toEqual(before.rows.map(() => 'nothing'));
	});
});
