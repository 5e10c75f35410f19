import { demand } from '../../../domain/access/can';
import { roundTimeZone } from '../../../domain/round/round';
import { hasEnded } from '../../../domain/indicator/report-due';
import { chooseHeadlines } from '../../../domain/indicator/headlines';
import type { Indicator } from '../../../domain/indicator/indicator';
import type { Target } from '../../../domain/indicator/series-figure';
import { wholeFigure, type RoundTotals } from '../../../domain/indicator/round-totals';
import { targetCourse } from '../../../domain/indicator/target-course';
import { effectiveWeights } from '../../../domain/framework/tree';
import type { Headline } from '../../../domain/overview/overview';
import { comparePeriods, parsePeriod, shiftPeriod, subperiods } from '../../../domain/period/period';
import { previousRound, type ReadableRound } from '../../../domain/round/readable-round';
import type { Context } from '../../context';
import { getFrameworkDefinition } from '../../db/queries/framework';
import { listUnitInputs } from '../../db/queries/round-input';
import { listTargets } from '../../db/queries/indicator';
import { listReportNodes } from '../../db/queries/unit-result';
import { readRoundTotals } from './read-round-totals';

export interface HeadlinesWanted {
	readonly round: ReadableRound;
	/** all rounds of its framework that the actor may read */
	readonly rounds: readonly ReadableRound[];
	/** in time order, `round` last */
	readonly trendRounds: readonly ReadableRound[];
	/** that alone is summed up; undefined: all units of the round */
	readonly sector: string | undefined;
	/** the reader's own unit */
	readonly ownUnitId: number | undefined;
}

interface HeadlineNode {
	readonly code: string;
	readonly nodeCode: string;
	readonly weight: number;
	readonly indicator: Indicator;
}

/**
 * The headline indicators of a round, from what the rounds were computed from: so a published figure stays as it was published,
 * whatever is reported later.
 */
export async function listHeadlines(ctx: Context, wanted: HeadlinesWanted): Promise<Headline[]> {
	demand(ctx.actor, 'published.read');
	const { round, rounds, trendRounds } = wanted;
	const nodes = await chooseNodes(ctx, round);
	const nodeCodes = nodes.map((node) => node.nodeCode);
	const targets = await listTargets(
		ctx.db,
		nodes.map((node) => node.indicator.id),
		[round.rootUnitId]
	);
	const targetPeriods = new Set(targets.map((target) => target.period));
	const needed = rounds.filter((other) => isNeeded(other, round, trendRounds, targetPeriods));
	const totals = await readRoundTotals(ctx, needed, nodeCodes, wanted.sector);
	const own =
		wanted.ownUnitId === undefined
			? []
			: await listUnitInputs(ctx.db, round.scope, [round.id], wanted.ownUnitId, nodeCodes);
	const previous = previousRound(rounds, round);
	return nodes.map(({ indicator, nodeCode }): Headline => {
		const figureOf = (other: ReadableRound | undefined) => {
			const found = other && totals.get(other.id)?.get(nodeCode);
			return found ? wholeFigure(indicator, found) : undefined;
		};
		const valueOf = (period: string) =>
			figureOf(needed.find((other) => other.period === period))?.value ?? null;
		const figure = figureOf(round) ?? wholeFigure(indicator, nothing);
		const isFlow = indicator.timeRule === 'sum';
		const isPartial = isFlow && !hasEnded(parsePeriod(round.period), ctx.now, roundTimeZone);
		const before = (value: number | null, now = figure.value) => (isPartial ? null : difference(now, value));
		const ownInput = own.find((input) => input.nodeCode === nodeCode);
		return {
			indicator,
			nodeCode,
			figure,
			isPartial,
			changeSincePrevious: before(figureOf(previous)?.value ?? null),
			changeSinceYearAgo: before(valueOf(yearAgo(round.period))),
			paceOfPastYear: isFlow
				? before(pastYear(yearAgo(round.period), valueOf), pastYear(round.period, valueOf))
				: before(valueOf(yearAgo(round.period))),
			trend: trendRounds.map((other) =>
				isPartial && other === round ? null : (figureOf(other)?.value ?? null)
			),
			course: targetCourse({
				targets: bindingTargets(targets, indicator, wanted),
				period: round.period,
				direction: indicator.direction,
				current: isPartial ? null : isFlow ? pastYear(round.period, valueOf) : figure.value,
				figureOf: (period) => valueOf(period) ?? (isFlow ? null : valueAtEnd(period, valueOf))
			}),
			own: ownInput && { value: ownInput.value, qualifier: ownInput.qualifier }
		};
	});
}

const nothing: RoundTotals = {
	present: 0,
	expected: 0,
	sum: null,
	median: null,
	numerator: null,
	denominator: null,
	distribution: null
};

async function chooseNodes(ctx: Context, round: ReadableRound): Promise<HeadlineNode[]> {
	const weights = effectiveWeights(await getFrameworkDefinition(ctx.db, round.frameworkVersionId));
	const measured = (await listReportNodes(ctx.db, round.frameworkVersionId)).flatMap(
		(node): HeadlineNode[] =>
			node.indicator && !node.indicator.isScored
				? [
						{
							code: node.indicator.code,
							nodeCode: node.code,
							weight: weights.get(node.code) ?? 0,
							indicator: node.indicator
						}
					]
				: []
	);
	return chooseHeadlines(measured);
}

/** The rounds whose figures are shown or judged: the trend, the past year, and the periods by whose end a target was due. */
function isNeeded(
	other: ReadableRound,
	round: ReadableRound,
	trendRounds: readonly ReadableRound[],
	targetPeriods: ReadonlySet<string>
): boolean {
	if (other.rootPath !== round.rootPath) return false;
	if (other.id === round.id || trendRounds.some((each) => each.id === other.id)) return true;
	if (other.isProvisional) return false;
	const period = parsePeriod(other.period);
	if (other.period === yearAgo(round.period) || targetPeriods.has(other.period)) return true;
	return [...targetPeriods].some((target) => endOf(target, period.kind)?.code === other.period);
}

function yearAgo(period: string): string {
	const of = parsePeriod(period);
	const perYear = { month: 12, quarter: 4, half: 2, year: 1 }[of.kind];
	return shiftPeriod(of, -perYear).code;
}

/** The last shorter period of a longer one: the fourth quarter of a year. */
function endOf(period: string, kind: ReturnType<typeof parsePeriod>['kind']) {
	return subperiods(parsePeriod(period), kind).at(-1);
}

/** A stock or share at the end of a period that has no round of its own. */
function valueAtEnd(period: string, valueOf: (period: string) => number | null): number | null {
	for (const kind of ['half', 'quarter', 'month'] as const) {
		const last = endOf(period, kind);
		const value = last ? valueOf(last.code) : null;
		if (value !== null) return value;
	}
	return null;
}

/** Of a flow, the sum of the past year; null where part of it is not known. */
function pastYear(period: string, valueOf: (period: string) => number | null): number | null {
	const last = parsePeriod(period);
	const first = shiftPeriod(parsePeriod(yearAgo(period)), 1);
	let sum = 0;
	for (let each = first; comparePeriods(each, last) <= 0; each = shiftPeriod(each, 1)) {
		const value = valueOf(each.code);
		if (value === null) return null;
		sum += value;
	}
	return sum;
}

/**
 * The targets that a figure of all units, or of one sector, is held against: those of the tree's root where it has some of its own,
 * else those for everybody. What is set for one unit says nothing of a sector, nor what is set for each unit of the sum of many.
 */
function bindingTargets(targets: readonly Target[], indicator: Indicator, wanted: HeadlinesWanted): Target[] {
	const all = targets.filter((target) => target.indicatorId === indicator.id);
	const own = all.filter((target) => target.unitId === wanted.round.rootUnitId);
	if (own.length > 0 && wanted.sector === undefined) return own;
	return indicator.rollUp === 'sum' ? [] : all.filter((target) => target.unitId === null);
}

function difference(now: number | null, before: number | null): number | null {
	return now === null || before === null ? null : now - before;
}
