/**
 * Which page numbers to offer: first, last, the current one and its neighbours. A negative number is a gap
 * (its own, so that it can key a list): pageWindow(6, 20) → [1, -2, 5, 6, 7, -8, 20].
 */
export function pageWindow(page: number, pageCount: number): number[] {
	const offered = [...new Set([1, page - 1, page, page + 1, pageCount])]
		.filter((number) => number >= 1 && number <= pageCount)
		.sort((a, b) => a - b);
	return offered.flatMap((number, position) => {
		const before = offered[position - 1] ?? number - 1;
		if (number - before === 1) return [number];
		// A gap of one page is no shorter than its number.
		return number - before === 2 ? [number - 1, number] : [-(before + 1), number];
	});
}
