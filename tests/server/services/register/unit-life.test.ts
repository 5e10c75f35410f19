import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { systemScope } from '../../../../src/lib/domain/access/can';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { getRegisteredUnit } from '../../../../src/lib/server/db/queries/unit-register';
import { listRoundUnits } from '../../../../src/lib/server/db/queries/result';
import { assignGroups } from '../../../../src/lib/server/services/register/assign-groups';
import { changeUnit } from '../../../../src/lib/server/services/register/change-unit';
import { closeUnit } from '../../../../src/lib/server/services/register/close-unit';
import { createUnit } from '../../../../src/lib/server/services/register/create-unit';
import { getUnitRecord } from '../../../../src/lib/server/services/register/get-unit-record';
import { listRegister } from '../../../../src/lib/server/services/register/list-register';
import { reopenUnit } from '../../../../src/lib/server/services/register/reopen-unit';
import { createGroupSet, saveGroup } from '../../../../src/lib/server/services/register/save-groups';
import { getEntrySheet } from '../../../../src/lib/server/services/observation/get-entry-sheet';
import { createRound } from '../../../../src/lib/server/services/round/create-round';
import { moveRound } from '../../../../src/lib/server/services/round/move-round';
import { addRegion, type PlacedUnit } from '../../../factories/account';
import { testNow } from '../../../factories/demonstration';
import { addFramework, addIndicator } from '../../../factories/evaluation';
import {
	addActor,
	addDepartment,
	figureOf,
	report,
	revisionOf,
	unitDetails
} from '../../../factories/register';
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

let nation: PlacedUnit, west: PlacedUnit, health: PlacedUnit, transport: PlacedUnit;
let count: number, versionId: number;
let admin: Actor, westAdmin: Actor, manager: Actor, officer: Actor;

beforeAll(async () => {
	const { opened } = database;
	const { db } = opened;
	nation = await addRegion(db, 'N');
	west = await addRegion(db, 'W', nation);
	await addRegion(db, 'E', nation);
	health = await addDepartment(db, 'W-health', west);
	transport = await addDepartment(db, 'W-transport', west);
	versionId = await addFramework(db, {
		definition,
		appliesTo: { kind: 'department' },
		indicators: { CNT: { measure: 'count', timeRule: 'sum', rollUp: 'sum' } }
	});
	count = await addIndicator(db, 'CNT');
	admin = await addActor(db, 'administrator', nation);
	westAdmin = await addActor(db, 'administrator', west);
	manager = await addActor(db, 'evaluationManager', nation);
	officer = await addActor(db, 'dataOfficer', transport);
	const months = ['07', '08', '09'].map((month) => `2026-${month}`);
	await report(
		opened,
		testNow,
		months.flatMap((period) => [
			{ unitId: health.id, indicatorId: count, period, value: 10 },
			...(period === '2026-09' ? [] : [{ unitId: transport.id, indicatorId: count, period, value: 1 }])
		])
	);
});

const as = (actor: Actor) => database.context({ actor });
const key = async (code: string) => ({ code, revision: await revisionOf(database.opened.db, code) });
const problems = (wish: Promise<unknown>) =>
	wish.then(
		() => 'it was not refused',
		(error: { code: string; details: { problems?: { problem: string }[] } }) =>
			error.details.problems?.map(({ problem }) => problem) ?? error.code
	);
const department = (code: string, validFrom = '2026-11-01', parentCode = 'W') => ({
	code,
	parentCode,
	validFrom,
	kind: 'department' as const,
	level: 'nation' as const,
	details: unitDetails({ sector: 'education' })
});

describe('a new unit', () => {
	it('stands below its region, is of its level, and has an audit row', async () => {
		await createUnit(as(admin), department('W-education'));
		const made = await getRegisteredUnit(database.opened.db, systemScope('unit.manage'), {
			code: 'W-education'
		});
		expect(made).toMatchObject({ level: 'province', parentId: west.id, sector: 'education', revision: 1 });
		expect(made.path).toBe(`${west.path}.${made.id}`);
		const { placements } = await getUnitRecord(as(admin), { code: 'W-education' });
		expect(placements).toMatchObject([{ parentCode: 'W', validFrom: '2026-11-01', validTo: null }]);
		const audit = await selectRows(
			database.opened.db,
			sql`select actor_id from audit_entry where action = 'unit.create' and unit_id = ${made.id}`
		);
		expect(audit).toEqual([{ actor_id: admin.userId }]);
	});

	it('takes a code that nobody has open, and a place that one manages', async () => {
		expect(await problems(createUnit(as(admin), department('W-health')))).toEqual(['codeTaken']);
		expect(await problems(createUnit(as(admin), department('W/x y')))).toEqual(['codeShape']);
		expect(await problems(createUnit(as(admin), department('X', '2026-11-01', 'nowhere')))).toEqual([
			'parentUnknown'
		]);
		expect(await problems(createUnit(as(admin), department('X', '2026-11-01', 'W-health')))).toEqual([
			'parentIsDepartment'
		]);
		expect(await problems(createUnit(as(westAdmin), department('X', '2026-11-01', 'E')))).toBe('forbidden');
		expect(await problems(createUnit(as(manager), department('X')))).toBe('forbidden');
	});
});

describe('a change of a unit', () => {
	it('is refused where somebody else was quicker', async () => {
		const wish = { ...(await key('W-health')), details: unitDetails({ sector: 'health', approvalSteps: 2 }) };
		await changeUnit(as(admin), wish);
		expect(await problems(changeUnit(as(admin), wish))).toBe('conflict');
		const { unit } = await getUnitRecord(as(admin), { code: 'W-health' });
		expect(unit).toMatchObject({ approvalSteps: 2, revision: wish.revision + 1 });
	});

	it('says what does not fit, by field', async () => {
		const details = unitDetails({
			timeZone: 'Asia/Nowhere',
			tile: { column: 3, row: null },
			flag: 'developmentZone',
			sector: 'health'
		});
		expect(await problems(changeUnit(as(admin), { ...(await key('W')), details }))).toEqual([
			'timeZoneUnknown',
			'tileHalf',
			'flaggedRanked',
			'sectorOfRegion'
		]);
		expect(await problems(changeUnit(as(westAdmin), { ...(await key('N')), details: unitDetails() }))).toBe(
			'forbidden'
		);
	});

	it('takes a unit that is not to be ranked out of the rounds to come', async () => {
		const { db } = database.opened;
		const unitsOf = async (period: string) => {
			const id = await createRound(as(manager), {
				frameworkVersionId: versionId,
				period,
				rootCode: 'N',
				audience: 'internal',
				windows: []
			});
			return (await listRoundUnits(db, systemScope('round.read'), id)).map(({ code }) => code);
		};
		expect(await unitsOf('2026-07')).toEqual(['W-health', 'W-transport']);
		await changeUnit(as(admin), {
			...(await key('W-health')),
			details: unitDetails({ sector: 'health', flag: 'developmentZone', isRanked: false })
		});
		expect(await unitsOf('2026-08')).toEqual(['W-transport']);
	});
});

describe('a closed unit', () => {
	const periodsAsked = async () => {
		const page = await getEntrySheet(as(officer), { unit: 'W-transport' });
		return page.periods.map(({ code }) => code);
	};

	it('is asked for nothing that ends later, and no longer missed in its region', async () => {
		const roundId = await createRound(as(manager), {
			frameworkVersionId: versionId,
			period: '2026-Q3',
			rootCode: 'N',
			audience: 'internal',
			windows: [{ stage: 'collecting', opensAt: new Date('2026-10-01'), closesAt: new Date('2026-12-01') }]
		});
		await moveRound(as(manager), {
			roundId,
			to: 'collecting',
			revision: 1,
			reason: 'The rest of its timetable follows'
		});
		expect(await periodsAsked()).toEqual(['2026-09', '2026-08', '2026-07']);
		expect(await figureOf(database.opened.db, west.id, count, '2026-09')).toBeNull();
		await closeUnit(as(admin), { ...(await key('W-transport')), on: '2026-09-15', below: false });
		expect(await periodsAsked()).toEqual(['2026-08', '2026-07']);
		expect(await figureOf(database.opened.db, west.id, count, '2026-09')).toBe(10);
		expect(await figureOf(database.opened.db, west.id, count, '2026-08')).toBe(11);
	});

	it('is in no round of a later period; what was there before stays readable', async () => {
		const id = await createRound(as(manager), {
			frameworkVersionId: versionId,
			period: '2026-06',
			rootCode: 'N',
			audience: 'internal',
			windows: []
		});
		const codes = (await listRoundUnits(database.opened.db, systemScope('round.read'), id)).map(
			({ code }) => code
		);
		expect(codes).toContain('W-transport');
		expect(
			await problems(
				createRound(as(manager), {
					frameworkVersionId: versionId,
					period: '2026-10',
					rootCode: 'N',
					audience: 'internal',
					windows: []
				})
			)
		).toBe('invalidInput');
		const page = await listRegister(as(admin), { state: 'closed', page: 1, text: 'W-' });
		expect(page.rows.map(({ code }) => code)).toEqual(['W-transport']);
	});

	it('can be opened again as if it had never been closed', async () => {
		await reopenUnit(as(admin), await key('W-transport'));
		expect(await figureOf(database.opened.db, west.id, count, '2026-09')).toBeNull();
		expect(await problems(reopenUnit(as(admin), await key('W-transport')))).toEqual(['notClosed']);
		const { placements } = await getUnitRecord(as(admin), { code: 'W-transport' });
		expect(placements).toMatchObject([{ validTo: null }]);
	});

	it('gives its code to another, and then cannot come back', async () => {
		await closeUnit(as(admin), { ...(await key('W-education')), on: '2026-11-05', below: false });
		await createUnit(as(admin), department('W-education', '2026-11-10'));
		const former = { code: 'W-education', since: '2026-11-01' };
		const { unit } = await getUnitRecord(as(admin), former);
		expect(unit.validTo).toBe('2026-11-05');
		expect(await problems(reopenUnit(as(admin), { ...former, revision: unit.revision }))).toEqual([
			'codeTaken'
		]);
	});

	it('takes what is below along only where that is said', async () => {
		const region = await key('W');
		expect(await problems(closeUnit(as(admin), { ...region, on: '2026-11-12', below: false }))).toEqual([
			'openBelow'
		]);
		expect(await problems(closeUnit(as(admin), { ...region, on: '2026-11-08', below: true }))).toEqual([
			'dateBeforeBelow'
		]);
		expect(await closeUnit(as(admin), { ...region, on: '2026-11-12', below: true })).toBe(4);
		expect(await problems(createUnit(as(admin), department('W-new', '2026-11-13')))).toEqual([
			'parentClosed'
		]);
		expect(await problems(reopenUnit(as(admin), await key('W-health')))).toEqual(['parentClosed']);
	});
});

describe('peer groups', () => {
	it('hold a unit once a set, and are made by those alone who manage a whole tree', async () => {
		await createGroupSet(as(admin), { code: 'size', name: { en: 'Size', 'zh-CN': '规模' } });
		const group = { set: 'size', name: { en: 'Large', 'zh-CN': '大' }, isNew: true };
		await saveGroup(as(admin), { ...group, code: 'large' });
		await saveGroup(as(admin), { ...group, code: 'small' });
		expect(await problems(saveGroup(as(admin), { ...group, code: 'small' }))).toEqual(['codeTaken']);
		expect(await problems(saveGroup(as(westAdmin), { ...group, code: 'tiny' }))).toBe('forbidden');

		expect(await assignGroups(as(admin), { units: ['W', 'E'], set: 'size', group: 'large' })).toBe(2);
		expect(await assignGroups(as(admin), { units: ['W', 'E'], set: 'size', group: 'large' })).toBe(0);
		expect(await assignGroups(as(westAdmin), { units: ['W'], set: 'size', group: 'small' })).toBe(1);
		expect(
			await problems(assignGroups(as(westAdmin), { units: ['E', 'X'], set: 'size', group: 'small' }))
		).toEqual(['unitsUnknown']);
		const { groups } = await getUnitRecord(as(admin), { code: 'W' });
		expect([...groups]).toEqual([['size', 'small']]);
		const page = await listRegister(as(admin), { state: 'all', page: 1, group: 'size/large' });
		expect(page.rows.map(({ code }) => code)).toEqual(['E']);
		expect(await assignGroups(as(admin), { units: ['W'], set: 'size', group: null })).toBe(1);
	});
});

describe('the register', () => {
	it('shows one level of what is managed, and finds at any depth', async () => {
		const codes = async (actor: Actor, over: Partial<Parameters<typeof listRegister>[1]>) =>
			(await listRegister(as(actor), { state: 'all', page: 1, ...over })).rows.map(({ code }) => code);
		expect(await codes(admin, {})).toEqual(['N']);
		expect(await codes(westAdmin, {})).toEqual(['W']);
		expect(await codes(admin, { under: 'N' })).toEqual(['E', 'W']);
		expect(await codes(admin, { text: '部门w-h' })).toEqual([]);
		expect(await codes(admin, { text: 'w-h' })).toEqual(['W-health']);
		expect(await codes(admin, { flag: 'developmentZone' })).toEqual(['W-health']);
		expect(await problems(listRegister(as(westAdmin), { under: 'E', state: 'all', page: 1 }))).toBe(
			'unknownUnit'
		);
		expect(await problems(getUnitRecord(as(westAdmin), { code: 'E' }))).toBe('forbidden');
	});
});
