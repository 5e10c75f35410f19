import { m } from '$lib/i18n/paraglide/messages';
import { getLocale } from '$lib/i18n/paraglide/runtime';
import { formatNumber, formatShare } from '$lib/view/format';
import type { Token } from '$lib/view/receipt-arithmetic';
import type { Ends, StepSentence } from '$lib/view/receipt-sentence';

/** Up to four decimals, and for small numbers as many as tell them from zero: what a reader can calculate along with. */
export function exact(value: number): string {
	const size = Math.abs(value);
	const decimals = size === 0 || size >= 0.001 ? 4 : Math.min(15, 3 - Math.floor(Math.log10(size)));
	return trimmed(formatNumber(value, getLocale(), { decimals }));
}

/** A share of 0–1 as a percentage to calculate along with: `55.5556%`, `50%`. */
export function exactShare(share: number): string {
	return formatShare(share, getLocale(), 4).replace(/\.?0+%$/, '%');
}

/** As `exact`, with all of its four decimals: for figures that stand below each other. */
export function aligned(value: number): string {
	const size = Math.abs(value);
	return size === 0 || size >= 0.001 ? formatNumber(value, getLocale(), { decimals: 4 }) : exact(value);
}

function trimmed(text: string): string {
	return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** `(63.2 − 0) ÷ 80 × 100`, numbers as readers of the language write them. */
export function calculation(tokens: readonly Token[]): string {
	return tokens
		.map((token) => (typeof token === 'number' ? signed(token) : token))
		.join(' ')
		.replaceAll('( ', '(')
		.replaceAll(' )', ')');
}

/** A negative number in the middle of a calculation stands in brackets. */
function signed(value: number): string {
	return value < 0 ? `(${exact(value)})` : exact(value);
}

const range = ({ first, last }: Ends) => ({ first: exact(first), last: exact(last) });

/** What a step does, as a sentence with its own numbers. */
export function stepWords(sentence: StepSentence): string {
	switch (sentence.kind) {
		case 'capBetween':
			return m.receipt_step_cap_between({ low: exact(sentence.low), high: exact(sentence.high) });
		case 'capFrom':
			return m.receipt_step_cap_from({ low: exact(sentence.low) });
		case 'capTo':
			return m.receipt_step_cap_to({ high: exact(sentence.high) });
		case 'log':
			return sentence.offset === 0
				? m.receipt_step_log()
				: m.receipt_step_log_offset({ offset: exact(sentence.offset) });
		case 'untouched':
			return m.receipt_step_untouched();
		case 'winsorised':
			return m.receipt_step_winsorised({
				low: exact(sentence.low),
				high: exact(sentence.high),
				moved: exact(sentence.moved)
			});
		case 'treatedByLog':
			return m.receipt_step_treated_by_log({ offset: exact(sentence.offset) });
		case 'expression':
			return m.receipt_step_expression({
				formula: sentence.formula,
				statistics: sentence.statistics.map(([name, value]) => `${name} = ${exact(value)}`).join(', ')
			});
		case 'band':
			return m.receipt_step_band({ from: exact(sentence.from), points: exact(sentence.points) });
		case 'pointsAsTheyAre':
			return m.receipt_step_points();
		case 'pointsMapped':
			return m.receipt_step_points_mapped({
				low: exact(sentence.from.first),
				high: exact(sentence.from.last),
				...range(sentence.to)
			});
		case 'goalposts': {
			const numbers = { worst: exact(sentence.worst), best: exact(sentence.best), ...range(sentence.to) };
			return sentence.isCut ? m.receipt_step_goalposts_cut(numbers) : m.receipt_step_goalposts(numbers);
		}
		case 'minmax':
		case 'distanceToMax':
			return m.receipt_step_minmax({
				worst: exact(sentence.worst),
				best: exact(sentence.best),
				...range(sentence.to)
			});
		case 'distanceToReference':
			return m.receipt_step_reference({
				unit: sentence.unit,
				reference: exact(sentence.reference),
				worst: exact(sentence.worst),
				...range(sentence.to)
			});
		case 'distanceToTarget':
			return m.receipt_step_target({
				target: exact(sentence.target),
				worst: exact(sentence.worst),
				...range(sentence.to)
			});
		case 'fractionOfMax':
			return m.receipt_step_fraction({ max: exact(sentence.max), ...range(sentence.to) });
		case 'zscore':
			return m.receipt_step_zscore({
				mean: exact(sentence.mean),
				sd: exact(sentence.sd),
				centre: exact(sentence.toMean),
				width: exact(sentence.toSd)
			});
		case 'place': {
			const numbers = { place: exact(sentence.place), count: exact(sentence.count) };
			return sentence.to
				? m.receipt_step_place_mapped({ ...numbers, ...range(sentence.to) })
				: m.receipt_step_place(numbers);
		}
		case 'noSpread':
			return m.receipt_step_no_spread();
		case 'withheld':
			return m.receipt_step_withheld();
		case 'other':
			return m.receipt_step_other({ name: sentence.name });
	}
}
