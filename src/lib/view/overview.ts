import { daysUntil } from '../domain/assessment/assessment-rules';
import type { Measure } from '../domain/indicator/indicator';
import type { WholeBy } from '../domain/indicator/round-totals';
import type { TargetCourse } from '../domain/indicator/target-course';
import type { Headline, OpenRound, Overview } from '../domain/overview/overview';
import type { GradeCount } from '../domain/ranking/arrange';
import type { Standing } from '../domain/ranking/standing';
import type { ProvisionalBasis } from '../domain/round/provisional-basis';
import type { RoundStage } from '../domain/round/round';
import type { UnitKind } from '../domain/unit/unit';
import type { FormatLocale } from './format/locale';
import {
	frameworkOptions,
	gradeNames,
	rankingRow,
	roundSummary,
	type RankingRow,
	type RoundSummary
} from './ranking';
import { tileAbbreviations } from './tile-abbreviation';

export interface HeadlineView {
	readonly nodeCode: string;
	readonly name: string;
	readonly measure: Measure;
	readonly decimals: number;
	readonly unitLabel: string;
	readonly goodWhen: 'up' | 'down';
	readonly value: number | null;
	readonly isAbove: boolean;
	/** a flow of a period that is not over */
	readonly isPartial: boolean;
	readonly by: WholeBy;
	readonly present: number;
	readonly expected: number;
	readonly changeSincePrevious: number | null;
	readonly changeSinceYearAgo: number | null;
	readonly trend: readonly (number | null)[];
	readonly course: TargetCourse;
	/** true where targets are set on a year's sum and the value is of a shorter period */
	readonly isCourseOfYear: boolean;
	/** change of the past year on that footing */
	readonly paceOfPastYear: number | null;
	readonly own: { readonly value: number | null; readonly isAbove: boolean } | null;
}

export interface OpenRoundView {
	readonly id: number;
	readonly frameworkCode: string;
	readonly frameworkName: string;
	readonly period: string;
	readonly stage: RoundStage;
	readonly openWindows: readonly {
		readonly stage: RoundStage;
		readonly closesAt: Date;
		/** counted up: the last day is 1 */
		readonly daysLeft: number;
	}[];
	readonly unitCount: number;
	readonly expectedCells: number;
	readonly reportedCells: number;
	readonly lateCells: number;
	readonly assessments: OpenRound['assessments'];
	readonly laggards: readonly {
		readonly code: string;
		readonly name: string;
		readonly missing: number;
		readonly late: number;
	}[];
	readonly basis: ProvisionalBasis | null;
	readonly overdue: OpenRound['overdue'];
	readonly hasRanking: boolean;
}

export interface OverviewTile {
	readonly code: string;
	readonly name: string;
	readonly shortName: string;
	readonly column: number;
	readonly row: number;
	readonly score: number | null;
	readonly missingReason: Standing['missingReason'];
	readonly isOwn: boolean;
}

/** What the overview shows. */
export interface OverviewView {
	readonly round: RoundSummary;
	readonly rootName: string;
	readonly unitKind: UnitKind;
	readonly unitCount: number;
	readonly rankedCount: number;
	readonly openPeriod: string | null;
	readonly publishedPeriod: string | null;
	readonly previousPeriod: string | null;
	readonly yearAgoPeriod: string | null;
	readonly trendPeriods: readonly string[];
	readonly frameworks: readonly { readonly code: string; readonly name: string }[];
	readonly periods: readonly { readonly code: string; readonly isProvisional: boolean }[];
	readonly sectors: readonly string[];
	readonly sector: string | null;
	readonly headlines: readonly HeadlineView[];
	readonly own: (RankingRow & { readonly fullName: string; readonly scoreChange: number | null }) | null;
	readonly top: readonly RankingRow[];
	readonly bottom: readonly RankingRow[];
	readonly up: readonly RankingRow[];
	readonly down: readonly RankingRow[];
	readonly gradeCounts: readonly GradeCount[];
	readonly gradeNames: Readonly<Record<string, string>>;
	readonly tiles: readonly OverviewTile[];
	readonly openRounds: readonly OpenRoundView[];
	/** null where none is overdue or waits to be verified, or they are not the reader's */
	readonly orders: { readonly overdue: number; readonly answered: number } | null;
	readonly decimals: number;
	readonly scale: readonly [number, number];
}

export function overviewView(overview: Overview, locale: FormatLocale, now: Date): OverviewView {
	const { ranking, own } = overview;
	const { round, choices } = ranking;
	const row = (standing: Standing) => rankingRow(standing, ranking.precision, locale);
	return {
		round: roundSummary(round, locale, ranking.basis),
		rootName: round.rootName[locale],
		unitKind: round.appliesTo.kind,
		unitCount: ranking.standings.length,
		rankedCount: ranking.standings.filter((standing) => standing.rank !== null).length,
		openPeriod: round.isProvisional
			? null
			: (choices.rounds.find((other) => other.isProvisional)?.period ?? null),
		publishedPeriod: round.isProvisional
			? (choices.rounds.find((other) => !other.isProvisional)?.period ?? null)
			: null,
		previousPeriod: ranking.previous?.period ?? null,
		yearAgoPeriod: overview.yearAgoPeriod ?? null,
		trendPeriods: ranking.trendRounds.map((each) => each.period),
		frameworks: frameworkOptions(choices.frameworks, locale),
		periods: choices.rounds.map(({ period, isProvisional }) => ({ code: period, isProvisional })),
		sectors: choices.sectors,
		sector: ranking.chosen.sector ?? null,
		headlines: overview.headlines.map((headline) => headlineView(headline, locale)),
		own: own
			? {
					...row(own),
					fullName: own.unit.name[locale],
					scoreChange: own.score === null || own.previousScore === null ? null : own.score - own.previousScore
				}
			: null,
		top: overview.top.map(row),
		bottom: overview.bottom.map(row),
		up: overview.movers.up.map(row),
		down: overview.movers.down.map(row),
		gradeCounts: overview.gradeCounts,
		gradeNames: gradeNames(ranking, locale),
		tiles: tilesOf(overview, locale),
		openRounds: overview.openRounds.map((open) => openRoundView(open, locale, now)),
		orders: ordersView(overview.orders),
		decimals: ranking.precision ?? 2,
		scale: ranking.scale
	};
}

function ordersView(orders: Overview['orders']): OverviewView['orders'] {
	if (!orders || orders.overdue + orders.answered === 0) return null;
	return { overdue: orders.overdue, answered: orders.answered };
}

function headlineView(headline: Headline, locale: FormatLocale): HeadlineView {
	const { indicator, figure, own } = headline;
	return {
		nodeCode: headline.nodeCode,
		name: indicator.name[locale],
		measure: indicator.measure,
		decimals: indicator.decimals,
		unitLabel: indicator.unitLabel[locale],
		goodWhen: indicator.direction === 1 ? 'up' : 'down',
		value: figure.value,
		isAbove: figure.qualifier === 'above',
		isPartial: headline.isPartial,
		by: figure.by,
		present: figure.present,
		expected: figure.expected,
		changeSincePrevious: headline.changeSincePrevious,
		changeSinceYearAgo: headline.changeSinceYearAgo,
		trend: headline.trend,
		course: headline.course,
		isCourseOfYear: indicator.timeRule === 'sum',
		paceOfPastYear: headline.paceOfPastYear,
		own: own ? { value: own.value, isAbove: own.qualifier === 'above' } : null
	};
}

/** One tile a unit, on the grid of its own place or, for departments of one sector, of the region they belong to. */
function tilesOf({ ranking, own }: Overview, locale: FormatLocale): OverviewTile[] {
	const placed = ranking.standings.flatMap((standing) => {
		const tile = standing.unit.tile ?? standing.unit.parentTile;
		return tile ? [{ standing, tile }] : [];
	});
	const places = new Set(placed.map(({ tile }) => `${tile.column} ${tile.row}`));
	if (placed.length === 0 || places.size < placed.length) return [];
	const names = placed.map(({ standing }) => tileName(standing, locale));
	const letters = placed.map(({ standing: { unit } }) =>
		unit.tile ? unit.abbreviation : unit.parentAbbreviation
	);
	const shortNames = tileAbbreviations(names, letters);
	return placed.map(({ standing, tile }, i) => ({
		code: standing.unit.code,
		name: names[i]!,
		shortName: shortNames[i]!,
		column: tile.column,
		row: tile.row,
		score: standing.score,
		missingReason: standing.missingReason,
		isOwn: own?.unit.id === standing.unit.id
	}));
}

function tileName({ unit }: Standing, locale: FormatLocale): string {
	return unit.tile ? unit.shortName[locale] : (unit.parentName ?? unit.shortName)[locale];
}

function openRoundView(open: OpenRound, locale: FormatLocale, now: Date): OpenRoundView {
	return {
		frameworkCode: open.frameworkCode,
		id: open.id,
		frameworkName: open.frameworkName[locale],
		period: open.period,
		stage: open.stage,
		openWindows: open.openWindows.map(({ stage, closesAt }) => ({
			stage,
			closesAt,
			daysLeft: daysUntil(closesAt, now)
		})),
		unitCount: open.unitCount,
		expectedCells: open.expectedCells,
		reportedCells: open.reportedCells,
		lateCells: open.lateCells,
		assessments: open.assessments,
		laggards: open.laggards.map((laggard) => ({
			code: laggard.code,
			name: laggard.name[locale],
			missing: laggard.missing,
			late: laggard.late
		})),
		basis: open.basis ?? null,
		overdue: open.overdue,
		hasRanking: open.hasRanking
	};
}
