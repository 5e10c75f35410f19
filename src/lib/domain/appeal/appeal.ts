import type { PublishedChange } from '../publication/publication';
import type { Measure } from '../indicator/indicator';
import type { RoundStage } from '../round/round';
import type { LocalisedName } from '../unit/unit';
import type { AppealStatus } from './appeal-status';

/** An appeal as lists show it. */
export interface Appeal {
	readonly id: number;
	readonly unit: {
		readonly id: number;
		readonly code: string;
		readonly name: LocalisedName;
		readonly path: string;
	};
	readonly indicator: {
		readonly id: number;
		readonly code: string;
		readonly name: LocalisedName;
		readonly isScored: boolean;
		readonly decimals: number;
		readonly measure: Measure;
		readonly unitLabel: LocalisedName;
	};
	readonly round: {
		readonly id: number;
		readonly period: string;
		readonly frameworkCode: string;
		readonly frameworkName: LocalisedName;
		readonly stage: RoundStage;
	};
	readonly status: AppealStatus;
	readonly claim: string;
	/** what the unit holds to be right */
	readonly claimedValue: number | null;
	readonly filedBy: number | null;
	readonly filedByName: string | null;
	readonly filedAt: Date;
	/** when it has to be decided */
	readonly dueAt: Date;
	readonly isOverdue: boolean;
	readonly admittedByName: string | null;
	readonly admittedAt: Date | null;
	readonly admissionReason: string;
	readonly decidedByName: string | null;
	readonly decidedAt: Date | null;
	readonly decisionReason: string;
	readonly decidedValue: number | null;
	readonly difference: { readonly node: PublishedChange; readonly total: PublishedChange } | null;
	readonly revision: number;
}

/** Who stepped back, and why. */
export interface AppealRecusal {
	readonly name: string;
	readonly reason: string;
	readonly recusedAt: Date;
}

/** Appeals of a list that is asked for. */
export interface AppealFilter {
	/** undefined: all; `open`: whatever is not decided */
	readonly state?: AppealStatus | 'open' | 'overdue' | undefined;
	readonly round?: number | undefined;
}

export interface AppealCounts {
	readonly open: number;
	readonly overdue: number;
}

/** What is being objected to: the figure as the round holds it, and as the data say now. */
export interface AppealedFigure {
	/** in the round: points of a scored indicator, the value of a measured one */
	readonly frozen: number | null;
	/** what a decision would take in: the value as the data say now; of a scored indicator the same as `frozen` */
	readonly current: number | null;
}
