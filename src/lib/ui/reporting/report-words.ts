import type { ReportState } from '$lib/domain/reporting/report-state';
import { m } from '$lib/i18n/paraglide/messages';
import type { ReportingRows, ReportLevel } from '$lib/view/reporting';

/** A shape for every state, so that colour is never alone. */
export const stateMarks: Readonly<Record<ReportState, string>> = {
	onTime: '●',
	late: '◐',
	empty: '∅',
	returned: '↩',
	draft: '✎',
	missing: '○',
	notYetDue: '·',
	notApplicable: '–'
};

const states: Record<ReportState, () => string> = {
	onTime: m.reporting_state_on_time,
	late: m.reporting_state_late,
	empty: m.reporting_state_empty,
	returned: m.reporting_state_returned,
	draft: m.reporting_state_draft,
	missing: m.reporting_state_missing,
	notYetDue: m.reporting_state_not_yet_due,
	notApplicable: m.reporting_state_not_applicable
};
export const reportStateLabel = (state: ReportState): string => states[state]();

export const stateLooks: Readonly<Record<ReportState, string>> = {
	onTime: 'bg-good-faint text-good',
	late: 'bg-warn-faint text-warn',
	empty: 'bg-bad-faint text-bad',
	returned: 'bg-bad-faint text-bad',
	draft: 'bg-bad-faint text-bad',
	missing: 'bg-bad-faint text-bad',
	notYetDue: 'text-muted',
	notApplicable: 'text-muted'
};

export const levelMarks: Readonly<Record<ReportLevel, string>> = {
	full: '●',
	late: '◕',
	partial: '◐',
	poor: '○',
	open: '·',
	none: ''
};

export const levelLooks: Readonly<Record<ReportLevel, string>> = {
	full: 'bg-good-faint text-good',
	late: 'bg-warn-faint text-warn',
	partial: 'bg-warn-faint text-warn',
	poor: 'bg-bad-faint text-bad',
	open: 'text-muted',
	none: 'text-muted'
};

const levels: Record<Exclude<ReportLevel, 'none'>, () => string> = {
	full: m.reporting_level_full,
	late: m.reporting_level_late,
	partial: m.reporting_level_partial,
	poor: m.reporting_level_poor,
	open: m.reporting_level_open
};
export const levelLabel = (level: Exclude<ReportLevel, 'none'>): string => levels[level]();

const rowWords: Record<ReportingRows, () => string> = {
	unit: m.reporting_by_unit,
	indicator: m.reporting_by_indicator,
	period: m.reporting_by_period
};
export const rowsLabel = (rows: ReportingRows): string => rowWords[rows]();
