import { beforeAll, describe, expect, it } from 'vitest';
import { figure } from '../../../../src/lib/server/db/schema';
import { getTrend } from '../../../../src/lib/server/services/trend/get-trend';
import { getTrendPage } from '../../../../src/lib/server/services/trend/get-trend-page';
import { addRegion } from '../../../factories/account';
import { demonstrationActor, seedSmallDemonstration, testNow } from '../../../factories/demonstration';
import { addFramework, addRound } from '../../../factories/evaluation';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const nothing = {
	indicator: undefined,
	units: [],
	from: undefined,
	to: undefined,
	by: undefined,
	search: undefined
};

async function as(account?: string) {
	const actor = account ? await demonstrationActor(database.opened, account) : undefined;
	return database.context({ now: testNow, ...(actor ? { actor } : {}) });
}

describe('trends of the demonstration', () => {
	beforeAll(() => seedSmallDemonstration(database.opened), 240_000);
	const openness = { indicator: 'OPN-01', units: ['330000', '110000'] };

	it('end for strangers with the newest published period of the tree, also when asked for more', async () => {
		const trend = await getTrend(await as(), { ...openness, to: '2026-12' });
		expect(trend.periods.at(-1)).toBe('2026-12');
		expect(
			trend.figures
				.map(({ period }) => period)
				.sort()
				.at(-1)
		).toBe('2026-09');
		const quarters = await getTrend(await as(), { ...openness, by: 'quarter' });
		expect(quarters.periods.at(-1)).toBe('2026-Q3');
		const years = await getTrend(await as(), { ...openness, by: 'year' });
		expect(years.periods.at(-1)).toBe('2025');
	});

	it('go on for whoever may read the unit’s observations, for that unit alone', async () => {
		const trend = await getTrend(await as('head'), {
			indicator: 'OPN-01',
			units: ['330000-health', '110000-health']
		});
		const last = (code: string) => {
			const unit = trend.units.find((each) => each.code === code)!;
			return trend.figures
				.filter(({ unitId }) => unitId === unit.id)
				.map(({ period }) => period)
				.sort()
				.at(-1);
		};
		expect(last('330000-health')).toBe('2026-10');
		expect(last('110000-health')).toBe('2026-09');
		expect(trend.bands.every(({ period }) => period <= '2026-09')).toBe(true);
	});

	it('take a range in any kind of period, either way round', async () => {
		const months = async (from: string, to: string) =>
			(await getTrend(await as(), { ...openness, from, to })).periods;
		expect(await months('2026-Q1', '2026-04')).toEqual(['2026-01', '2026-02', '2026-03', '2026-04']);
		expect(await months('2026-04', '2026-03')).toEqual(['2026-03', '2026-04']);
		expect(
			(await getTrend(await as(), { ...openness, from: '2026-02', to: '2026-05', by: 'quarter' })).periods
		).toEqual(['2026-Q1', '2026-Q2']);
		await expect(months('soon', '2026')).rejects.toMatchObject({ code: 'invalidPeriod' });
	});

	it('bound what can be asked for', async () => {
		expect((await getTrend(await as(), { ...openness, from: '0001', to: '9998' })).periods).toHaveLength(240);
	});

	it('say which units do not exist, and that an indicator does not', async () => {
		const trend = await getTrend(await as(), { indicator: 'OPN-01', units: ['330000', 'nowhere'] });
		expect(trend.unknownUnits).toEqual(['nowhere']);
		await expect(getTrend(await as(), { indicator: 'XXX', units: [] })).rejects.toMatchObject({
			code: 'unknownIndicator'
		});
	});

	it('carry targets, and the figures that these are judged by', async () => {
		const trend = await getTrend(await as(), { indicator: 'SHR-03', units: ['330000'] });
		expect(trend.targets.map(({ period }) => period)).toEqual(['2025', '2030']);
		expect(trend.targetFigures.map(({ period }) => period)).toContain('2025');
	});

	it('begin with a headline indicator and the ends and middle of the ranking, or one’s own unit', async () => {
		const forStranger = await getTrendPage(await as(), nothing);
		expect(forStranger.trend?.indicator.code).toBe('OPN-01');
		expect(forStranger.trend?.units.map(({ code }) => code).sort()).toEqual(['110000', '330000']);
		const forHead = await getTrendPage(await as('head'), nothing);
		expect(forHead.trend?.units.map(({ code }) => code)).toEqual(['330000-health']);
	});

	it('offer indicators framework by framework, and units by search', async () => {
		const { choices } = await getTrendPage(await as(), { ...nothing, search: '卫生' });
		expect(choices.found.map(({ code }) => code)).toEqual(['110000-health', '330000-health']);
		const regional = choices.indicators.filter(({ framework }) => framework?.code === 'PDR-R');
		expect(regional[0]?.indicator.code).toBe('SHR-01');
	});
});

describe('trends of another tree, in years', () => {
	const definition = {
		code: 'FOIA-like',
		version: 1,
		nodes: [
			{ code: 'All', aggregate: 'arithmetic' as const },
			{ code: 'Backlog', parent: 'All', direction: -1 as const, steps: [{ do: 'minmax' as const }] }
		]
	};

	beforeAll(async () => {
		const { db } = database.opened;
		const root = await addRegion(db, 'US');
		const agencies = [];
		for (const code of ['NASA', 'DOJ', 'EPA', 'DOE', 'USDA']) agencies.push(await addRegion(db, code, root));
		const versionId = await addFramework(db, {
			definition,
			indicators: { Backlog: { frequency: 'year', measure: 'rate', timeRule: 'last', direction: -1 } }
		});
		const units = agencies.map((unit, i) => ({ unit, inputs: { Backlog: 0.1 * (i + 1) } }));
		await addRound(db, { versionId, definition, root, units, period: '2023' });
		const [indicator] = await db.query.indicator.findMany({
			where: (row, { eq }) => eq(row.code, 'Backlog')
		});
		await db.insert(figure).values(
			agencies.flatMap(({ id }, i) =>
				[2021, 2022, 2023, 2024].map((year) => ({
					unitId: id,
					indicatorId: indicator!.id,
					period: String(year),
					periodStart: `${year}-01-01`,
					value: year === 2022 && i === 0 ? null : i + year - 2020,
					missingReason: year === 2022 && i === 0 ? ('suppressed' as const) : null,
					provenance: 'own' as const
				}))
			)
		);
	});

	it('show what is published, gaps with their reasons, and the band of their own peers', async () => {
		const trend = await getTrend(database.context({ now: testNow }), {
			indicator: 'Backlog',
			units: ['NASA', 'EPA']
		});
		expect(trend.kinds).toEqual(['year']);
		expect(trend.periods).toEqual(['2021', '2022', '2023']);
		const [nasa] = trend.units;
		expect(
			trend.figures
				.filter(({ unitId }) => unitId === nasa!.id)
				.map(({ value, missingReason }) => [value, missingReason])
		).toEqual([
			[1, null],
			[null, 'suppressed'],
			[3, null]
		]);
		expect(trend.peerCount).toBe(5);
		expect(trend.bands.find(({ period }) => period === '2023')).toMatchObject({
			count: 5,
			low: 3,
			lowerQuartile: 4,
			median: 5,
			upperQuartile: 6,
			high: 7
		});
		expect(trend.bands.find(({ period }) => period === '2022')?.count).toBe(4);
	});

	it('make no band of fewer peers than could be told apart', async () => {
		const { db } = database.opened;
		const root = await addRegion(db, 'AT');
		await addRegion(db, 'BMF', root);
		const trend = await getTrend(database.context({ now: testNow }), {
			indicator: 'Backlog',
			units: ['BMF']
		});
		expect(trend.bands).toEqual([]);
		expect(trend.figures).toEqual([]);
	});
});
