/** Classes of a map: where they begin, and what the legend calls them. */
import type { ChartFormat, ChartFrame } from './chart';
import { formatShort } from './numbers';
import { fillWords } from './text';

/** Rounded to so many significant digits. */
const rounded = (value: number, digits: number): number => Number(value.toPrecision(digits));

/**
 * Inner bounds near the quintiles, as round as keeps them apart, strictly ascending; fewer where values hardly
 * differ. Quintiles and not equal steps, because volumes span orders of magnitude.
 */
export function tileBreaks(values: number[]): number[] {
	const sorted = [...values].sort((a, b) => a - b);
	const low = sorted[0] ?? 0;
	const high = sorted.at(-1) ?? 0;
	if (high <= low) return [];
	const quintiles = [
		...new Set([0.2, 0.4, 0.6, 0.8].map((share) => sorted[Math.floor(share * sorted.length)] ?? high))
	];
	const candidates = [1, 2, 3, 4].map((digits) =>
		[...new Set(quintiles.map((value) => rounded(value, digits)))].filter(
			(bound) => bound > low && bound <= high
		)
	);
	const most = Math.max(...candidates.map((bounds) => bounds.length));
	return candidates.find((bounds) => bounds.length === most) ?? [];
}

/** The class of a value: bounds belong to the class above them. */
export const binIndex = (value: number, breaks: number[]): number =>
	breaks.filter((bound) => value >= bound).length;

export function binLabels(breaks: number[], format: ChartFormat, frame: ChartFrame): string[] {
	const { words } = frame;
	const show = (value: number | undefined) => formatShort(value ?? 0, format, frame.locale);
	if (!breaks.length) return [words.hasData];
	return [
		fillWords(words.binBelow, { to: show(breaks[0]) }),
		...breaks.slice(1).map((to, at) => fillWords(words.binBetween, { from: show(breaks[at]), to: show(to) })),
		fillWords(words.binFrom, { from: show(breaks.at(-1)) })
	];
}
