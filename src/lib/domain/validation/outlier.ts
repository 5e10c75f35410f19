import type { PeriodKind } from '../period/period';

/**
 * Three looks at a value beside the unit's own history. Each says what span the history lets expect, in the value's own unit.
 *
 * - z: distance from the mean in standard deviations (n − 1). One wild value in the past widens the deviation and hides the next
 *   one, so it needs a longer history and a wider limit than its neighbours seem to.
 * - modified z: 0.6745 · (x − median) / MAD, limit 3.5 (Iglewicz & Hoaglin, "How to Detect and Handle Outliers", ASQC Basic
 *   References in Quality Control 16, 1993, p. 11 f.); 1 / 0.6745 = 1.4826 makes the median absolute deviation of normal values
 *   their standard deviation. Where more than half of the values are equal the MAD is 0: then, as usual, the mean absolute
 *   deviation · 1.253314 (√(π/2)) stands for it.
 * - seasonal difference: what has changed against the same month of the year before (Hyndman & Athanasopoulos, "Forecasting:
 *   Principles and Practice", 3rd ed., § 9.1), beside the same changes of earlier months, by the modified z.
 */
export const outlierLimits = { zScore: 3, modifiedZScore: 3.5, seasonal: 3.5 } as const;

/** Fewer earlier values (for `seasonal`: differences) than this say nothing about what is usual. */
export const leastHistory = { zScore: 12, modifiedZScore: 6, seasonal: 6 } as const;

/** Median absolute deviation × this estimates a standard deviation of normal values. */
export const madToDeviation = 1.4826;
/** The same for the mean absolute deviation: √(π/2). */
const meanDeviationToDeviation = Math.sqrt(Math.PI / 2);

export type OutlierVerdict =
	| { readonly kind: 'tooFew'; readonly count: number; readonly least: number }
	/** all earlier values are equal: no distance can be measured in deviations of 0 */
	| { readonly kind: 'noSpread'; readonly count: number }
	| {
			readonly kind: 'usual' | 'outlier';
			/** signed distance from the middle, in deviations */
			readonly score: number;
			readonly low: number;
			readonly high: number;
			readonly count: number;
	  };

/** Distance from the mean of `history` in standard deviations. */
export function zScore(value: number, history: readonly number[]): OutlierVerdict {
	const least = leastHistory.zScore;
	if (history.length < least) return { kind: 'tooFew', count: history.length, least };
	const centre = history.reduce((sum, x) => sum + x / history.length, 0);
	const squares = history.reduce((sum, x) => sum + (x - centre) ** 2, 0);
	const spread = Math.sqrt(squares / (history.length - 1));
	return judge(
		value,
		centre,
		isNegligible(spread, history) ? 0 : spread,
		outlierLimits.zScore,
		history.length
	);
}

/**
 * Distance from the median of `history` in robust deviations. `leastSpread`: the spread is never taken as less than this, so that
 * a steady series does not cry wolf.
 */
export function modifiedZScore(
	value: number,
	history: readonly number[],
	{ leastSpread = 0, limit = outlierLimits.modifiedZScore as number } = {}
): OutlierVerdict {
	const least = leastHistory.modifiedZScore;
	if (history.length < least) return { kind: 'tooFew', count: history.length, least };
	const centre = median(history);
	const deviations = history.map((x) => Math.abs(x - centre));
	const spread =
		Math.max(madToDeviation * median(deviations), leastSpread) ||
		meanDeviationToDeviation * deviations.reduce((sum, x) => sum + x / deviations.length, 0);
	return judge(value, centre, isNegligible(spread, history) ? 0 : spread, limit, history.length);
}

/** How many periods of a kind make a year: the distance to the same one of the year before. */
export const seasonLength: Readonly<Record<PeriodKind, number>> = { month: 12, quarter: 4, half: 2, year: 1 };

/**
 * The change against the same period of the year before, beside earlier such changes. `history` has one place for each earlier
 * period, oldest first; null where there was no value.
 */
export function seasonalDifference(
	value: number,
	history: readonly (number | null)[],
	season: number,
	options: { readonly leastSpread?: number } = {}
): OutlierVerdict {
	const least = leastHistory.seasonal;
	const reference = history.at(-season) ?? null;
	const changes = history.flatMap((now, at) => {
		const before = history[at - season] ?? null;
		return now === null || before === null ? [] : [now - before];
	});
	if (season < 2 || reference === null || changes.length < least) {
		return { kind: 'tooFew', count: reference === null ? 0 : changes.length, least };
	}
	const verdict = modifiedZScore(value - reference, changes, { ...options, limit: outlierLimits.seasonal });
	if (!('low' in verdict)) return verdict;
	return { ...verdict, low: verdict.low + reference, high: verdict.high + reference };
}

function judge(value: number, centre: number, spread: number, limit: number, count: number): OutlierVerdict {
	if (!(spread > 0)) return { kind: 'noSpread', count };
	const score = (value - centre) / spread;
	const low = centre - limit * spread;
	const high = centre + limit * spread;
	return { kind: value < low || value > high ? 'outlier' : 'usual', score, low, high, count };
}

/** Values that are all equal differ from their mean by the rounding of the sum alone. */
function isNegligible(spread: number, history: readonly number[]): boolean {
	const largest = history.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
	return !(spread > largest * 1e-12);
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const upper = sorted[middle]!;
	// Halved before they are added: two huge values have a middle too.
	return sorted.length % 2 ? upper : sorted[middle - 1]! / 2 + upper / 2;
}
