/**
 * Statistics of one column. NaN is missing and dropped from each of them.
 * Sums run in row order, which the engine fixes by sorting units first; so a result never depends on the order of a file.
 */

export interface Extent {
	readonly min: number;
	readonly max: number;
}

/** Least and greatest value; an empty column gives min = +∞ and max = −∞, so `max > min` means "the column has spread". */
export function extent(values: Float64Array): Extent {
	let min = Infinity;
	let max = -Infinity;
	for (let i = 0; i < values.length; i++) {
		const value = values[i]!;
		if (value < min) min = value;
		if (value > max) max = value;
	}
	return { min, max };
}

/** The values that are there, in row order. */
export function present(values: Float64Array): Float64Array {
	let count = 0;
	const kept = new Float64Array(values.length);
	for (let i = 0; i < values.length; i++) {
		const value = values[i]!;
		if (value === value) kept[count++] = value;
	}
	return kept.subarray(0, count);
}

/** Arithmetic mean, Σx / n; NaN of an empty column. Values near 1e308 are summed at a smaller scale instead of overflowing. */
export function mean(values: Float64Array): number {
	const { sum, count } = sumAndCount(values, 1);
	if (Number.isFinite(sum) || count === 0) return sum / count;
	const { min, max } = extent(values);
	const scale = Math.max(Math.abs(min), Math.abs(max));
	return (sumAndCount(values, scale).sum / count) * scale;
}

/**
 * Sample standard deviation, √(Σ(x − mean)² / (n − 1)); NaN below two values.
 * Squares that leave the range of a double (1e200, 1e−200) are taken at the scale of the largest deviation, and values further apart
 * than the largest double at a quarter of theirs; ∞ only where the deviation itself is beyond a double (two values of ±1.7e308).
 */
export function standardDeviation(values: Float64Array, centre: number): number {
	const { sum, count } = squareSum(values, centre, 1);
	if (count < 2) return NaN;
	if (Number.isFinite(sum) && sum > 1e-290) return Math.sqrt(sum / (count - 1));
	const { min, max } = extent(values);
	if (isTooWide({ min, max })) return standardDeviation(quartersOf(values), centre / 4) * 4;
	const scale = Math.max(max - centre, centre - min);
	if (!(scale > 0)) return 0;
	return Math.sqrt(squareSum(values, centre, scale).sum / (count - 1)) * scale;
}

export interface Shape {
	readonly skewness: number;
	readonly kurtosis: number;
}

/**
 * Sample skewness G1 = [√n · S3 / S2^1.5] · √(n(n − 1)) / (n − 2) and excess kurtosis
 * G2 = ((n + 1)(n · S4 / S2² − 3) + 6)(n − 1) / ((n − 2)(n − 3)), with Sk = Σ(x − mean)^k (COINr; e1071 types 2).
 * Both are NaN for a constant column and below 3 or 4 values. Free of scale, so deviations are taken relative to the largest.
 */
export function shape(values: Float64Array): Shape {
	const centre = mean(values);
	const { min, max } = extent(values);
	if (isTooWide({ min, max })) return shape(quartersOf(values));
	const scale = Math.max(max - centre, centre - min);
	let n = 0;
	let s2 = 0;
	let s3 = 0;
	let s4 = 0;
	for (let i = 0; i < values.length; i++) {
		const value = values[i]!;
		if (value !== value) continue;
		const deviation = (value - centre) / scale;
		const square = deviation * deviation;
		n++;
		s2 += square;
		s3 += square * deviation;
		s4 += square * square;
	}
	if (n < 3 || !(max > min)) return { skewness: NaN, kurtosis: NaN };
	const skewness = (((Math.sqrt(n) * s3) / (s2 * Math.sqrt(s2))) * Math.sqrt(n * (n - 1))) / (n - 2);
	if (n < 4) return { skewness, kurtosis: NaN };
	const kurtosis = (((n + 1) * ((n * s4) / (s2 * s2) - 3) + 6) * (n - 1)) / ((n - 2) * (n - 3));
	return { skewness, kurtosis };
}

/** Median of the values that are there: the middle one, or the mean of the middle two; NaN of an empty column. */
export function median(values: Float64Array): number {
	return medianOfSorted(present(values).sort());
}

/** Median of ascending values without missing ones. Halves are added, so two values of 1e308 do not overflow. */
export function medianOfSorted(sorted: Float64Array): number {
	const middle = sorted.length >> 1;
	if (sorted.length === 0) return NaN;
	if (sorted.length % 2 === 1) return sorted[middle]!;
	const sum = sorted[middle - 1]! + sorted[middle]!;
	return Number.isFinite(sum) ? sum / 2 : sorted[middle - 1]! / 2 + sorted[middle]! / 2;
}

/** True of values that are numbers, and further apart than the largest of them: their difference overflows. */
export function isTooWide({ min, max }: Extent): boolean {
	return max - min === Infinity && max < Infinity && min > -Infinity;
}

/** A quarter of each value: exact for values near 1e308, and no two of them are further apart than a double holds. */
export function quartersOf(values: Float64Array): Float64Array {
	return values.map((value) => value / 4);
}

function sumAndCount(values: Float64Array, scale: number): { sum: number; count: number } {
	let sum = 0;
	let count = 0;
	for (let i = 0; i < values.length; i++) {
		const value = values[i]!;
		if (value !== value) continue;
		sum += value / scale;
		count++;
	}
	return { sum, count };
}

function squareSum(values: Float64Array, centre: number, scale: number): { sum: number; count: number } {
	let sum = 0;
	let count = 0;
	for (let i = 0; i < values.length; i++) {
		const value = values[i]!;
		if (value !== value) continue;
		const deviation = (value - centre) / scale;
		sum += deviation * deviation;
		count++;
	}
	return { sum, count };
}
