import { addDays, max } from 'date-fns';
import type { FigureProvenance } from '../../../domain/indicator/indicator';
import { periodEndExclusive, periodStart, type Period } from '../../../domain/period/period';
import { consolidateScores } from '../../../domain/round/consolidate';
import { absentInput } from '../../../domain/round/round-scoring';
import type { RoundStage, StageWindow } from '../../../domain/round/round';
import { groupBy } from './group-by';
import type { StoredFramework } from './load-frameworks';
import type { StoredIndicator } from './load-indicators';
import { lastQuarterOf, planAssessments, type PlannedAssessment } from './plan-assessments';
import { planSelfAssessments, type PlannedSelfAssessment } from './plan-self-assessments';
import { officeMidnight, officeToday } from './office-day';
import { putDecided } from './plan-appeals';
import { planAdjustments, planProposals, type PlannedAdjustment } from './plan-adjustments';
import type { World, WorldUnit } from './world';
import {
	derivedPeriods,
	figureKey,
	type DerivedFigure,
	type PeriodValue,
	type WorldFigures
} from './world-figures';

export interface RoundPlan {
	readonly framework: StoredFramework;
	readonly period: Period;
	/** undefined for the round under way */
	readonly publishedAt: Date | undefined;
	readonly stage: RoundStage;
	readonly windows: readonly StageWindow[];
	readonly units: readonly WorldUnit[];
	readonly assessments: readonly PlannedAssessment[];
	readonly selfAssessments: readonly PlannedSelfAssessment[];
	readonly adjustments: readonly PlannedAdjustment[];
	/** adjustments that wait for a second pair of eyes */
	readonly proposals: readonly PlannedAdjustment[];
	/** by `figureKey` of unit, node and period */
	readonly inputs: ReadonlyMap<string, PeriodValue>;
}

/** Days after the end of its quarter on which a round stops collecting and scoring. */
const closing = { collecting: 10, scoring: 21 } as const;
/** What assessors judge is there before the last figures are. */
const daysBeforeScoring = 15;
/** Units speak first. */
const daysBeforeSelfAssessment = 10;
/** Days that they stay open at least from the day of the demonstration on: it may be made after its quarter is over. */
const leastOpen = { collecting: 30, scoring: 41 } as const;

/**
 * The rounds of the world: a publication for every quarter before the one under way and for every year whose quarters are
 * published; the quarter of the last month is open. Consolidated scores of published quarters become figures.
 */
export function planRounds(
	world: World,
	frameworks: readonly StoredFramework[],
	figures: WorldFigures
): { plans: RoundPlan[]; scoredFigures: DerivedFigure[] } {
	const { quarters, years } = derivedPeriods(world.months);
	const published = quarters.slice(0, -1);
	const lastPublished = published.at(-1)?.code ?? '';
	const scoredFigures: DerivedFigure[] = [];
	const plans: RoundPlan[] = [];
	for (const framework of frameworks) {
		const units = world.units.filter(
			({ kind, level }) => kind === framework.appliesTo.kind && framework.appliesTo.levels?.includes(level)
		);
		const scores = new Map<string, PeriodValue>();
		for (const quarter of quarters) {
			const isOpen = quarter === quarters.at(-1);
			const assessments = planAssessments(world.seed, framework, units, quarter, isOpen ? world : undefined);
			consolidate(assessments, quarter, scores);
			if (quarter === published.at(-1)) putDecided(framework, quarter, scores);
			if (!isOpen)
				scoredFigures.push(...figuresOfScores(framework, units, quarter, quarter, scores, 'scored'));
			plans.push(
				plan(
					world,
					framework,
					units,
					quarter,
					isOpen,
					assessments,
					merge(framework, units, quarter, figures, scores)
				)
			);
		}
		for (const year of years.filter((candidate) => lastQuarterOf(candidate).code <= lastPublished)) {
			const ofYear = figuresOfScores(framework, units, year, lastQuarterOf(year), scores, 'aggregated');
			scoredFigures.push(...ofYear);
			for (const figure of ofYear) {
				const node = nodeOf(framework, figure.indicatorCode);
				scores.set(figureKey(figure.unitCode, node, year.code), { ...figure, basis: 1 });
			}
			plans.push(
				plan(world, framework, units, year, false, [], merge(framework, units, year, figures, scores))
			);
		}
	}
	return { plans, scoredFigures };
}

function plan(
	world: World,
	framework: StoredFramework,
	units: readonly WorldUnit[],
	period: Period,
	isOpen: boolean,
	assessments: readonly PlannedAssessment[],
	inputs: ReadonlyMap<string, PeriodValue>
): RoundPlan {
	const end = new Date(`${periodEndExclusive(period)}T02:00:00Z`);
	return {
		framework,
		period,
		publishedAt: isOpen ? undefined : addDays(end, period.kind === 'year' ? 27 : 24),
		stage: isOpen ? 'collecting' : 'final',
		windows: isOpen ? openWindows(world, period) : pastWindows(end),
		units,
		assessments,
		selfAssessments:
			period.kind === 'year'
				? []
				: planSelfAssessments(world.seed, framework, units, period, isOpen ? world : undefined),
		adjustments: planAdjustments(world, framework, units, period),
		proposals: isOpen ? planProposals(units) : [],
		inputs
	};
}

/** Data comes in while the quarter runs and some days after it; units assess themselves, and are scored, from its first month on. */
function openWindows({ now }: World, period: Period): StageWindow[] {
	const opensAt = officeMidnight(periodStart(period));
	const end = officeMidnight(periodEndExclusive(period));
	const today = officeToday(now);
	const closesAt = (stage: keyof typeof closing): Date =>
		max([addDays(end, closing[stage]), addDays(today, leastOpen[stage])]);
	const [collected, scored] = [closesAt('collecting'), closesAt('scoring')];
	return [
		{ stage: 'collecting', opensAt, closesAt: collected },
		{
			stage: 'selfAssessment',
			opensAt: addDays(opensAt, daysBeforeSelfAssessment),
			closesAt: addDays(collected, 4)
		},
		{ stage: 'review', opensAt: collected, closesAt: addDays(collected, 8) },
		{ stage: 'scoring', opensAt: addDays(opensAt, daysBeforeScoring), closesAt: scored },
		{ stage: 'publicity', opensAt: scored, closesAt: addDays(scored, 7) },
		{ stage: 'appeals', opensAt: scored, closesAt: addDays(scored, 18) },
		{ stage: 'final', opensAt: addDays(scored, 18), closesAt: addDays(scored, 21) }
	];
}

function pastWindows(end: Date): StageWindow[] {
	const window = (stage: RoundStage, from: number, to: number): StageWindow => ({
		stage,
		opensAt: addDays(end, from),
		closesAt: addDays(end, to)
	});
	return [
		window('collecting', -80, 10),
		window('selfAssessment', 10, 12),
		window('review', 10, 13),
		window('scoring', 3, 20),
		window('publicity', 20, 23),
		window('appeals', 20, 24),
		window('final', 23, 25)
	];
}

/** Means of the submitted scores of each cell. */
function consolidate(
	assessments: readonly PlannedAssessment[],
	quarter: Period,
	into: Map<string, PeriodValue>
): void {
	const cells = groupBy(assessments, ({ unitCode, nodeCode }) => figureKey(unitCode, nodeCode, quarter.code));
	for (const [key, ofCell] of cells) {
		const given = ofCell.flatMap(({ status, score }) =>
			(status === 'submitted' || status === 'locked') && score !== null ? [score] : []
		);
		const value = consolidateScores('mean', given) ?? null;
		into.set(key, {
			value,
			numerator: null,
			denominator: null,
			distribution: null,
			missingReason: value === null ? 'notReported' : null,
			qualifier: null,
			provenance: 'scored',
			basis: given.length,
			source: null
		});
	}
}

function figuresOfScores(
	framework: StoredFramework,
	units: readonly WorldUnit[],
	period: Period,
	quarter: Period,
	scores: ReadonlyMap<string, PeriodValue>,
	provenance: FigureProvenance
): DerivedFigure[] {
	return units.flatMap((unit) =>
		scoredNodes(framework).flatMap(([nodeCode, indicator]) => {
			const score = scores.get(figureKey(unit.code, nodeCode, quarter.code));
			if (!score || score.value === null) return [];
			return [{ ...score, unitCode: unit.code, indicatorCode: indicator.code, period, provenance }];
		})
	);
}

function scoredNodes({ indicatorOf }: StoredFramework): [string, StoredIndicator][] {
	return [...indicatorOf].filter(([, { isScored }]) => isScored);
}

function nodeOf({ indicatorOf }: StoredFramework, indicatorCode: string): string {
	return [...indicatorOf].find(([, { code }]) => code === indicatorCode)![0];
}

function merge(
	framework: StoredFramework,
	units: readonly WorldUnit[],
	period: Period,
	figures: WorldFigures,
	scores: ReadonlyMap<string, PeriodValue>
): ReadonlyMap<string, PeriodValue> {
	const inputs = new Map<string, PeriodValue>();
	for (const unit of units) {
		for (const [nodeCode, indicator] of framework.indicatorOf) {
			const key = figureKey(unit.code, nodeCode, period.code);
			const value = indicator.isScored
				? scores.get(key)
				: figures.byPeriod.get(figureKey(unit.code, indicator.code, period.code));
			inputs.set(key, value ?? absentInput);
		}
	}
	return inputs;
}
