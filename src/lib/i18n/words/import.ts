import type { StoredProblem } from '../../domain/import/import-page';
import type { ImportProblemCode, ProblemDetails } from '../../domain/import/import-problem';
import type { ImportStatus } from '../../domain/import/import-run';
import { readRole, type PlainRole, type RoleProblem } from '../../domain/import/column-role';
import { formatNumber } from '../../view/format';
import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';
import { brokenRuleWords } from './broken-rule';
import { formatPeriod } from './period';

const statuses: Record<ImportStatus, () => string> = {
	queued: m.imports_status_queued,
	checking: m.imports_status_checking,
	checked: m.imports_status_checked,
	storing: m.imports_status_storing,
	done: m.imports_status_done,
	undoing: m.imports_status_undoing,
	failed: m.imports_status_failed,
	cancelled: m.imports_status_cancelled,
	undone: m.imports_status_undone
};

/** Where a file is; one that is queued and whose columns nobody has named waits for somebody. */
export function importStatusLabel(status: ImportStatus, hasMapping: boolean): string {
	return status === 'queued' && !hasMapping ? m.imports_status_waiting() : statuses[status]();
}

const roleNames: Record<PlainRole, () => string> = {
	unit: m.imports_role_unit,
	period: m.imports_role_period,
	year: m.imports_role_year,
	month: m.imports_role_month,
	quarter: m.imports_role_quarter,
	indicator: m.imports_role_indicator,
	value: m.imports_role_value,
	numerator: m.imports_role_numerator,
	denominator: m.imports_role_denominator,
	distribution: m.imports_role_distribution,
	reason: m.imports_role_reason,
	note: m.imports_role_note
};
export const plainRoleLabel = (role: PlainRole): string => roleNames[role]();

/** A role of a column by the text that stands for it. */
export function roleLabel(text: string, indicatorName: (code: string) => string): string {
	const role = readRole(text);
	switch (role.kind) {
		case 'ignore':
			return m.imports_role_ignore();
		case 'plain':
			return plainRoleLabel(role.role);
		case 'period':
			return formatPeriod(role.period);
		case 'indicator': {
			const indicator = indicatorName(role.code);
			const label =
				role.part === 'value'
					? indicator
					: m.imports_role_of_indicator({ indicator, part: plainRoleLabel(role.part) });
			return role.period === undefined
				? label
				: m.imports_role_with_period({ role: label, period: formatPeriod(role.period) });
		}
	}
}

const roleProblems: Record<RoleProblem, () => string> = {
	noUnit: m.imports_role_problem_no_unit,
	noPeriod: m.imports_role_problem_no_period,
	noYear: m.imports_role_problem_no_year,
	noValue: m.imports_role_problem_no_value,
	twoLayouts: m.imports_role_problem_two_layouts,
	noIndicator: m.imports_role_problem_no_indicator,
	roleTwice: m.imports_role_problem_role_twice,
	partAlone: m.imports_role_problem_part_alone,
	wrongPeriod: m.imports_role_problem_wrong_period
};
export const roleProblemText = (problem: RoleProblem): string => roleProblems[problem]();

const refusals: Readonly<Record<string, () => string>> = {
	noSuchFile: m.imports_refused_no_such_file,
	unreadable: m.imports_refused_unreadable,
	tooManyBytes: m.imports_refused_too_many_bytes,
	tooManyRows: m.imports_refused_too_many_rows,
	tooManyColumns: m.imports_refused_too_many_columns,
	cellTooLong: m.imports_refused_cell_too_long,
	tooSlow: m.imports_refused_too_slow,
	tooMuchMemory: m.imports_refused_too_much_memory,
	empty: m.imports_refused_empty,
	noRows: m.imports_refused_no_rows,
	notATable: m.imports_refused_not_a_table,
	encoding: m.imports_refused_encoding,
	nullCharacter: m.imports_refused_null_character,
	quotes: m.imports_refused_quotes,
	repeatedColumn: m.imports_refused_repeated_column,
	noColumn: m.imports_refused_no_column,
	noHeader: m.imports_refused_no_header,
	oldWorkbook: m.imports_refused_old_workbook,
	protectedWorkbook: m.imports_refused_protected_workbook,
	binaryWorkbook: m.imports_refused_binary_workbook,
	openDocument: m.imports_refused_open_document,
	otherDocument: m.imports_refused_other_document,
	webPage: m.imports_refused_web_page,
	truncated: m.imports_refused_truncated,
	brokenWorkbook: m.imports_refused_broken_workbook,
	expandsTooMuch: m.imports_refused_expands_too_much,
	noSuchSheet: m.imports_refused_no_such_sheet,
	brokenJson: m.imports_refused_broken_json,
	nestedValue: m.imports_refused_nested_value,
	notARow: m.imports_refused_not_a_row
};

/** Why a file cannot be read, and in which row. */
export function refusalText(reason: string, row?: number | null): string {
	const text = (refusals[reason] ?? m.imports_refused_other)();
	return row == null ? text : m.imports_refused_at({ reason: text, row: formatNumber(row, getLocale()) });
}

const failures: Readonly<Record<string, () => string>> = {
	serverStopped: m.imports_failure_server_stopped,
	newProblems: m.imports_failure_new_problems,
	conflict: m.imports_failure_conflict,
	forbidden: m.imports_failure_forbidden,
	notFound: m.imports_failure_not_found,
	unexpected: m.imports_failure_unexpected,
	undoStopped: m.imports_failure_undo_stopped,
	undoFailed: m.imports_failure_undo_failed,
	undoCancelled: m.imports_failure_undo_cancelled
};

/** Why an import failed, by what its run keeps. */
export function failureText(failure: string): string {
	if (Object.hasOwn(refusals, failure)) return refusalText(failure);
	return (failures[failure] ?? m.imports_failure_unexpected)();
}

type Details = (key: string) => string;

const problems: Record<ImportProblemCode, (d: Details) => string> = {
	fileRefused: () => m.imports_refused_other(),
	missingColumn: () => m.imports_problem_missing_column(),
	cellCount: () => m.imports_problem_cell_count(),
	unknownKey: () => m.imports_problem_unknown_key(),
	noUnit: () => m.imports_problem_no_unit(),
	textTooLong: (d) => m.imports_problem_text_too_long({ text: d('text'), longest: d('longest') }),
	unknownUnit: (d) => m.imports_problem_unknown_unit({ text: d('text') }),
	ambiguousUnit: (d) => m.imports_problem_ambiguous_unit({ text: d('text'), candidates: d('candidates') }),
	foreignUnit: (d) => m.imports_problem_foreign_unit({ text: d('text') }),
	closedUnit: (d) => m.imports_problem_closed_unit({ text: d('text'), period: d('period') }),
	unknownPeriod: (d) => m.imports_problem_unknown_period({ text: d('text') }),
	otherFrequency: (d) => otherFrequency(d),
	periodNotOver: (d) => m.imports_problem_period_not_over({ period: d('period') }),
	unknownIndicator: (d) => m.imports_problem_unknown_indicator({ text: d('text') }),
	retiredIndicator: (d) => m.imports_problem_retired_indicator({ indicator: d('indicator') }),
	scoredIndicator: (d) => m.imports_problem_scored_indicator({ indicator: d('indicator') }),
	notANumber: (d) => m.imports_problem_not_a_number({ text: d('text') }),
	tooLarge: (d) => m.imports_problem_too_large({ text: d('text') }),
	notWhole: (d) => m.imports_problem_not_whole({ value: d('value'), indicator: d('indicator') }),
	negative: (d) => m.imports_problem_negative({ value: d('value') }),
	outOfBounds: (d) =>
		m.imports_problem_out_of_bounds({
			value: d('value'),
			indicator: d('indicator'),
			minimum: d('minimum'),
			maximum: d('maximum')
		}),
	formulaError: (d) => m.imports_problem_formula_error({ text: d('text') }),
	partMissing: () => m.imports_problem_part_missing(),
	partsWanted: (d) => m.imports_problem_parts_wanted({ indicator: d('indicator') }),
	valueBesideParts: (d) =>
		m.imports_problem_value_beside_parts({ value: d('value'), computed: d('computed') }),
	unknownReason: (d) => m.imports_problem_unknown_reason({ text: d('text') }),
	reasonBesideValue: () => m.imports_problem_reason_beside_value(),
	badDistribution: (d) => m.imports_problem_bad_distribution({ text: d('text') }),
	repeated: (d) => m.imports_problem_repeated({ ...cell(d), earlier: d('earlier') }),
	contradiction: (d) => m.imports_problem_contradiction({ ...cell(d), earlier: d('earlier') }),
	approved: (d) => m.imports_problem_approved(cell(d)),
	returned: (d) => m.imports_problem_returned({ ...cell(d), reason: d('reason') }),
	periodClosed: (d) => m.imports_problem_period_closed(cell(d)),
	ruleBroken: (d) => m.imports_problem_rule_broken({ ...cell(d), ...brokenRuleWords(d) }),
	ruleBrokenElsewhere: (d) =>
		m.imports_problem_rule_broken_elsewhere({
			...cell(d),
			...brokenRuleWords(d),
			ruledIndicator: d('ruledIndicator'),
			ruledPeriod: d('ruledPeriod')
		}),
	ruleWarning: (d) => m.imports_problem_rule_warning({ ...cell(d), ...brokenRuleWords(d) }),
	tooManyCells: (d) => m.imports_problem_too_many_cells({ longest: d('longest') }),
	keptByUndo: (d) => m.imports_problem_kept_by_undo(cell(d))
};

function cell(d: Details) {
	return { unit: d('unit'), indicator: d('indicator'), period: d('period') };
}

function otherFrequency(d: Details): string {
	const named = { indicator: d('indicator'), period: d('period') };
	const frequency = d('frequency');
	if (frequency === 'quarter') return m.imports_problem_other_frequency_quarter(named);
	if (frequency === 'year') return m.imports_problem_other_frequency_year(named);
	return m.imports_problem_other_frequency_month(named);
}

/** What is wrong with a row, and what to do about it. */
export function importProblemText({ code, details }: Pick<StoredProblem, 'code' | 'details'>): string {
	return (problems[code] ?? problems.fileRefused)((key) => wordOf(details, key));
}

function wordOf(details: ProblemDetails, key: string): string {
	const value = details[key];
	if ((key === 'period' || key === 'ruledPeriod') && typeof value === 'string') return formatPeriod(value);
	if (typeof value !== 'number') return value ?? '';
	return Number.isInteger(value) ? formatNumber(value, getLocale()) : String(Number(value.toPrecision(8)));
}
