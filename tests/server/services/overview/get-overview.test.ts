import { and, eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { stranger, type Actor } from '../../../../src/lib/domain/access/can';
import type { Role } from '../../../../src/lib/domain/access/roles';
import type { FrameworkDefinitionInput } from '../../../../src/lib/domain/framework/definition';
import { assessment, observation, roundStageWindow, target } from '../../../../src/lib/server/db/schema';
import { getOverview } from '../../../../src/lib/server/services/overview/get-overview';
import { getReporting } from '../../../../src/lib/server/services/reporting/get-reporting';
import { addAccount, addRegion, type PlacedUnit } from '../../../factories/account';
import { addFramework, addIndicator, addRound } from '../../../factories/evaluation';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();

const definition: FrameworkDefinitionInput = {
	code: 'TRY',
	version: 1,
	nodes: [
		{ code: 'TRY', aggregate: 'arithmetic' },
		{ code: 'SHARE', parent: 'TRY', weight: 3, steps: [{ do: 'goalposts', low: 0, high: 100 }] },
		{ code: 'VOLUME', parent: 'TRY', weight: 2, steps: [{ do: 'minmax' }] },
		{
			code: 'WAIT',
			parent: 'TRY',
			weight: 1,
			direction: -1,
			steps: [{ do: 'goalposts', low: 0, high: 100 }]
		},
		{ code: 'JUDGED', parent: 'TRY', weight: 9, steps: [{ do: 'points' }] }
	],
	grades: [{ code: 'fine', from: 0 }]
};

let nation: PlacedUnit;
let a: PlacedUnit;
let b: PlacedUnit;
let openRoundId: number;

function actor(role: Role, place: PlacedUnit): Actor {
	return { userId: 1, name: 'somebody', grants: [{ role, unitId: place.id, unitPath: place.path }] };
}

const inputs = (share: readonly [number, number], volume: number, wait: number) => ({
	SHARE: share,
	VOLUME: volume,
	WAIT: wait,
	JUDGED: 50
});

beforeAll(async () => {
	const { db } = database.opened;
	nation = await addRegion(db, 'CN');
	a = await addRegion(db, 'A', nation);
	b = await addRegion(db, 'B', nation);
	const versionId = await addFramework(db, {
		definition,
		indicators: {
			SHARE: { isRatio: true, factor: 100, rollUp: 'ratio' },
			VOLUME: { measure: 'count', timeRule: 'sum', rollUp: 'sum' },
			WAIT: { measure: 'days', timeRule: 'last', direction: -1 },
			JUDGED: { measure: 'points', timeRule: 'last', isScored: true }
		}
	});
	const base = { versionId, definition, root: nation };
	for (const [period, share, volume] of [
		['2025-Q2', 40, 10],
		['2025-Q3', 50, 20],
		['2025-Q4', 55, 30],
		['2026-Q1', 60, 40],
		['2026-Q2', 70, 50]
	] as const) {
		await addRound(db, {
			...base,
			period,
			units: [
				{ unit: a, inputs: inputs([share, 100], volume, 10) },
				{ unit: b, inputs: inputs([0, 300], 1, 30) }
			]
		});
	}
	openRoundId = await addRound(db, {
		...base,
		period: '2026-Q4',
		stage: 'scoring',
		units: [
			{ unit: a, inputs: inputs([1, 2], 3, 4) },
			{ unit: b, inputs: inputs([1, 2], 4, 4) }
		]
	});
	const shareId = await addIndicator(db, 'SHARE');
	const volumeId = await addIndicator(db, 'VOLUME');
	const source = { sourceEn: 'test', sourceZh: '测试' };
	await db.insert(target).values([
		{ indicatorId: shareId, period: '2025', value: 20, ...source },
		{ indicatorId: shareId, period: '2030', value: 62.5, ...source },
		{ indicatorId: volumeId, unitId: nation.id, period: '2030', value: 1000, ...source },
		{ indicatorId: volumeId, period: '2029', value: 7, ...source }
	]);
	await db.insert(roundStageWindow).values([
		{
			roundId: openRoundId,
			stage: 'collecting',
			opensAt: new Date('2026-10-01Z'),
			closesAt: new Date('2027-01-15Z')
		},
		{
			roundId: openRoundId,
			stage: 'scoring',
			opensAt: new Date('2027-01-01Z'),
			closesAt: new Date('2027-02-15Z')
		}
	]);
	const reported = (unit: PlacedUnit, indicatorId: number, submittedAt: string) => ({
		unitId: unit.id,
		indicatorId,
		period: '2026-10',
		periodStart: '2026-10-01',
		value: 1,
		status: 'submitted' as const,
		source: 'form',
		enteredAt: new Date(submittedAt),
		submittedAt: new Date(submittedAt)
	});
	await db
		.insert(observation)
		.values([
			reported(a, shareId, '2026-11-05T00:00:00Z'),
			reported(a, volumeId, '2026-11-12T00:00:00Z'),
			reported(b, shareId, '2026-11-05T00:00:00Z')
		]);
	const assessorId = await addAccount(db, { email: 'assessor@example.org' });
	const judgedId = await addIndicator(db, 'JUDGED');
	await db.insert(assessment).values([
		{
			roundId: openRoundId,
			unitId: a.id,
			indicatorId: judgedId,
			assessorId,
			status: 'submitted',
			score: 60,
			dueAt: new Date('2027-01-31Z')
		},
		{ roundId: openRoundId, unitId: b.id, indicatorId: judgedId, assessorId, dueAt: new Date('2026-11-01Z') }
	]);
});

describe('headline indicators', () => {
	it('are the heaviest measured ones where the usual four are not there', async () => {
		const overview = await getOverview(database.context(), {});
		expect(overview!.headlines.map((headline) => headline.nodeCode)).toEqual(['SHARE', 'VOLUME', 'WAIT']);
	});

	it('sum up parts of ratios and counts, and tell the middle of what neither adds up nor has parts', async () => {
		const [share, volume, wait] = (await getOverview(database.context(), {}))!.headlines;
		expect(share!.figure).toMatchObject({ value: 17.5, by: 'ratio', present: 2, expected: 2 });
		expect(volume!.figure).toMatchObject({ value: 51, by: 'sum' });
		expect(wait!.figure).toMatchObject({ value: 20, by: 'median' });
	});

	it('change against the period before and the year before', async () => {
		const [share] = (await getOverview(database.context(), {}))!.headlines;
		expect(share).toMatchObject({ changeSincePrevious: 2.5, changeSinceYearAgo: 7.5 });
		expect(share!.trend).toEqual([10, 12.5, 13.75, 15, 17.5]);
	});

	it('judge a target by the end of its own period, and say what the next one takes a year', async () => {
		const [share, volume] = (await getOverview(database.context(), {}))!.headlines;
		expect(share!.course.due).toEqual({ period: '2025', value: 20, achieved: 13.75, isReached: false });
		expect(share!.course.coming).toMatchObject({ period: '2030', isReached: false, neededPerYear: 10 });
		// a flow is held against its past year: 21 + 31 + 41 + 51
		expect(volume!.course.coming!.neededPerYear).toBeCloseTo((1000 - 144) / 4.5, 9);
	});
});

describe('who sees what', () => {
	it('shows strangers the newest publication and nothing of what is under way', async () => {
		const overview = await getOverview(database.context({ actor: stranger }), {});
		expect(overview!.ranking.round.period).toBe('2026-Q2');
		expect(overview!.openRounds).toEqual([]);
		expect(overview!.own).toBeUndefined();
	});

	it('shows the leader of the whole how far the open round is', async () => {
		const overview = await getOverview(database.context({ actor: actor('leadership', nation) }), {});
		expect(overview!.openRounds).toMatchObject([
			{
				period: '2026-Q4',
				unitCount: 2,
				expectedCells: 6,
				reportedCells: 3,
				lateCells: 1,
				overdue: [{ period: '2026-10', dueAt: new Date('2026-11-10T16:00:00Z'), cells: 3 }],
				basis: { progress: { ended: 1, all: 3 }, countedAsZero: 0 },
				assessments: { total: 2, submitted: 1, overdue: 1 },
				openWindows: [{ stage: 'collecting' }],
				hasRanking: true
			}
		]);
		expect(
			overview!.openRounds[0]!.laggards.map((laggard) => [laggard.code, laggard.missing, laggard.late])
		).toEqual([
			['B', 2, 0],
			['A', 1, 1]
		]);
	});

	it('calls late what was given away late the first time, not what was corrected later', async () => {
		const { db } = database.opened;
		const ctx = () => database.context({ actor: actor('leadership', nation) });
		const late = async () => (await getOverview(ctx(), {}))!.openRounds[0]!.lateCells;
		const ofA = and(eq(observation.unitId, a.id), eq(observation.period, '2026-10'));
		await db
			.update(observation)
			.set({
				firstSubmittedAt: sql`submitted_at`,
				submittedAt: new Date('2026-11-13T00:00:00Z')
			})
			.where(ofA);
		expect(await late()).toBe(1);
		await db
			.update(observation)
			.set({ firstSubmittedAt: new Date('2026-11-05T00:00:00Z') })
			.where(ofA);
		expect(await late()).toBe(0);
		const reporting = await getReporting(ctx(), { by: 'unit', order: 'late', page: 1 });
		expect(reporting.counts.late).toBe(0);
		await db
			.update(observation)
			.set({ firstSubmittedAt: new Date('2026-11-12T00:00:00Z') })
			.where(ofA);
		expect(await late()).toBe(2);
		expect((await getReporting(ctx(), { by: 'unit', order: 'late', page: 1 })).counts.late).toBe(2);
	});

	it('shows the leader of a part that part alone, and its own place first', async () => {
		const overview = await getOverview(database.context({ actor: actor('leadership', b) }), {});
		expect(overview!.own!.unit.code).toBe('B');
		expect(overview!.headlines[0]!.own).toMatchObject({ value: 0 });
		expect(overview!.openRounds).toMatchObject([
			{
				unitCount: 1,
				expectedCells: 3,
				reportedCells: 1,
				assessments: { total: 1, submitted: 0 },
				hasRanking: false
			}
		]);
	});

	it('shows nothing under way to a role that reads no rounds', async () => {
		const overview = await getOverview(database.context({ actor: actor('administrator', nation) }), {});
		expect(overview!.openRounds).toEqual([]);
	});

	it('keeps the open round itself from those who may not read it', async () => {
		const ctx = database.context({ actor: actor('leadership', b) });
		await expect(getOverview(ctx, { period: '2026-Q4' })).rejects.toMatchObject({ code: 'notFound' });
	});
});

describe('a period that is not over', () => {
	it('compares no flow of it with a whole period, but shares all the same', async () => {
		const ctx = database.context({ actor: actor('leadership', nation) });
		const [share, volume] = (await getOverview(ctx, { period: '2026-Q4' }))!.headlines;
		expect(volume).toMatchObject({ isPartial: true, changeSincePrevious: null, changeSinceYearAgo: null });
		expect(volume!.course.coming).toMatchObject({ neededPerYear: null });
		expect(share).toMatchObject({ isPartial: false, changeSinceYearAgo: 36.25 });
	});
});
