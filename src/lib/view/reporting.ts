import { absentCount, completeShare, onTimeShare, type ReportCounts } from '../domain/reporting/report-state';
import { tableCsv } from './charts/csv';

export const reportingRowKinds = ['unit', 'indicator', 'period'] as const;
export type ReportingRows = (typeof reportingRowKinds)[number];
export const reportingOrderChoices = ['worst', 'late', 'code'] as const;

export const reportLevels = ['full', 'late', 'partial', 'poor', 'open', 'none'] as const;
/** How a group of cells looks at a glance. `open`: not due; `none`: nothing is asked for */
export type ReportLevel = (typeof reportLevels)[number];

const nearlyAll = 0.9;

export function reportLevel(counts: ReportCounts | undefined): ReportLevel {
	if (!counts) return 'none';
	const share = completeShare(counts);
	if (share === undefined) return counts.early + counts.notYetDue > 0 ? 'open' : 'none';
	if (share === 1) return counts.late === 0 ? 'full' : 'late';
	return share >= nearlyAll ? 'partial' : 'poor';
}

/** Whole percent, never rounded up to a hundred: one that is missing among thousands shows. */
export function wholePercent(share: number): number {
	return share === 1 ? 100 : Math.min(99, Math.round(share * 100));
}

export interface ReportingCsvRow {
	readonly code: string;
	readonly name: string;
	readonly parent: string;
	readonly counts: ReportCounts;
	readonly periods: ReadonlyMap<string, ReportCounts>;
}

/** The table as a file: counts, shares (0–1), and the complete share of each period. */
export function reportingCsv(rows: readonly ReportingCsvRow[], periods: readonly string[]): string {
	const heads = [
		...['code', 'name', 'parent', 'due', 'complete_share', 'on_time_share', 'on_time', 'late', 'absent'],
		...['without_value', 'returned', 'draft', 'missing', 'changed_later', 'not_applicable', 'not_due'],
		...periods.map((period) => `complete_share_${period}`)
	];
	const raw = (value: string | number | null) => ({ text: '', raw: value });
	return tableCsv({
		columns: heads.map((label) => ({ key: label, label, numeric: false })),
		rows: rows.map(({ code: rowCode, name, parent, counts, periods: byPeriod }) =>
			[
				...[rowCode, name, parent, counts.due, completeShare(counts) ?? null, onTimeShare(counts) ?? null],
				...[counts.onTime, counts.late, absentCount(counts), counts.empty, counts.returned, counts.draft],
				...[counts.missing, counts.edited, counts.notApplicable, counts.early + counts.notYetDue],
				...periods.map((period) => {
					const ofPeriod = byPeriod.get(period);
					return (ofPeriod && completeShare(ofPeriod)) ?? null;
				})
			].map(raw)
		)
	});
}
