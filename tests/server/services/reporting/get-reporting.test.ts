import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { reportDueAt } from '../../../../src/lib/domain/indicator/report-due';
import { parsePeriod } from '../../../../src/lib/domain/period/period';
import {
	completeShare,
	reportState,
	type StoredReport
} from '../../../../src/lib/domain/reporting/report-state';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { getReporting } from '../../../../src/lib/server/services/reporting/get-reporting';
import { getUnitReporting } from '../../../../src/lib/server/services/reporting/get-unit-reporting';
import { demonstrationActor, idOf, seedSmallDemonstration, testNow } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const unit = '330000-health';
let leader: Actor;
let officer: Actor;
let unitId: number;

beforeAll(async () => {
	await seedSmallDemonstration(database.opened);
	leader = await demonstrationActor(database.opened, 'leader');
	officer = await demonstrationActor(database.opened, 'officer');
	unitId = await idOf(database.opened, 'unit', unit);
}, 120_000);

const ctx = (actor = leader, now = testNow) => database.context({ actor, now });
const byUnit = { by: 'unit', order: 'worst', page: 1 } as const;
const execute = (statement: ReturnType<typeof sql>) => database.opened.db.execute(statement);

describe('timeliness and completeness', () => {
	it('agrees with the rule for a single cell, for every cell of a unit', async () => {
		const { rows, periods } = await getUnitReporting(ctx(), { unit });
		expect(rows).toHaveLength(19);
		expect(periods).toHaveLength(12);
		const stored = await selectRows<Record<string, unknown>>(
			database.opened.db,
			sql`select * from observation where unit_id = ${unitId}`
		);
		const date = (value: unknown) => (value === null ? null : new Date(value as string));
		for (const { indicator, cells } of rows) {
			for (const cell of cells) {
				const row = stored.find(
					(one) => one['indicator_id'] === indicator.id && one['period'] === cell.period
				);
				const report: StoredReport | undefined = row && {
					status: row['status'] as StoredReport['status'],
					missingReason: row['missing_reason'] as StoredReport['missingReason'],
					returnReason: row['return_reason'] as string | null,
					firstSubmittedAt: date(row['first_submitted_at']),
					submittedAt: date(row['submitted_at']),
					enteredAt: date(row['entered_at'])!
				};
				const dueAt = reportDueAt(parsePeriod(cell.period), 'Asia/Shanghai');
				expect(cell.dueAt).toEqual(dueAt);
				expect(cell.state, `${indicator.code} ${cell.period}`).toBe(reportState(report, dueAt, testNow));
			}
		}
	});

	it('adds up alike by unit, by indicator and by period, and never to more than was asked for', async () => {
		const units = await getReporting(ctx(), byUnit);
		const indicators = await getReporting(ctx(), { ...byUnit, by: 'indicator' });
		expect(units.counts).toEqual(indicators.counts);
		expect(units.byPeriod).toEqual(indicators.byPeriod);
		for (const table of [units, indicators]) {
			for (const key of Object.keys(table.counts) as (keyof typeof table.counts)[]) {
				const rows = table.rows.reduce((sum, row) => sum + row.counts[key], 0);
				const periods = [...table.byPeriod.values()].reduce((sum, counts) => sum + counts[key], 0);
				expect([rows, periods], key).toEqual([table.counts[key], table.counts[key]]);
			}
			const { due, onTime, late, empty, returned, draft, missing } = table.counts;
			expect(onTime + late + empty + returned + draft + missing).toBe(due);
			for (const row of table.rows) expect(completeShare(row.counts) ?? 0).toBeLessThanOrEqual(1);
		}
		const shares = units.rows.map((row) => completeShare(row.counts)!);
		expect(shares).toEqual([...shares].sort((a, b) => a - b));
	});

	it('pages without losing or repeating a row', async () => {
		const all = (await getReporting(ctx(), byUnit)).rows.map(({ code }) => code);
		const pages = [];
		for (let page = 1; page <= 4; page++)
			pages.push(...(await getReporting(ctx(), { ...byUnit, page }, 5)).rows);
		expect(pages.map(({ code }) => code)).toEqual(all);
		expect(await getReporting(ctx(), { ...byUnit, page: 50 }, 5)).toMatchObject({
			rows: [],
			total: all.length
		});
	});

	it('does not ask a region for what its departments report', async () => {
		const { rows } = await getUnitReporting(ctx(), { unit: '330000' });
		expect(rows.map(({ indicator }) => indicator.code).sort()).toEqual([
			'APP-01',
			'APP-03',
			'MGT-02',
			'OPN-05',
			'OPN-06',
			'SEC-03'
		]);
	});

	it('counts what is late by its first submission, and marks what was changed later', async () => {
		const [opn] = await selectRows<{ indicator_id: number }>(
			database.opened.db,
			sql`select o.indicator_id from observation o join indicator i on i.id = o.indicator_id
				where o.unit_id = ${unitId} and o.period = '2026-08' and i.code = 'OPN-01'`
		);
		const id = opn!.indicator_id;
		await execute(sql`update observation set first_submitted_at = '2026-09-05T00:00:00Z', submitted_at = '2026-09-20T00:00:00Z'
			where unit_id = ${unitId} and indicator_id = ${id} and period = '2026-08'`);
		const cellOf = async () =>
			(await getUnitReporting(ctx(), { unit })).rows
				.find(({ indicator }) => indicator.code === 'OPN-01')!
				.cells.find(({ period }) => period === '2026-08')!;
		expect(await cellOf()).toMatchObject({ state: 'onTime', isEdited: true });
		await execute(sql`update observation set submitted_at = first_submitted_at where unit_id = ${unitId}
			and indicator_id = ${id} and period = '2026-08'`);
		expect(await cellOf()).toMatchObject({ state: 'onTime', isEdited: false });
		await execute(sql`insert into observation_revision (unit_id, indicator_id, period, revision, before, after, changed_at)
			values (${unitId}, ${id}, '2026-08', 2, '{"value":1,"status":"submitted"}', '{"value":1,"status":"approved"}', '2026-09-21T00:00:00Z')`);
		expect(await cellOf()).toMatchObject({ isEdited: false });
		await execute(sql`insert into observation_revision (unit_id, indicator_id, period, revision, before, after, changed_at)
			values (${unitId}, ${id}, '2026-08', 3, '{"value":1,"status":"approved"}', '{"value":2,"status":"submitted"}', '2026-09-22T00:00:00Z')`);
		expect(await cellOf()).toMatchObject({ state: 'onTime', isEdited: true });
	});

	it('leaves out what does not apply, and who is closed', async () => {
		const before = await getReporting(ctx(), { ...byUnit, unit });
		await execute(sql`update observation o set status = 'approved', missing_reason = 'notApplicable', value = null, numerator = null,
			denominator = null from indicator i where i.id = o.indicator_id and i.code = 'OPN-03' and o.unit_id = ${unitId}
			and o.period = '2026-07'`);
		const after = await getReporting(ctx(), { ...byUnit, unit });
		expect(after.counts.due).toBe(before.counts.due - 1);
		expect(after.counts.notApplicable).toBe(before.counts.notApplicable + 1);
		await execute(sql`update unit set valid_to = '2026-08-31' where id = ${unitId}`);
		const closed = await getReporting(ctx(), { ...byUnit, unit });
		expect([...closed.rows[0]!.periods.keys()].sort().at(-1)).toBe('2026-07');
		await execute(sql`update unit set valid_to = '2026-09-01' where id = ${unitId}`);
		const later = await getReporting(ctx(), { ...byUnit, unit });
		expect([...later.rows[0]!.periods.keys()].sort().at(-1)).toBe('2026-08');
		await execute(sql`update unit set valid_to = null where id = ${unitId}`);
	});

	it('has no shares of what is not due yet, and asks for nothing before a period is over', async () => {
		const early = new Date('2026-11-05T00:00:00Z');
		const october = (await getReporting(ctx(leader, early), byUnit)).byPeriod.get('2026-10')!;
		expect(october.due).toBe(0);
		expect(october.early + october.notYetDue).toBeGreaterThan(300);
		const atEnd = await getReporting(ctx(leader, new Date('2026-10-31T00:00:00Z')), byUnit);
		expect(atEnd.byPeriod.has('2026-10')).toBe(false);
	});

	it('narrows to months, frameworks, sectors and indicators', async () => {
		const one = await getReporting(ctx(), { ...byUnit, from: '2026-09', to: '2026-09' });
		expect(one.periods).toEqual(['2026-09']);
		const regions = await getReporting(ctx(), { ...byUnit, framework: 'PDR-R', kind: 'region' });
		expect(regions.rows.map(({ code }) => code).sort()).toEqual(['110000', '330000']);
		const health = await getReporting(ctx(), { ...byUnit, sector: 'health', indicator: 'OPN-01' });
		expect(health.rows.map(({ code, counts }) => [code, counts.due]).sort()).toEqual([
			['110000-health', 12],
			['330000-health', 12]
		]);
		expect((await getReporting(ctx(), { ...byUnit, from: '2010-01', to: '2010-03' })).rows).toEqual([]);
		expect((await getReporting(ctx(), { ...byUnit, indicator: 'NONE' })).rows).toEqual([]);
		expect((await getReporting(ctx(), { ...byUnit, from: 'soon', to: '2030-01' })).to).toBe('2026-10');
	});

	it('shows everybody their own subtree', async () => {
		const own = await getReporting(ctx(officer), byUnit);
		expect(own.rows.map(({ code }) => code)).toEqual([unit]);
		await expect(getReporting(ctx(officer), { ...byUnit, unit: '110000-transport' })).rejects.toMatchObject({
			code: 'forbidden'
		});
		await expect(getUnitReporting(ctx(officer), { unit: '110000-transport' })).rejects.toMatchObject({
			code: 'forbidden'
		});
	});
});
