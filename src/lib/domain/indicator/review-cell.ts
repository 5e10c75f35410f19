import type { LocalisedName } from '../unit/unit';
import type { Measure, Frequency, ObservationStatus } from './indicator';
import { flowBars, type ApprovalSteps, type FlowBar, type FlowState } from './observation-flow';
import type { Entry } from './read-entry';

/** A cell that somebody decides on, as it was read. */
export interface CellRef {
	readonly unitId: number;
	readonly indicatorId: number;
	readonly period: string;
	/** the revision that the decision was made on */
	readonly revision: number;
}

/** Why a cell was not decided on: its state, somebody else's change since, or who asks. */
export const decisionBars = [...flowBars, 'conflict', 'notFound', 'ownUnit'] as const;
export type DecisionBar = FlowBar | 'conflict' | 'notFound' | 'ownUnit';

/** The two approvals: the department's own people endorse, the reviewers approve. */
export const reviewSteps = ['endorse', 'review'] as const;
export type ReviewStep = (typeof reviewSteps)[number];

/** What a queue is narrowed to. */
export interface ReviewFilter {
	/** the units of a round, and the codes of the indicators that it measures */
	readonly round?: { readonly id: number; readonly indicators: readonly string[] } | undefined;
	readonly unit?: string | undefined;
	readonly sector?: string | undefined;
	/** by the indicator's code */
	readonly indicator?: string | undefined;
	readonly periods: readonly string[];
	/** those that came late, that something was found in, or that wait for the department's own approval */
	readonly flag?: ReviewFlag | undefined;
}

export const reviewFlags = ['late', 'finding', 'absent', 'waiting'] as const;
export type ReviewFlag = (typeof reviewFlags)[number];

/** How a value is shown. */
export interface ShownIndicator {
	readonly id: number;
	readonly code: string;
	readonly name: LocalisedName;
	readonly measure: Measure;
	readonly unitLabel: LocalisedName;
	readonly decimals: number;
	readonly frequency: Frequency;
}

export interface ShownUnit {
	readonly id: number;
	readonly code: string;
	readonly name: LocalisedName;
	readonly path: string;
}

/** A cell as whoever decides on it sees it in a list. */
export interface ReviewRow {
	readonly unit: ShownUnit;
	readonly indicator: ShownIndicator;
	readonly period: string;
	readonly revision: number;
	readonly status: ObservationStatus;
	readonly entry: Entry;
	/** the value of the period before; null where there is none */
	readonly previous: number | null;
	readonly enteredByName: string | null;
	readonly submittedAt: Date | null;
	readonly isLate: boolean;
	readonly isEndorsed: boolean;
	readonly steps: ApprovalSteps;
	readonly evidenceCount: number;
	/** what was found in it and not settled: errors and warnings together, and whether all of it was justified */
	readonly findingCount: number;
	readonly unjustifiedCount: number;
}

/** A locked cell on which a decision falls. */
export interface DecidedCell extends FlowState {
	readonly unit: ShownUnit;
	readonly indicatorId: number;
	readonly indicatorCode: string;
	readonly period: string;
	readonly periodStart: string;
	readonly revision: number;
	readonly entry: Entry;
	readonly draft: Entry | null;
	readonly steps: ApprovalSteps;
	readonly enteredBy: number | null;
}
