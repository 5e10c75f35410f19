import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import type { Role } from '../../../../src/lib/domain/access/roles';
import type { FrameworkDefinitionInput } from '../../../../src/lib/domain/framework/definition';
import { groupSet, peerGroup, unitPeerGroup } from '../../../../src/lib/server/db/schema';
import { getRanking } from '../../../../src/lib/server/services/ranking/get-ranking';
import { addRegion, type PlacedUnit } from '../../../factories/account';
import { addFramework, addRound } from '../../../factories/evaluation';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();

const definition: FrameworkDefinitionInput = {
	code: 'TRY',
	version: 1,
	rank: { ties: 'min', precision: 2 },
	nodes: [
		{ code: 'TRY', aggregate: 'arithmetic' },
		{
			code: 'OPEN',
			parent: 'TRY',
			aggregate: 'arithmetic',
			weight: 3,
			name: { en: 'Openness', 'zh-CN': '开放' }
		},
		{ code: 'OPEN-1', parent: 'OPEN', weight: 2, steps: [{ do: 'points' }] },
		{ code: 'OPEN-2', parent: 'OPEN', weight: 1, steps: [{ do: 'points' }] },
		{ code: 'CARE', parent: 'TRY', aggregate: 'arithmetic', weight: 1 },
		{ code: 'CARE-1', parent: 'CARE', steps: [{ do: 'points' }] }
	],
	rules: [{ code: 'late', do: 'penalty', max: 5 }],
	grades: [
		{ code: 'good', from: 60 },
		{ code: 'poor', from: 0 }
	]
};

const inputs = (a: number, b: number, c: number) => ({ 'OPEN-1': a, 'OPEN-2': b, 'CARE-1': c });

let nation: PlacedUnit;
let regions: PlacedUnit[];

function actor(role: Role, place: PlacedUnit): Actor {
	return { userId: 1, name: 'somebody', grants: [{ role, unitId: place.id, unitPath: place.path }] };
}

beforeAll(async () => {
	const { db } = database.opened;
	nation = await addRegion(db, 'CN');
	regions = [];
	for (const code of ['A', 'B', 'C', 'D']) regions.push(await addRegion(db, code, nation));
	const [a, b, c, d] = regions as [PlacedUnit, PlacedUnit, PlacedUnit, PlacedUnit];
	const versionId = await addFramework(db, { definition });
	const base = { versionId, definition, root: nation };
	await addRound(db, {
		...base,
		period: '2026-Q1',
		units: [
			{ unit: a, inputs: inputs(50, 50, 50) },
			{ unit: b, inputs: inputs(60, 60, 60) },
			{ unit: c, inputs: inputs(70, 70, 70) }
		]
	});
	await addRound(db, {
		...base,
		period: '2026-Q2',
		units: [
			{ unit: a, inputs: inputs(90, 60, 80) },
			{ unit: b, inputs: inputs(60, 60, 60) },
			{ unit: c, inputs: inputs(70, 10, 70) },
			{ unit: d, inputs: { 'OPEN-1': 'notReported', 'OPEN-2': 'notReported', 'CARE-1': 'notReported' } }
		],
		adjustments: [{ unit: 'A', rule: 'late', amount: 0.5, ground: 'March came late' }]
	});
	await addRound(db, {
		...base,
		period: '2026-Q3',
		stage: 'scoring',
		units: [
			{ unit: a, inputs: inputs(10, 10, 10) },
			{ unit: b, inputs: inputs(20, 20, 20) }
		]
	});
	await addRound(db, {
		...base,
		period: '2025-Q4',
		audience: 'internal',
		units: [{ unit: a, inputs: inputs(1, 1, 1) }]
	});
	await addRound(db, {
		...base,
		period: '2025-Q3',
		stage: 'withdrawn',
		units: [{ unit: a, inputs: inputs(1, 1, 1) }]
	});
	const [set] = await db
		.insert(groupSet)
		.values({ code: 'coast', nameEn: 'Coast', nameZh: '沿海' })
		.returning({ id: groupSet.id });
	const [group] = await db
		.insert(peerGroup)
		.values({ groupSetId: set!.id, code: 'sea', nameEn: 'Sea', nameZh: '海' })
		.returning({ id: peerGroup.id });
	for (const unit of [b, c]) {
		await db.insert(unitPeerGroup).values({ unitId: unit.id, groupSetId: set!.id, peerGroupId: group!.id });
	}
});

const codes = (ranking: Awaited<ReturnType<typeof getRanking>>) =>
	ranking!.standings.map((standing) => standing.unit.code);

describe('what a stranger sees', () => {
	it('is the newest publication, best first, with those without a score last', async () => {
		const ranking = await getRanking(database.context(), {});
		expect(ranking!.round.period).toBe('2026-Q2');
		expect(codes(ranking)).toEqual(['A', 'B', 'C', 'D']);
		expect(ranking!.standings[3]).toMatchObject({ score: null, rank: null, placesGained: null, grade: null });
	});

	it('compares places with the publication of the period before', async () => {
		const ranking = await getRanking(database.context(), {});
		expect(ranking!.previous!.period).toBe('2026-Q1');
		expect(ranking!.standings.map((standing) => standing.placesGained)).toEqual([2, 0, -2, null]);
		expect(ranking!.standings[0]!.trend).toEqual([50, expect.closeTo(79.5, 9)]);
	});

	it.each(['2026-Q3', '2025-Q4', '2025-Q3', '2031-Q1'])(
		'has no hint of a round that it may not read: %s',
		async (period) => {
			await expect(getRanking(database.context(), { period })).rejects.toMatchObject({ code: 'notFound' });
			const ranking = await getRanking(database.context(), {});
			expect(ranking!.choices.rounds.map((round) => round.period)).toEqual(['2026-Q2', '2026-Q1']);
		}
	);

	it('refuses a framework that does not exist', async () => {
		await expect(getRanking(database.context(), { framework: 'NONE' })).rejects.toMatchObject({
			code: 'notFound'
		});
	});
});

describe('what members see', () => {
	it('shows the open round to a leader of the whole, and still starts with the newest publication', async () => {
		const ctx = database.context({ actor: actor('leadership', nation) });
		const ranking = await getRanking(ctx, {});
		expect(ranking!.round.period).toBe('2026-Q2');
		expect(ranking!.choices.rounds[0]).toMatchObject({ period: '2026-Q3', isProvisional: true });
		const open = await getRanking(ctx, { period: '2026-Q3' });
		expect(codes(open)).toEqual(['B', 'A']);
		expect(open!.previous!.period).toBe('2026-Q2');
	});

	it('keeps the open round of the whole from the leader of a part', async () => {
		const ctx = database.context({ actor: actor('leadership', regions[0]!) });
		await expect(getRanking(ctx, { period: '2026-Q3' })).rejects.toMatchObject({ code: 'notFound' });
	});

	it('shows internal publications to members and to nobody else', async () => {
		const ctx = database.context({ actor: actor('departmentHead', regions[0]!) });
		expect((await getRanking(ctx, { period: '2025-Q4' }))!.round.audience).toBe('internal');
		const other = database.context({ actor: actor('administrator', nation) });
		await expect(getRanking(other, { period: '2025-Q4' })).rejects.toMatchObject({ code: 'notFound' });
	});
});

describe('choices', () => {
	it('ranks by a dimension and keeps the grade of the whole beside it', async () => {
		const ranking = await getRanking(database.context(), { dim: 'OPEN' });
		expect(ranking!.standings[0]).toMatchObject({ score: expect.closeTo(80, 9), rank: 1, grade: 'good' });
		expect(ranking!.node).toMatchObject({ code: 'OPEN', depth: 1, isIndicator: false });
	});

	it('shows the place in a group beside the place among all', async () => {
		const ranking = await getRanking(database.context(), { group: 'sea' });
		expect(ranking!.standings.map(({ unit, rank, groupRank }) => [unit.code, rank, groupRank])).toEqual([
			['B', 2, 1],
			['C', 3, 2]
		]);
	});

	it('leaves out what does not fit, and says so', async () => {
		const ranking = await getRanking(database.context(), { group: 'moon', dim: 'X', open: 'Y', page: 9 });
		expect(ranking!.refused.map((refused) => refused.parameter).sort()).toEqual([
			'dim',
			'group',
			'open',
			'page'
		]);
		expect(codes(ranking)).toHaveLength(4);
	});

	it.each([
		['score', true, ['A', 'B', 'C', 'D']],
		['score', false, ['C', 'B', 'A', 'D']],
		['change', true, ['A', 'B', 'C', 'D']],
		['change', false, ['C', 'B', 'A', 'D']],
		['name', true, ['D', 'C', 'B', 'A']],
		['grade', true, ['C', 'A', 'B', 'D']]
	] as const)('sorts by %s, descending: %s', async (column, isDescending, expected) => {
		const ranking = await getRanking(database.context(), { sort: { column, isDescending } });
		expect(codes(ranking)).toEqual(expected);
	});
});

describe('an opened row', () => {
	it('explains the score by contributions that add up to it, less the penalty', async () => {
		const ranking = await getRanking(database.context(), { open: 'A' });
		const breakdown = ranking!.open!.breakdown!;
		const sum = breakdown.parts.reduce((total, part) => total + part.contribution!, 0);
		expect(sum).toBe(breakdown.base);
		expect(breakdown.base).toBeCloseTo(80, 12);
		expect(breakdown.rules).toMatchObject([{ code: 'late', effect: -0.5, grounds: ['March came late'] }]);
		expect(breakdown.base! - 0.5).toBeCloseTo(breakdown.score!, 12);
		expect(breakdown.parts.map((part) => part.contributionAtMost)).toEqual([75, 25]);
	});

	it('has nothing to say of a unit without a score but that its parts are missing', async () => {
		const ranking = await getRanking(database.context(), { open: 'D' });
		expect(ranking!.open!.breakdown).toMatchObject({ base: null, score: null, rules: [] });
		expect(ranking!.open!.breakdown!.parts.map((part) => part.contribution)).toEqual([null, null]);
	});

	it('leads on to the receipt where the ranking is of an indicator', async () => {
		const ranking = await getRanking(database.context(), { dim: 'OPEN-1', open: 'A' });
		expect(ranking!.open).toEqual({ unitCode: 'A', breakdown: undefined });
	});
});
