import { expect } from 'vitest';

/** Equal to 1e-12 relative to the larger of both (or of 1e-12 of the column's own size, where the value itself is near 0); missing where missing. */
export function expectClose(
	actual: ArrayLike<number>,
	expected: ArrayLike<number>,
	label: string,
	tolerance = 1e-12
): void {
	expect(actual.length, `${label}: number of rows`).toBe(expected.length);
	let size = 0;
	for (let i = 0; i < expected.length; i++) {
		if (Number.isFinite(expected[i]!)) size = Math.max(size, Math.abs(expected[i]!));
	}
	for (let i = 0; i < expected.length; i++) {
		const a = actual[i]!;
		const e = expected[i]!;
		if (Number.isNaN(e) || Number.isNaN(a)) {
			expect(Number.isNaN(a), `${label}, row ${i}: ${a} for ${e}`).toBe(Number.isNaN(e));
			continue;
		}
		const scale = Math.max(Math.abs(e), size * 1e-3);
		if (Math.abs(a - e) > tolerance * scale) expect.fail(`${label}, row ${i}: ${a} is not ${e}`);
	}
}
