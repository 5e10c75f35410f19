import { beforeAll, expect, it } from 'vitest';
import { stranger } from '../../../../src/lib/domain/access/can';
import type { FrameworkDefinitionInput } from '../../../../src/lib/domain/framework/definition';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { getRound } from '../../../../src/lib/server/db/queries/round';
import { applyChange } from '../../../../src/lib/server/services/round/apply-change';
import { publicationOf } from '../../../../src/lib/server/services/round/publish-round';
import { recomputeRound } from '../../../../src/lib/server/services/round/recompute-round';
import { publicationJson } from '../../../../src/lib/domain/round/publication';
import { addRegion } from '../../../factories/account';
import { addFramework, addIndicator, addRound } from '../../../factories/evaluation';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();
const now = new Date('2026-11-15T04:00:00Z');
const definition: FrameworkDefinitionInput = {
	code: 'LK',
	version: 1,
	nodes: [
		{ code: 'LK', aggregate: 'arithmetic' },
		{
			code: 'LK-1',
			parent: 'LK',
			weight: 1,
			steps: [{ do: 'goalposts', low: 0, high: 100 }],
			missing: { do: 'lastKnown', maxAge: 2 }
		}
	]
};
const ids = { indicator: 0, round: 0, late: 0, old: 0 };

beforeAll(async () => {
	const { db } = database.opened;
	const root = await addRegion(db, 'R');
	const late = await addRegion(db, 'late', root);
	const old = await addRegion(db, 'old', root);
	const versionId = await addFramework(db, { definition });
	ids.indicator = await addIndicator(db, 'LK-1', { frequency: 'year' });
	const report = (unitId: number, year: number, value: number) =>
		db.execute(sql`insert into observation (unit_id, indicator_id, period, period_start, value, status, source, entered_at, submitted_at)
			values (${unitId}, ${ids.indicator}, ${String(year)}, ${`${year}-01-01`}, ${value}, 'approved', 'form', ${now.toISOString()}, ${now.toISOString()})`);
	await report(late.id, 2023, 10);
	await report(late.id, 2024, 40);
	await report(old.id, 2023, 90);
	ids.late = late.id;
	ids.old = old.id;
	ids.round = await addRound(db, {
		...{ versionId, definition, root, period: '2026', stage: 'scoring' },
		units: [late, old].map((unit) => ({ unit, inputs: {} }))
	});
	await db.transaction((tx) => recomputeRound(tx, ids.round, now));
});

const score = async (unitId: number) =>
	(
		await selectRows<{ score: number | null }>(
			database.opened.db,
			sql`select score from result where round_id = ${ids.round} and unit_id = ${unitId} and node_code = 'LK-1'`
		)
	)[0]!.score;

it('takes the newest earlier value where the rule allows its age, and freezes it with its period', async () => {
	expect(await score(ids.late)).toBe(40);
	expect(await score(ids.old)).toBeNull();
	const [row] = await selectRows(
		database.opened.db,
		sql`select value, last_known from round_input where round_id = ${ids.round} and unit_id = ${ids.late}`
	);
	expect(row).toEqual({ value: null, last_known: { value: 40, period: '2024', age: 2 } });
});

it('is part of what a publication is hashed over', async () => {
	const { db } = database.opened;
	const json = publicationJson(await publicationOf(db, await getRound(db, ids.round)));
	expect(json).toContain('"lastKnown":{"age":2,"period":"2024","value":40}');
});

it('follows a change of the earlier period, and gives way to a value of its own', async () => {
	const { db } = database.opened;
	const change = (period: string, statement: ReturnType<typeof sql>) =>
		db.transaction(async (tx) => {
			await tx.execute(statement);
			await applyChange(tx, { now, actor: stranger }, [
				{ unitId: ids.late, indicatorId: ids.indicator, period }
			]);
		});
	await change(
		'2024',
		sql`update observation set value = 55 where unit_id = ${ids.late} and indicator_id = ${ids.indicator} and period = '2024'`
	);
	expect(await score(ids.late)).toBeCloseTo(55, 9);
	await change(
		'2026',
		sql`insert into observation (unit_id, indicator_id, period, period_start, value, status, source, entered_at, submitted_at)
			values (${ids.late}, ${ids.indicator}, '2026', '2026-01-01', 70, 'submitted', 'form', ${now.toISOString()}, ${now.toISOString()})`
	);
	expect(await score(ids.late)).toBeCloseTo(70, 9);
	const [row] = await selectRows(
		db,
		sql`select last_known from round_input where round_id = ${ids.round} and unit_id = ${ids.late}`
	);
	expect(row).toEqual({ last_known: null });
});
