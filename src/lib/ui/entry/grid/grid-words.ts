import { reportableReasons } from '$lib/domain/indicator/read-entry';
import type { SeriesFigure } from '$lib/domain/indicator/series-figure';
import { m } from '$lib/i18n/paraglide/messages';
import { getLocale } from '$lib/i18n/paraglide/runtime';
import { formatPeriodShort, localised, missingReasonLabel } from '$lib/i18n/words';
import { isInConflict } from '$lib/view/entry-grid/desk';
import type { GridState } from '$lib/view/entry-grid/grid-cell';
import { textOf, type GridColumn, type GridRow } from '$lib/view/entry-grid/grid-row';
import type { PastePlan } from '$lib/view/entry-grid/paste';
import { formatDateTime, formatFigure } from '$lib/view/format';
import { problemText } from '$lib/i18n/words/entry-problem';

/** A word about a cell, with a sign of its own so that colour is not needed. */
export interface StateWord {
	readonly tone: 'plain' | 'good' | 'warning' | 'bad' | 'accent';
	readonly sign: string;
	readonly text: string;
}

const states: Record<GridState, { tone: StateWord['tone']; sign: string; text: () => string }> = {
	missing: { tone: 'warning', sign: '○', text: m.entry_state_missing },
	draft: { tone: 'accent', sign: '✎', text: m.entry_state_draft },
	returned: { tone: 'bad', sign: '↩', text: m.entry_state_returned },
	submitted: { tone: 'good', sign: '●', text: m.grid_state_submitted },
	approved: { tone: 'good', sign: '✓', text: m.grid_state_approved },
	rolledUp: { tone: 'plain', sign: 'Σ', text: m.entry_state_rolled_up }
};

/** In which state a cell is, and what it wants, most pressing first. */
export function stateWords(row: GridRow): StateWord[] {
	const words: StateWord[] = [];
	if (isInConflict(row)) words.push({ tone: 'bad', sign: '⇄', text: m.grid_state_conflict() });
	if (row.problems.length > 0) words.push({ tone: 'bad', sign: '✕', text: m.grid_state_wrong() });
	const { tone, sign, text } = states[row.stored.state];
	words.push({ tone, sign, text: text() });
	if (row.stored.isLate && (row.stored.state === 'submitted' || row.stored.state === 'approved')) {
		words.push({ tone: 'warning', sign: '◔', text: m.entry_late() });
	}
	if (row.stored.reopenedUntil) {
		const until = formatDateTime(new Date(row.stored.reopenedUntil), getLocale());
		words.push({ tone: 'accent', sign: '↺', text: m.grid_state_reopened({ until }) });
	}
	if (row.jump || row.stored.findings.length > 0) {
		words.push({ tone: 'warning', sign: '▲', text: m.grid_state_unusual() });
	}
	return words;
}

export function heads(previousPeriod: string, lastYearPeriod: string): Record<GridColumn, string> {
	return {
		name: m.grid_head_indicator(),
		numerator: m.entry_numerator(),
		denominator: m.entry_denominator(),
		value: m.entry_value(),
		distribution: m.grid_head_cases(),
		reason: m.entry_reason(),
		note: m.entry_note(),
		state: m.grid_head_state(),
		previous: formatPeriodShort(previousPeriod),
		lastYear: formatPeriodShort(lastYearPeriod),
		peers: m.grid_head_peers(),
		evidence: m.grid_head_evidence()
	};
}

export function reasonChoices(): { value: string; label: string }[] {
	return [
		{ value: '', label: m.entry_reason_none() },
		...reportableReasons.map((value) => ({ value, label: missingReasonLabel(value) }))
	];
}

/** The code of a reason, from its code or its name. */
export function readReason(text: string): string | undefined {
	const wanted = text.toLowerCase();
	return reportableReasons.find(
		(code) => code.toLowerCase() === wanted || missingReasonLabel(code).toLowerCase() === wanted
	);
}

const show = (row: GridRow, value: number): string => formatFigure(value, row.indicator, getLocale());

export function seriesText(row: GridRow, figure: SeriesFigure | undefined): string {
	if (figure?.value == null) return '';
	const text = show(row, figure.value);
	return figure.qualifier === 'above' ? m.entry_above({ value: text }) : text;
}

export function peerText(row: GridRow): string {
	return row.peer ? m.grid_peer_span({ low: show(row, row.peer.low), high: show(row, row.peer.high) }) : '';
}

/** What a column of a row says, in words. */
export function columnText(row: GridRow, column: GridColumn, evidenceCount: number): string {
	switch (column) {
		case 'name':
			return `${row.code} ${localised(row.indicator.name)}`;
		case 'value':
			if (row.shape === 'value' && !row.stored.isLocked) return row.fields.value;
			return row.value === null ? '' : show(row, row.value);
		case 'reason':
			return row.fields.reason === ''
				? ''
				: (reasonChoices().find(({ value }) => value === row.fields.reason)?.label ?? row.fields.reason);
		case 'state':
			return stateWords(row)
				.map(({ text }) => text)
				.join(', ');
		case 'previous':
			return seriesText(row, row.previous);
		case 'lastYear':
			return seriesText(row, row.lastYear);
		case 'peers':
			return peerText(row);
		case 'evidence':
			return evidenceCount > 0 ? String(evidenceCount) : '';
		default:
			return textOf(row, column);
	}
}

/** What a control in a cell is called. */
export function controlLabel(row: GridRow, column: GridColumn, head: string): string {
	const part = column === 'numerator' || column === 'denominator' ? row.indicator[column] : null;
	return `${localised(row.indicator.name)}: ${part ? localised(part) : head}`;
}

/** Everything that is wrong with a row, a sentence each. */
export function rowProblems(row: GridRow): string[] {
	const sent = row.refusal?.kind === 'problems' ? row.refusal.problems : [];
	const found = row.problems.length > 0 ? row.problems : sent;
	const texts = found.map(problemText);
	if (row.refusal?.kind === 'unanswered') texts.push(m.entry_problem_unanswered());
	if (row.refusal?.kind === 'locked') texts.push(m.entry_problem_locked());
	return texts;
}

/** What came of a paste; nothing is left out without a word. */
export function pasteWords(plan: PastePlan): string {
	const cells = plan.edits.length;
	return [
		m.grid_pasted({ count: cells }),
		plan.surplusRows > 0 && m.grid_paste_rows({ count: plan.surplusRows }),
		plan.surplusColumns > 0 && m.grid_paste_columns({ count: plan.surplusColumns }),
		plan.lockedCount > 0 && m.grid_paste_locked({ count: plan.lockedCount }),
		plan.readOnlyCount > 0 && m.grid_paste_read_only({ count: plan.readOnlyCount })
	]
		.filter(Boolean)
		.join(' ');
}
