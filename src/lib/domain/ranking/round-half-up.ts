/**
 * Rounds to so many decimals, halves away from zero, on the shortest decimal that names the double (ECMA-262 Number::toString):
 * 1.005 rounds to 1.01 at two decimals as a reader of "1.005" expects, although the double lies a little below.
 * −0 comes out as 0; NaN stays NaN; a number with fewer decimals comes out unchanged.
 */
export function roundHalfUp(value: number, decimals: number): number {
	if (!Number.isFinite(value)) return value;
	const scaled = Math.abs(value) * 10 ** decimals;
	const fraction = scaled - Math.floor(scaled);
	// Far from a half, binary arithmetic rounds the same way as decimal does: its error is many orders smaller.
	const rounded =
		scaled < 1e9 && Math.abs(fraction - 0.5) > 1e-6
			? Math.round(scaled) / 10 ** decimals
			: roundDigits(Math.abs(value), decimals);
	return value < 0 && rounded !== 0 ? -rounded : rounded;
}

/** The same on the digits themselves. */
function roundDigits(magnitude: number, decimals: number): number {
	const [mantissa = '0', exponentText = '0'] = magnitude.toExponential().split('e');
	const digits = mantissa.replace('.', '');
	const exponent = Number(exponentText);
	// digits[0] stands at 10^exponent, so this many of them are kept
	const kept = exponent + 1 + decimals;
	if (kept >= digits.length) return magnitude;
	if (kept < 0) return 0;
	const carry = digits.charCodeAt(kept) >= 53 ? 1n : 0n;
	const integer = BigInt(digits.slice(0, kept) || '0') + carry;
	return Number(`${integer}e${-decimals}`);
}
