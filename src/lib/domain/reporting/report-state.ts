import type { ObservationStatus } from '../indicator/indicator';
import type { MissingReason } from '../scoring/missing-reason';

export const reportStates = [
	/** a value came by the due day */
	'onTime',
	/** a value came after it */
	'late',
	/** given away without a value: "not reported", or "not applicable" that nobody has approved */
	'empty',
	/** sent back, and not given away again */
	'returned',
	/** typed and not given away */
	'draft',
	/** nothing came though it is due */
	'missing',
	/** nothing came, and there is time */
	'notYetDue',
	/** approved as not applicable: asked for no more */
	'notApplicable'
] as const;
/** How a cell stands that somebody asks for. `db/queries/reporting.ts` decides alike, for all cells at once. */
export type ReportState = (typeof reportStates)[number];

/** What is stored of a cell, as far as its punctuality goes. */
export interface StoredReport {
	readonly status: ObservationStatus;
	readonly missingReason: MissingReason | null;
	readonly returnReason: string | null;
	readonly firstSubmittedAt: Date | null;
	readonly submittedAt: Date | null;
	readonly enteredAt: Date;
}

/** When a cell was given away for the first time: what is late stays late, whatever is corrected later. */
export function firstSubmission(report: StoredReport): Date {
	return report.firstSubmittedAt ?? report.submittedAt ?? report.enteredAt;
}

export function reportState(report: StoredReport | undefined, dueAt: Date, now: Date): ReportState {
	if (!report) return dueAt < now ? 'missing' : 'notYetDue';
	const { status, missingReason } = report;
	if (status === 'approved' && missingReason === 'notApplicable') return 'notApplicable';
	if (status === 'submitted' || status === 'approved') {
		if (missingReason !== null) return 'empty';
		return firstSubmission(report) <= dueAt ? 'onTime' : 'late';
	}
	return status === 'returned' || report.returnReason !== null ? 'returned' : 'draft';
}

/** Cells of a group, counted. All but `early`, `notYetDue` and `notApplicable` are of cells that are due. */
export interface ReportCounts {
	/** cells that are asked for and whose day has passed, less those that do not apply: what shares are of */
	readonly due: number;
	readonly onTime: number;
	readonly late: number;
	readonly empty: number;
	readonly returned: number;
	readonly draft: number;
	readonly missing: number;
	/** of those on time or late: changed after the due day */
	readonly edited: number;
	/** asked for, not due, and there */
	readonly early: number;
	/** asked for, not due, and not there */
	readonly notYetDue: number;
	readonly notApplicable: number;
}

/** Nothing that anybody asks for. */
export const noReports: ReportCounts = {
	...{ due: 0, onTime: 0, late: 0, empty: 0, returned: 0, draft: 0, missing: 0, edited: 0 },
	...{ early: 0, notYetDue: 0, notApplicable: 0 }
};

/** Share (0–1) of the cells that are due with a value now; undefined where none is due. Never above 1. */
export function completeShare({ due, onTime, late }: ReportCounts): number | undefined {
	return due === 0 ? undefined : (onTime + late) / due;
}

/** Share (0–1) of the cells that are due whose value came in time; undefined where none is due. */
export function onTimeShare({ due, onTime }: ReportCounts): number | undefined {
	return due === 0 ? undefined : onTime / due;
}

/** Cells that are due and have no value, for whatever reason. */
export function absentCount({ empty, returned, draft, missing }: ReportCounts): number {
	return empty + returned + draft + missing;
}
