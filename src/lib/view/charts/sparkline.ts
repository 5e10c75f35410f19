import { isNumber } from './numbers';

type Point = [x: number, y: number];

export interface SparklinePaths {
	/** SVG path data; a gap in the values is a gap in the line. */
	line: string;
	/** Points without a neighbour, which a line alone would not show. */
	dots: Point[];
	last: Point | null;
	targetY: number | null;
}

const edge = 3;
const round = (value: number): number => Math.round(value * 100) / 100;

/** The geometry of a sparkline in a box of `width` × `height` pixels; equal values lie in the middle. */
export function sparklinePaths(
	values: (number | null)[],
	{ width, height, target }: { width: number; height: number; target?: number | null }
): SparklinePaths {
	const present = [...values, target ?? null].filter(isNumber);
	const low = Math.min(...present);
	const span = Math.max(...present) - low;
	const x = (at: number) =>
		round(values.length > 1 ? edge + (at / (values.length - 1)) * (width - 2 * edge) : width / 2);
	const y = (value: number) =>
		round(span > 0 ? height - edge - ((value - low) / span) * (height - 2 * edge) : height / 2);
	const points = values.map((value, at): Point | null => (isNumber(value) ? [x(at), y(value)] : null));
	const isAlone = (at: number) => !points[at - 1] && !points[at + 1];
	return {
		line: points
			.map((point, at) =>
				point && !isAlone(at) ? `${points[at - 1] ? 'L' : 'M'}${point[0]} ${point[1]}` : ''
			)
			.join(''),
		dots: points.filter((point, at): point is Point => point !== null && isAlone(at)),
		last: points.findLast((point) => point !== null) ?? null,
		targetY: isNumber(target) && present.length ? y(target) : null
	};
}
