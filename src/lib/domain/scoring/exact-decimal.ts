/**
 * Numbers as people wrote them. A weight of 0.1 is one tenth here, not the nearest double: sums of weights that are equal
 * on paper are equal here, which a comparison in floating point cannot promise.
 */

interface Decimal {
	readonly digits: bigint;
	/** value = digits · 10^exponent */
	readonly exponent: number;
}

function toDecimal(value: number): Decimal {
	const [mantissa = '0', exponentText = '0'] = value.toExponential().split('e');
	const [whole = '0', fraction = ''] = mantissa.split('.');
	return { digits: BigInt(whole + fraction), exponent: Number(exponentText) - fraction.length };
}

/** The same numbers as integers over one common power of ten, exact. */
export function toCommonIntegers(values: readonly number[]): bigint[] {
	const decimals = values.map(toDecimal);
	const nonZero = decimals.filter((decimal) => decimal.digits !== 0n);
	const least = nonZero.reduce((low, decimal) => Math.min(low, decimal.exponent), Infinity);
	return decimals.map(({ digits, exponent }) =>
		digits === 0n ? 0n : digits * 10n ** BigInt(exponent - least)
	);
}

/** Largest whole number that is at most `share · count`: 0.29 of 100 is 29, though 0.29 * 100 is 28.999999999999996. */
export function floorOfShare(share: number, count: number): number {
	const { digits, exponent } = toDecimal(share);
	const product = digits * BigInt(count);
	if (exponent >= 0) return Number(product * 10n ** BigInt(exponent));
	return Number(product / 10n ** BigInt(-exponent));
}
