import { beforeAll, describe, expect, it } from 'vitest';
import { getUnitReport } from '../../../../src/lib/server/services/unit/get-unit-report';
import { searchUnits } from '../../../../src/lib/server/services/unit/search-units';
import { addRegion, type PlacedUnit } from '../../../factories/account';
import { demonstrationActor, seedSmallDemonstration, testNow } from '../../../factories/demonstration';
import { addFramework, addRound } from '../../../factories/evaluation';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const health = '330000-health';

async function as(account?: string) {
	const actor = account ? await demonstrationActor(database.opened, account) : undefined;
	return database.context({ now: testNow, ...(actor ? { actor } : {}) });
}

describe('the page of a unit, on the demonstration', () => {
	beforeAll(() => seedSmallDemonstration(database.opened), 240_000);

	it('shows a stranger the newest published round, with peers, history, departments and trends', async () => {
		const report = await getUnitReport(await as(), { code: '330000' });
		expect(report.chosen?.round).toMatchObject({
			frameworkCode: 'PDR-R',
			period: '2026-Q3',
			stage: 'published'
		});
		expect(report.rounds.every(({ stage }) => stage === 'published')).toBe(true);
		expect(report.history.map(({ period }) => period)).toEqual(
			[...report.history.map(({ period }) => period)].sort()
		);
		expect(report.history.at(-1)?.period).toBe('2026-Q3');
		expect(report.chosen?.previous?.period).toBe('2026-Q2');
		expect(report.chosen?.scores).toHaveLength(report.chosen!.nodes.length);
		expect(report.chosen?.spreads?.find(({ nodeCode }) => nodeCode === 'OPN')?.count).toBe(2);
		expect(report.children.results).toHaveLength(8);
		expect(report.children.results.every(({ round }) => round?.frameworkCode === 'PDR-D')).toBe(true);
		expect(report.trends.trends.filter(({ isHeadline }) => isHeadline).map(({ node }) => node)).toEqual([
			'SHR-03',
			'OPN-01',
			'QLT-01',
			'FBK-01'
		]);
		expect(report.ancestors.map(({ code }) => code)).toEqual(['100000']);
	});

	it('hides what no publication covers from a stranger, and shows the unit’s head all of it', async () => {
		const last = async (account?: string) => {
			const { trends } = (await getUnitReport(await as(account), { code: health })).trends;
			return trends
				.flatMap(({ indicator, periods }) => (indicator.frequency === 'month' ? periods : []))
				.sort()
				.at(-1);
		};
		expect(await last()).toBe('2026-09');
		expect(await last('head2')).toBe('2026-09');
		expect(await last('head')).toBe('2026-10');
		expect(await last('leader')).toBe('2026-10');
	});

	it('offers the provisional round to those who may read it, without the peers to whoever may only read its own', async () => {
		const open = { code: health, period: '2026-Q4' };
		await expect(getUnitReport(await as(), open)).rejects.toMatchObject({ code: 'notFound' });
		await expect(getUnitReport(await as('head2'), open)).rejects.toMatchObject({ code: 'notFound' });
		await expect(getUnitReport(await as('officer'), open)).rejects.toMatchObject({ code: 'notFound' });
		const own = await getUnitReport(await as('head'), open);
		expect(own.chosen?.round.stage).not.toBe('published');
		expect(own.chosen?.spreads).toBeUndefined();
		const leaders = await getUnitReport(await as('leader'), open);
		expect(leaders.chosen?.spreads?.length).toBeGreaterThan(0);
	});

	it('keeps the newest published round first for members too, and names the provisional one', async () => {
		const report = await getUnitReport(await as('head'), { code: health });
		expect(report.chosen?.round.period).toBe('2026-Q3');
		expect(report.rounds[0]?.period).toBe('2026-Q4');
	});

	it('does not show the departments’ provisional results to the head of one of them', async () => {
		const regionOf = async (account: string) =>
			(await getUnitReport(await as(account), { code: '330000', period: '2026-Q3' })).rounds.map(
				({ period }) => period
			);
		expect(await regionOf('head')).not.toContain('2026-Q4');
		expect(await regionOf('regionhead')).toContain('2026-Q4');
	});

	it('stays with peers up to where all of them may be read', async () => {
		const { trends } = await getUnitReport(await as('head'), { code: health });
		const run = trends.trends.find(({ node }) => node === 'OPN-01')!;
		expect(run.periods.at(-1)).toBe('2026-10');
		expect(run.bands.every(({ period }) => period <= '2026-09')).toBe(true);
	});

	it('says that a unit does not exist, and that a round does not', async () => {
		await expect(getUnitReport(await as(), { code: '999999' })).rejects.toMatchObject({
			code: 'unknownUnit'
		});
		await expect(getUnitReport(await as(), { code: '330000', framework: 'PDR-D' })).rejects.toMatchObject({
			code: 'notFound'
		});
	});

	it('has a page for a unit of no round', async () => {
		const report = await getUnitReport(await as(), { code: '100000' });
		expect(report.chosen).toBeUndefined();
		expect(report.children.period).toBe('2026-Q3');
		expect(report.children.results.map(({ unit, round }) => [unit.code, round?.period])).toEqual([
			['110000', '2026-Q3'],
			['330000', '2026-Q3']
		]);
	});

	it('finds units by a part of either name or by the beginning of a code, a page at a time', async () => {
		const find = async (text: string, page = 1) =>
			(await searchUnits(await as(), { text, page })).units.map(({ code }) => code);
		expect((await find('zheji'))[0]).toBe('330000');
		expect((await find('浙江'))[0]).toBe('330000');
		expect((await find('330000'))[0]).toBe('330000');
		expect(await find('%')).toEqual([]);
		expect(await find('', 2)).toEqual([]);
		const { units, total } = await searchUnits(await as(), { sector: 'health', page: 1 });
		expect(total).toBe(2);
		expect(units.map(({ parentCode, latest }) => [parentCode, latest?.period])).toEqual([
			['110000', '2026-Q3'],
			['330000', '2026-Q3']
		]);
	});
});

describe('rounds of a unit', () => {
	const definition = {
		code: 'Plain',
		version: 1,
		nodes: [
			{ code: 'Top', aggregate: 'arithmetic' as const },
			{ code: 'Speed', parent: 'Top', weight: 1 },
			{ code: 'Care', parent: 'Top', weight: 3 }
		]
	};
	let root: PlacedUnit;
	let agencies: PlacedUnit[];
	let versionId: number;
	let corrected: number;

	beforeAll(async () => {
		const { db } = database.opened;
		root = await addRegion(db, 'elsewhere');
		agencies = [
			await addRegion(db, 'one', root),
			await addRegion(db, 'two', root),
			await addRegion(db, 'three', root)
		];
		versionId = await addFramework(db, { definition });
		const units = agencies.map((unit, i) => ({ unit, inputs: { Speed: 40 + 10 * i, Care: 80 - 10 * i } }));
		const round = (over: object) =>
			addRound(db, { versionId, definition, root, units, period: '2020', ...over });
		corrected = await round({});
		await round({ correctsRoundId: corrected });
		await round({ period: '2021', audience: 'internal' });
		await round({ period: '2022', stage: 'withdrawn' });
	});

	const rounds = async (account?: string) => {
		const actor = account ? await demonstrationActor(database.opened, account) : undefined;
		const context = database.context({ now: testNow, ...(actor ? { actor } : {}) });
		return (await getUnitReport(context, { code: 'one' })).rounds;
	};

	it('are shown without those that a correction replaced, that were withdrawn, or that are for members of another tree', async () => {
		expect((await rounds()).map(({ id, period }) => [id === corrected, period])).toEqual([[false, '2020']]);
		expect((await rounds('leader')).map(({ period }) => period)).toEqual(['2020']);
	});

	it('work for a tree and a framework of years and of other names', async () => {
		const report = await getUnitReport(database.context({ now: testNow }), {
			code: 'three',
			framework: 'Plain'
		});
		expect(report.chosen?.round).toMatchObject({ period: '2020', topNode: 'Top', rank: 3, rankedCount: 3 });
		expect(report.chosen?.round.score).toBe(60);
		expect(report.trends.trends.map(({ node, isHeadline }) => [node, isHeadline])).toEqual([
			['Speed', true],
			['Care', true]
		]);
	});

	it('say how many others share the place', async () => {
		const alike = agencies.map((unit, i) => ({ unit, inputs: { Speed: i < 2 ? 70 : 50, Care: 60 } }));
		await addRound(database.opened.db, { versionId, definition, root, units: alike, period: '2019' });
		const roundOf = async (code: string) =>
			(await getUnitReport(database.context({ now: testNow }), { code, period: '2019' })).chosen?.round;
		expect(await roundOf('one')).toMatchObject({ rank: 1, rankedCount: 3, tiedWith: 1 });
		expect(await roundOf('two')).toMatchObject({ rank: 1, rankedCount: 3, tiedWith: 1 });
		expect(await roundOf('three')).toMatchObject({ rank: 3, rankedCount: 3, tiedWith: 0 });
	});
});
