import { plainText } from './unit-name';

/** An indicator as far as a file can name it. */
export interface MatchableIndicator {
	readonly code: string;
	readonly nameEn: string;
	readonly nameZh: string;
	/** what a ratio's parts are called, where it has any */
	readonly numerators?: readonly string[];
	readonly denominators?: readonly string[];
}

export type IndicatorPart = 'value' | 'numerator' | 'denominator';

export interface IndicatorMatch {
	readonly code: string;
	readonly part: IndicatorPart;
}

const numeratorWords = /(?:的)?(?:分子|numerator)$/;
const denominatorWords = /(?:的)?(?:分母|denominator)$/;

/** Finds the indicator that a text names by code or name, or one part of its ratio. Names of two indicators are names of none. */
export class IndicatorMatcher {
	readonly #keys = new Map<string, IndicatorMatch | null>();

	constructor(readonly indicators: readonly MatchableIndicator[]) {
		for (const { code, nameEn, nameZh } of indicators) {
			for (const text of [code, nameZh, nameEn]) this.#add(text, { code, part: 'value' });
		}
		// Names of parts count where no indicator is called so: many ratios share a denominator.
		for (const { code, numerators = [], denominators = [] } of indicators) {
			for (const text of numerators) this.#addPart(text, { code, part: 'numerator' });
			for (const text of denominators) this.#addPart(text, { code, part: 'denominator' });
		}
	}

	match(text: string): IndicatorMatch | undefined {
		if (text.length > 300) return undefined;
		for (const plain of [plainText(text), plainText(withoutMeasure(text))]) {
			const found = this.#keys.get(plain);
			if (found) return found;
			const isNumerator = numeratorWords.test(plain);
			if (!isNumerator && !denominatorWords.test(plain)) continue;
			const whole = this.#keys.get(plain.replace(isNumerator ? numeratorWords : denominatorWords, ''));
			if (whole?.part === 'value') {
				return { code: whole.code, part: isNumerator ? 'numerator' : 'denominator' };
			}
		}
		return undefined;
	}

	#add(text: string, match: IndicatorMatch): void {
		const key = plainText(text);
		if (key === '') return;
		const known = this.#keys.get(key);
		this.#keys.set(key, known === undefined || known?.code === match.code ? match : null);
	}

	#addPart(text: string, match: IndicatorMatch): void {
		const known = this.#keys.get(plainText(text));
		if (known === undefined || (known !== null && known.part !== 'value')) this.#add(text, match);
	}
}

/** 办件量（件） and Response time [days] without the unit of measure at their end. */
export function withoutMeasure(text: string): string {
	return text.replace(/\s*[(（[【][^()（）[\]【】]{1,20}[)）\]】]\s*$/, '');
}
