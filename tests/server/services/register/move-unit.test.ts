import { beforeAll, describe, expect, it } from 'vitest';
import { can, type Actor } from '../../../../src/lib/domain/access/can';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { createRound } from '../../../../src/lib/server/services/round/create-round';
import { moveUnit } from '../../../../src/lib/server/services/register/move-unit';
import { listChildResults } from '../../../../src/lib/server/services/unit/list-child-results';
import { getRegisteredUnit } from '../../../../src/lib/server/db/queries/unit-register';
import { listRoundUnits } from '../../../../src/lib/server/db/queries/result';
import { systemScope } from '../../../../src/lib/domain/access/can';
import { loadActor } from '../../../../src/lib/server/services/user/load-actor';
import { addRegion, type PlacedUnit } from '../../../factories/account';
import { addFramework, addIndicator, addRound } from '../../../factories/evaluation';
import { addActor, addDepartment, figureOf, report, revisionOf } from '../../../factories/register';
import { testNow } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();
const definition = {
	code: 'DEP',
	version: 1,
	nodes: [
		{ code: 'DEP', aggregate: 'arithmetic' as const },
		{ code: 'CNT', parent: 'DEP', steps: [{ do: 'minmax' as const }] }
	]
};

let nation: PlacedUnit,
	west: PlacedUnit,
	east: PlacedUnit,
	mover: PlacedUnit,
	stayer: PlacedUnit,
	easterner: PlacedUnit;
let count: number, versionId: number, publishedId: number;
let admin: Actor, manager: Actor, westAdmin: Actor;

beforeAll(async () => {
	const { opened } = database;
	const { db } = opened;
	nation = await addRegion(db, 'N');
	west = await addRegion(db, 'W', nation);
	east = await addRegion(db, 'E', nation);
	mover = await addDepartment(db, 'W-health', west);
	stayer = await addDepartment(db, 'W-transport', west);
	easterner = await addDepartment(db, 'E-transport', east);
	versionId = await addFramework(db, {
		definition,
		appliesTo: { kind: 'department' },
		indicators: { CNT: { measure: 'count', timeRule: 'sum', rollUp: 'sum' } }
	});
	count = await addIndicator(db, 'CNT');
	admin = await addActor(db, 'administrator', nation);
	westAdmin = await addActor(db, 'administrator', west);
	manager = await addActor(db, 'evaluationManager', nation);
	publishedId = await addRound(db, {
		versionId,
		definition,
		root: nation,
		period: '2026-Q3',
		units: [
			{ unit: mover, inputs: { CNT: 30 } },
			{ unit: stayer, inputs: { CNT: 3 } }
		]
	});
	const months = ['04', '05', '06', '07', '08', '09'].map((month) => `2026-${month}`);
	await report(
		opened,
		testNow,
		months.flatMap((period) => [
			{ unitId: mover.id, indicatorId: count, period, value: 10 },
			{ unitId: stayer.id, indicatorId: count, period, value: 1 },
			{ unitId: easterner.id, indicatorId: count, period, value: 100 }
		])
	);
});

const figure = (unit: PlacedUnit, period: string) => figureOf(database.opened.db, unit.id, count, period);
const published = () =>
	selectRows(
		database.opened.db,
		sql`select * from result where round_id = ${publishedId} order by unit_id, node_code`
	);

async function move(actor: Actor, code: string, parentCode: string, from: string): Promise<void> {
	const revision = await revisionOf(database.opened.db, code);
	return moveUnit(database.context({ actor }), { code, revision, parentCode, from });
}

describe('a department that moves in mid-year', () => {
	it('counts for its region of then before, and for the new one after', async () => {
		expect(await figure(west, '2026-Q2')).toBe(33);
		expect(await figure(west, '2026-Q3')).toBe(33);
		expect(await figure(nation, '2026-Q3')).toBe(333);
		const before = await published();
		await move(admin, 'W-health', 'E', '2026-07-01');
		expect(await figure(west, '2026-Q2')).toBe(33);
		expect(await figure(west, '2026-06')).toBe(11);
		expect(await figure(east, '2026-Q2')).toBe(300);
		expect(await figure(west, '2026-Q3')).toBe(3);
		expect(await figure(west, '2026-07')).toBe(1);
		expect(await figure(east, '2026-Q3')).toBe(330);
		expect(await figure(nation, '2026-Q3')).toBe(333);
		expect(await published(), 'what is published stays').toEqual(before);
	});

	it('goes on doing so when a month of before or after is reported anew', async () => {
		const { opened } = database;
		await report(opened, testNow, [
			{ unitId: mover.id, indicatorId: count, period: '2026-03', value: 7 },
			{ unitId: stayer.id, indicatorId: count, period: '2026-03', value: 2 },
			{ unitId: mover.id, indicatorId: count, period: '2026-10', value: 7 },
			{ unitId: easterner.id, indicatorId: count, period: '2026-10', value: 4 }
		]);
		expect(await figure(west, '2026-03')).toBe(9);
		expect(await figure(east, '2026-10')).toBe(11);
	});

	it('is in rounds of the region below which it stood at the end of their period', async () => {
		const ctx = database.context({ actor: manager });
		const unitsOf = async (rootCode: string, period: string) => {
			const id = await createRound(ctx, {
				frameworkVersionId: versionId,
				period,
				rootCode,
				audience: 'internal',
				windows: []
			});
			const units = await listRoundUnits(ctx.db, systemScope('round.read'), id);
			return units.map(({ code, parentCode }) => `${code} of ${parentCode}`);
		};
		expect(await unitsOf('W', '2026-Q2')).toEqual(['W-health of W', 'W-transport of W']);
		expect(await unitsOf('W', '2026-Q3')).toEqual(['W-transport of W']);
		expect(await unitsOf('E', '2026-Q3')).toEqual(['E-transport of E', 'W-health of E']);
	});

	it('is listed below the region of the period that is shown', async () => {
		const ctx = database.context();
		const region = await getRegisteredUnit(ctx.db, systemScope('published.read'), { code: 'W' });
		const codes = async (period?: string) =>
			(await listChildResults(ctx, region, period)).results.map(({ unit }) => unit.code);
		expect(await codes('2026-Q2')).toEqual(['W-health', 'W-transport']);
		expect(await codes('2026-Q3')).toEqual(['W-transport']);
		expect(await codes()).toEqual(['W-transport']);
	});

	it('is from then on within the roles that are held above its new place, and no longer within those above the old', async () => {
		const { db } = database.opened;
		const now = await getRegisteredUnit(db, systemScope('published.read'), { code: 'W-health' });
		expect(now.path).toBe(`${east.path}.${mover.id}`);
		const westerner = (await loadActor(db, westAdmin.userId!))!.actor;
		expect(can(westerner, 'unit.manage', now.path)).toBeUndefined();
		expect(can(admin, 'unit.manage', now.path)).toBeDefined();
		await expect(move(westerner, 'W-health', 'W', '2026-08-01')).rejects.toMatchObject({ code: 'forbidden' });
	});

	it('leaves a line in the audit that names both and the day', async () => {
		const rows = await selectRows(
			database.opened.db,
			sql`select before, after from audit_entry where action = 'unit.move'`
		);
		expect(rows).toEqual([{ before: { parent: 'W' }, after: { parent: 'E', from: '2026-07-01' } }]);
	});

	it('may be put right on the same day', async () => {
		await move(admin, 'W-health', 'W', '2026-07-01');
		expect(await figure(west, '2026-Q3')).toBe(33);
		expect(await figure(east, '2026-Q3')).toBe(300);
		await move(admin, 'W-health', 'E', '2026-07-01');
		expect(await figure(east, '2026-Q3')).toBe(330);
	});
});

describe('a move is refused', () => {
	const problems = (wish: Promise<void>) =>
		wish.then(
			() => 'it was not',
			(error: { code: string; details: { problems?: { problem: string }[] } }) =>
				error.details.problems?.map(({ problem }) => problem) ?? error.code
		);

	it('into what lies below it, today or at any time since the day', async () => {
		expect(await problems(move(admin, 'N', 'W', '2026-07-01'))).toContain('insideItself');
		expect(await problems(move(admin, 'W', 'W', '2026-07-01'))).toContain('insideItself');
	});

	it('to a department, to where it is, to nowhere, and to a level that is not above its own', async () => {
		expect(await problems(move(admin, 'W-transport', 'E-transport', '2026-07-01'))).toEqual([
			'parentIsDepartment'
		]);
		expect(await problems(move(admin, 'W-transport', 'W', '2026-07-01'))).toEqual(['parentSame']);
		expect(await problems(move(admin, 'W-transport', 'X', '2026-07-01'))).toEqual(['parentUnknown']);
		expect(await problems(move(admin, 'W', 'E', '2026-07-01'))).toEqual(['parentLevel']);
	});

	it('from a day to come, or before the last move', async () => {
		expect(await problems(move(admin, 'W-transport', 'E', '2026-12-01'))).toEqual(['dateAhead']);
		expect(await problems(move(admin, 'W-health', 'W', '2026-05-01'))).toEqual(['dateBeforeMove']);
	});

	it('to a unit that one does not manage', async () => {
		expect(await problems(move(westAdmin, 'W-transport', 'E', '2026-07-01'))).toBe('forbidden');
	});

	it('where somebody else has changed the unit meanwhile', async () => {
		const wish = { code: 'W-transport', revision: 99, parentCode: 'E', from: '2026-07-01' };
		expect(await problems(moveUnit(database.context({ actor: admin }), wish))).toBe('conflict');
	});
});
