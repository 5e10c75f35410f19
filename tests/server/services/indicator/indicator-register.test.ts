import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { changeIndicator, detailsOf } from '../../../../src/lib/server/services/indicator/change-indicator';
import { createIndicator } from '../../../../src/lib/server/services/indicator/create-indicator';
import { getIndicatorRecord } from '../../../../src/lib/server/services/indicator/get-indicator-record';
import { listIndicatorTargets } from '../../../../src/lib/server/services/indicator/list-indicator-targets';
import { listIndicators } from '../../../../src/lib/server/services/indicator/list-indicators';
import { retireIndicator } from '../../../../src/lib/server/services/indicator/retire-indicator';
import { saveRubric } from '../../../../src/lib/server/services/indicator/save-rubric';
import { setTarget } from '../../../../src/lib/server/services/indicator/set-target';
import { demonstrationActor, seedSmallDemonstration } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
let manager: Actor, admin: Actor, assessor: Actor, regional: Actor;

beforeAll(async () => {
	const { opened } = database;
	await seedSmallDemonstration(opened);
	manager = await demonstrationActor(opened, 'manager');
	admin = await demonstrationActor(opened, 'admin');
	assessor = await demonstrationActor(opened, 'assessor');
	const [zhejiang] = await selectRows<{ id: number; path: string }>(
		opened.db,
		sql`select id, path from unit where code = '330000'`
	);
	regional = {
		...manager,
		grants: [{ role: 'evaluationManager', unitId: zhejiang!.id, unitPath: zhejiang!.path }]
	};
});

const as = (actor: Actor) => database.context({ actor });
const record = (code: string) => getIndicatorRecord(as(manager), code);
const problems = (wish: Promise<unknown>) =>
	wish.then(
		() => 'it was not refused',
		(error: { code: string; details: { problems?: { field: string; problem: string }[] } }) =>
			error.details.problems?.map(({ field, problem }) => `${field} ${problem}`) ?? error.code
	);
async function change(code: string, over: object, reason = '', actor = manager): Promise<unknown> {
	const { indicator } = await record(code);
	const details = { ...detailsOf(indicator), ...over };
	return changeIndicator(as(actor), { code, revision: indicator.revision, details, reason });
}

describe('an indicator with data in a published framework', () => {
	it('keeps the meaning of its numbers', async () => {
		expect(
			await problems(change('MGT-01', { measure: 'count', isRatio: false, timeRule: 'sum', rollUp: 'sum' }))
		).toEqual(['measure fixedByData', 'timeRule fixedByData', 'rollUp fixedByData', 'isRatio fixedByData']);
		expect(await problems(change('MGT-01', { direction: -1 }))).toEqual(['direction fixedByFramework']);
	});

	it('gets clearer words only with a reason, which the audit keeps', async () => {
		const { indicator } = await record('MGT-01');
		const definition = { ...indicator.definition, en: 'In other words.' };
		expect(await problems(change('MGT-01', { definition }))).toEqual(['reason publishedWords']);
		await change('MGT-01', { definition }, 'The old one was misread.');
		expect((await record('MGT-01')).indicator).toMatchObject({
			definition,
			revision: indicator.revision + 1
		});
		const [line] = await selectRows<{ after: { reason: string } }>(
			database.opened.db,
			sql`select after from audit_entry where action = 'indicator.change' and entity_id = 'MGT-01'`
		);
		expect(line!.after.reason).toBe('The old one was misread.');
	});

	it('may change what is no meaning: owner, source, bounds', async () => {
		await change('MGT-01', { owner: { en: 'Data office', 'zh-CN': '数据局' }, maximum: 99 });
		expect((await record('MGT-01')).indicator).toMatchObject({ owner: { en: 'Data office' }, maximum: 99 });
		expect(await problems(change('MGT-01', { minimum: 100 }))).toEqual(['minimum boundsSwapped']);
	});

	it('is not retired while a round under way reads it', async () => {
		const { revision } = (await record('MGT-01')).indicator;
		const wish = { code: 'MGT-01', revision, isRetired: true };
		expect(await problems(retireIndicator(as(manager), wish))).toEqual(['retire usedByRound']);
	});

	it('belongs to evaluation managers of everything: not to administrators, and not to a region’s', async () => {
		expect(await problems(change('MGT-01', { decimals: 2 }, '', admin))).toBe('forbidden');
		expect(await problems(change('MGT-01', { decimals: 2 }, '', assessor))).toBe('forbidden');
		expect(await problems(change('MGT-01', { decimals: 2 }, '', regional))).toBe('forbidden');
		expect(await problems(getIndicatorRecord(as(admin), 'MGT-01'))).toBe('forbidden');
		expect(await getIndicatorRecord(as(assessor), 'MGT-01')).toMatchObject({
			mayManage: false,
			hasData: true
		});
	});

	it('is changed by one at a time', async () => {
		const { indicator } = await record('MGT-01');
		const wish = {
			code: 'MGT-01',
			revision: indicator.revision - 1,
			details: detailsOf(indicator),
			reason: ''
		};
		expect(await problems(changeIndicator(as(manager), wish))).toBe('conflict');
	});
});

describe('a new indicator', () => {
	it('is free to change until something rests on it, and can be retired and used again', async () => {
		const details = detailsOf((await record('MGT-01')).indicator);
		await createIndicator(as(manager), { code: 'NEW-01', details });
		expect(await problems(createIndicator(as(manager), { code: 'NEW-01', details }))).toEqual([
			'code codeTaken'
		]);
		expect(await problems(createIndicator(as(admin), { code: 'NEW-02', details }))).toBe('forbidden');
		await change('NEW-01', { direction: -1, name: { en: 'New', 'zh-CN': '新' }, frequency: 'year' });
		const { revision } = (await record('NEW-01')).indicator;
		await retireIndicator(as(manager), { code: 'NEW-01', revision, isRetired: true });
		const list = async (state: 'used' | 'retired') =>
			(await listIndicators(as(manager), { state, text: 'new', page: 1 })).rows.map(
				(row) => row.indicator.code
			);
		expect(await list('retired')).toEqual(['NEW-01']);
		expect(await list('used')).not.toContain('NEW-01');
		await retireIndicator(as(manager), { code: 'NEW-01', revision: revision + 1, isRetired: false });
		expect(await list('used')).toContain('NEW-01');
	});

	it('is refused where it contradicts itself', async () => {
		const details = detailsOf((await record('MGT-01')).indicator);
		const create = (over: object) =>
			problems(createIndicator(as(manager), { code: 'NEW-03', details: { ...details, ...over } }));
		expect(await create({ numerator: null })).toEqual(['numeratorEn wordsMissing']);
		expect(await create({ isRatio: false, timeRule: 'ratioOfSums' })).toEqual([
			'timeRule ratioRule',
			'rollUp ratioRule'
		]);
		expect(await create({ timeRule: 'distribution' })).toEqual([
			'statistic distributionRule',
			'rollUp distributionRule'
		]);
		expect(await create({ isScored: true })).toEqual(['isScored notForScored']);
	});
});

describe('a rubric', () => {
	it('keeps levels and points that somebody has scored by, and may say them better', async () => {
		const { indicator, rubric } = await record('MGT-03');
		const save = (levels: typeof rubric) =>
			saveRubric(as(manager), { code: 'MGT-03', revision: indicator.revision, levels });
		const dearer = rubric.map((level) => ({ ...level, points: level.points - 1 }));
		expect(await problems(save(dearer))).toEqual(['points.1 levelsUsed']);
		expect(await problems(save(rubric.slice(1)))).toEqual(['levels levelsUsed']);
		expect(await problems(save(rubric.map((level) => ({ ...level, points: 50 }))))).toContain(
			'points.2 levelsOrder'
		);
		await save(rubric.map((level) => ({ ...level, description: { en: 'Clearer', 'zh-CN': '更清楚' } })));
		expect((await record('MGT-03')).rubric[0]).toMatchObject({ description: { en: 'Clearer' } });
	});
});

describe('a target', () => {
	const aim = {
		indicator: 'MGT-01',
		unit: null as string | null,
		period: '2029',
		before: null as number | null,
		after: { value: 95, source: { en: 'Plan', 'zh-CN': '规划' } } as const
	};

	it('is set, changed and taken away, each with its audit row', async () => {
		await setTarget(as(manager), aim);
		expect(await problems(setTarget(as(manager), aim))).toEqual(['period targetTaken']);
		expect(await problems(setTarget(as(manager), { ...aim, before: 90 }))).toBe('conflict');
		await setTarget(as(manager), { ...aim, before: 95, after: { ...aim.after, value: 97 } });
		const { targets } = await listIndicatorTargets(as(manager), { code: 'MGT-01', page: 1 });
		expect(targets.find(({ period }) => period === '2029')).toMatchObject({ value: 97, unit: null });
		await setTarget(as(manager), { ...aim, before: 97, after: null });
		const left = await listIndicatorTargets(as(manager), { code: 'MGT-01', page: 1 });
		expect(left.targets.some(({ period }) => period === '2029')).toBe(false);
		const lines = await selectRows<{ before: { value: number } | null }>(
			database.opened.db,
			sql`select before from audit_entry where action = 'target.set' order by id`
		);
		expect(lines.map(({ before }) => before?.value ?? null)).toEqual([null, 95, 97]);
	});

	it('is set for units of one’s own; for everybody only by who manages everything', async () => {
		expect(await problems(setTarget(as(regional), aim))).toBe('forbidden');
		expect(await problems(setTarget(as(regional), { ...aim, unit: '110000-health' }))).toBe('forbidden');
		await setTarget(as(regional), { ...aim, unit: '330000-health' });
		expect(await problems(setTarget(as(manager), { ...aim, unit: 'nobody' }))).toEqual(['unit unitsUnknown']);
		expect(await problems(setTarget(as(manager), { ...aim, period: 'soon' }))).toEqual([
			'period periodShape'
		]);
		expect(await problems(setTarget(as(admin), aim))).toBe('forbidden');
		const found = await listIndicatorTargets(as(regional), { code: 'MGT-01', unit: '330000-h', page: 1 });
		expect(found.targets).toMatchObject([{ unit: { code: '330000-health' }, value: 95, maySet: true }]);
	});
});
