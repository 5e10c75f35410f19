import type { Period } from '../../../domain/period/period';
import type { RandomStream } from './random';

/** How an average unit does at the start and after three years, as shares between 0 and 1. */
export interface TrackShape {
	readonly from: number;
	readonly to: number;
	/** standard deviation of the monthly noise, in logits */
	readonly noise: number;
	/** share of the level that the season moves up and down, in logits */
	readonly season?: number;
}

/** Where a unit stands beside the average, in logits, and how fast it moves along (1: as the average does). */
export interface Standing {
	readonly offset: number;
	readonly pace: number;
}

function logit(share: number): number {
	return Math.log(share / (1 - share));
}

function logistic(z: number): number {
	return 1 / (1 + Math.exp(-z));
}

/** Reports flag around the Spring Festival and are pushed before the year closes. */
function seasonOf(month: Period): number {
	const byMonth = [-0.5, -1, -0.1, 0.2, 0.3, 0.4, 0, -0.2, 0.3, 0.1, 0.4, 0.9];
	return byMonth[month.index - 1]!;
}

/**
 * Shares of a unit month by month: a trend towards `to`, a season, noise that remembers itself, and now and then a step up or
 * a setback, so that places change.
 */
export function shareTrack(
	random: RandomStream,
	months: readonly Period[],
	shape: TrackShape,
	standing: Standing
): Float64Array {
	const start = logit(shape.from);
	const climb = (logit(shape.to) - start) * standing.pace;
	const stepAt = random.chance(0.3) ? random.integer(4, 40) : Infinity;
	const step = random.chance(0.65) ? 0.3 + 0.5 * random.next() : -0.3 - 0.4 * random.next();
	let noise = random.normal() * shape.noise;
	return Float64Array.from(months, (month, i) => {
		noise = 0.7 * noise + 0.71 * shape.noise * random.normal();
		// Counted from the end, so that a shorter demonstration shows the last months of the longer one.
		const age = 36 - (months.length - i);
		const z = start + (climb * age) / 36 + standing.offset + (shape.season ?? 0) * seasonOf(month) + noise;
		return logistic(z + (age >= stepAt ? step : 0));
	});
}

/** Volumes month by month: growth, a season and multiplicative noise around `level`. */
export function volumeTrack(
	random: RandomStream,
	months: readonly Period[],
	level: number,
	growthPerYear: number
): Float64Array {
	const byMonth = [0.93, 0.78, 1.02, 1, 1.01, 1.06, 0.98, 0.95, 1.03, 0.99, 1.07, 1.18];
	let noise = 0;
	return Float64Array.from(months, (month, i) => {
		noise = 0.5 * noise + 0.12 * random.normal();
		const years = (36 - (months.length - i)) / 12;
		return level * growthPerYear ** years * byMonth[month.index - 1]! * Math.exp(noise);
	});
}

/** How many of `of` things a share makes: whole, and never more than there are. */
export function countOf(share: number, of: number): number {
	return Math.min(of, Math.max(0, Math.round(share * of)));
}
