/** A point of a small chart, in its own coordinates, y downwards. */
export type Point = readonly [x: number, y: number];

/**
 * A line broken where values are missing: each unbroken run as its points, a single value as one point. x runs over the whole width
 * by place in `values`, y from the frame's low (bottom) to its high (top), two units of air at either end.
 */
export function linePieces(
	values: readonly (number | null)[],
	frame: { readonly low: number; readonly high: number },
	width: number,
	height: number
): Point[][] {
	const pieces: Point[][] = [];
	let current: Point[] = [];
	const step = values.length > 1 ? (width - 4) / (values.length - 1) : 0;
	values.forEach((value, i) => {
		if (value === null) {
			if (current.length > 0) pieces.push(current);
			current = [];
			return;
		}
		const share = (value - frame.low) / (frame.high - frame.low);
		current.push([tenths(2 + i * step), tenths(height - 2 - share * (height - 4))]);
	});
	if (current.length > 0) pieces.push(current);
	return pieces;
}

/** Tenths of a pixel are finer than can be seen, and make a page of charts half as long. */
function tenths(value: number): number {
	return Math.round(value * 10) / 10;
}
