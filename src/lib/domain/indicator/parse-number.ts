/**
 * Why a typed number was not taken. `ambiguous`: it could be read as two numbers (`1,5`, `1.234,5`); `outOfRange`: finite on
 * paper, not as a double (`1e309`); `tooManyDigits`: a whole number that a double cannot hold exactly; `percentSign`: a `%`
 * where no percentage is asked for; `notANumber`: everything else (`NaN`, `Infinity`, `n/a`, words).
 */
export type NumberProblem = 'notANumber' | 'ambiguous' | 'outOfRange' | 'tooManyDigits' | 'percentSign';

export type ParsedNumber =
	| { readonly kind: 'empty' }
	| { readonly kind: 'number'; readonly value: number }
	| { readonly kind: 'problem'; readonly problem: NumberProblem };

const plain = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const grouped = /^[+-]?\d{1,3}(?:([, ])\d{3})(?:\1\d{3})*(?:\.\d*)?$/;
const numberLike = /^[+-]?[\d.,' ]*\d[\d.,' ]*$/;

/**
 * A number as people of both languages type or paste it: full-width digits, thousands apart by commas or spaces, a `%` where
 * `percent` is set. Decimal commas are refused, not guessed: in neither language do they mean what they would elsewhere.
 */
export function parseNumber(text: string, options: { readonly percent?: boolean } = {}): ParsedNumber {
	let rest = text.normalize('NFKC').replace(/[−–]/g, '-').replace(/\s+/g, ' ').trim();
	if (rest === '') return { kind: 'empty' };
	if (rest.endsWith('%')) {
		if (!options.percent) return { kind: 'problem', problem: 'percentSign' };
		rest = rest.slice(0, -1).trim();
	}
	if (grouped.test(rest)) rest = rest.replace(/[, ]/g, '');
	if (!plain.test(rest))
		return { kind: 'problem', problem: numberLike.test(rest) ? 'ambiguous' : 'notANumber' };
	return fromDigits(rest);
}

function fromDigits(digits: string): ParsedNumber {
	const value = Number(digits);
	const isZero = /^[^1-9]*(?:e|$)/i.test(digits);
	if (!Number.isFinite(value) || (value === 0 && !isZero)) return { kind: 'problem', problem: 'outOfRange' };
	if (/^[+-]?\d+$/.test(digits) && !Number.isSafeInteger(value))
		return { kind: 'problem', problem: 'tooManyDigits' };
	return { kind: 'number', value: value === 0 ? 0 : value };
}

/** The text that stands in a field for a stored number: `parseNumber` reads the very same number from it. */
export function numberForField(value: number | null | undefined): string {
	return value === null || value === undefined ? '' : String(value);
}
