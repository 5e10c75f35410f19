import type { Indicator } from '../indicator/indicator';
import type { WholeFigure } from '../indicator/round-totals';
import type { TargetCourse } from '../indicator/target-course';
import type { OrderCounts } from '../oversight/order';
import type { Ranking } from '../ranking/ranking';
import type { GradeCount } from '../ranking/arrange';
import type { Standing } from '../ranking/standing';
import type { ProvisionalBasis } from '../round/provisional-basis';
import type { RoundStage } from '../round/round';
import type { LocalisedName } from '../unit/unit';

/** One of the indicators that everything shows first, for all units of a round together. */
export interface Headline {
	readonly indicator: Indicator;
	readonly nodeCode: string;
	readonly figure: WholeFigure;
	/** true for a flow of a period that is not over: it can be compared with no whole period */
	readonly isPartial: boolean;
	/** change since the publication of the period before, in the indicator's unit; null where there is none */
	readonly changeSincePrevious: number | null;
	/** change since the same period of the year before */
	readonly changeSinceYearAgo: number | null;
	/** change of the past year on the footing that targets are set on: of a flow, its past year against the one before */
	readonly paceOfPastYear: number | null;
	/** in the rounds of the trend, in time order */
	readonly trend: readonly (number | null)[];
	readonly course: TargetCourse;
	/** of the reader's own unit, where there is one */
	readonly own: { readonly value: number | null; readonly qualifier: 'above' | null } | undefined;
}

/** A unit whose reports need a look. */
export interface Laggard {
	readonly code: string;
	readonly name: LocalisedName;
	readonly parentName: LocalisedName | null;
	/** cells past their date without a value, and cells whose value came late */
	readonly missing: number;
	readonly late: number;
}

/** How far a round that is not published yet has come, as far as the reader's units go. */
export interface OpenRound {
	readonly id: number;
	readonly frameworkCode: string;
	readonly frameworkName: LocalisedName;
	readonly period: string;
	readonly stage: RoundStage;
	/** windows that stand open now, the one that closes first in front */
	readonly openWindows: readonly { readonly stage: RoundStage; readonly closesAt: Date }[];
	readonly unitCount: number;
	/** cells that are asked for and whose period is over, less those that do not apply */
	readonly expectedCells: number;
	/** of these, cells with a value */
	readonly reportedCells: number;
	/** of these, cells that were given away for the first time after their date */
	readonly lateCells: number;
	/** of the cells not there, those that are past their date: by period, the earliest first */
	readonly overdue: readonly { readonly period: string; readonly dueAt: Date; readonly cells: number }[];
	readonly assessments: { readonly total: number; readonly submitted: number; readonly overdue: number };
	/** units with most cells missing or late, at most five */
	readonly laggards: readonly Laggard[];
	/** what its provisional results rest on, where the reader may see them */
	readonly basis?: ProvisionalBasis | undefined;
	/** whether the reader may see its provisional ranking */
	readonly hasRanking: boolean;
}

export interface Overview {
	readonly ranking: Ranking;
	readonly yearAgoPeriod: string | undefined;
	readonly headlines: readonly Headline[];
	readonly top: readonly Standing[];
	readonly bottom: readonly Standing[];
	readonly movers: { readonly up: readonly Standing[]; readonly down: readonly Standing[] };
	readonly gradeCounts: readonly GradeCount[];
	/** the reader's own unit among those ranked */
	readonly own: Standing | undefined;
	readonly openRounds: readonly OpenRound[];
	/** rectification orders, for those who issue or verify them */
	readonly orders: OrderCounts | undefined;
}
