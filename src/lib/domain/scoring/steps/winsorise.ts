import { z } from 'zod';
import { present, shape, type Shape } from '../column-statistics';
import { defineStep, stepParameters, type StepOutcome } from './step';

export const winsoriseParameters = {
	winmax: z.int().min(1).default(5),
	skew: z.number().positive().default(2),
	kurtosis: z.number().default(3.5)
};

export interface WinsoriseLimits {
	readonly winmax: number;
	readonly skew: number;
	readonly kurtosis: number;
}

/**
 * Pulls outliers in, one plateau at a time, while the distribution fails the test and fewer than `winmax` values were moved:
 * at skewness ≥ 0 all values at the top go to the next lower one, else all at the bottom go to the next higher.
 * Passes at |skewness| < skew or kurtosis < kurtosis (both strict). Kept even if the test still fails. Ties move together,
 * so they can overshoot `winmax`. Source: COINr 1.1 `winsorise`. Below 4 values or without spread: untouched.
 */
export const winsorise = defineStep({
	do: 'winsorise',
	normalises: false,
	parameters: stepParameters('winsorise', winsoriseParameters),
	run(values, parameters) {
		return winsoriseColumn(values, parameters).outcome;
	}
});

/** The loop itself; `isTamed` says whether the distribution passes in the end. */
export function winsoriseColumn(
	values: Float64Array,
	limits: WinsoriseLimits
): { isTamed: boolean; outcome: StepOutcome } {
	const sorted = present(values).sort();
	const before = shape(sorted);
	if (isAcceptable(before, limits))
		return { isTamed: true, outcome: { statistics: { ...before, moved: 0 } } };
	const working = sorted.slice();
	let after = before;
	let below = 0;
	let above = 0;
	while (!isAcceptable(after, limits) && below + above < limits.winmax) {
		if (after.skewness >= 0) {
			above = plateauFromTop(working);
			working.fill(working[working.length - above - 1]!, working.length - above);
		} else {
			below = plateauFromBottom(working);
			working.fill(working[below]!, 0, below);
		}
		after = shape(working);
	}
	const low = working[0]!;
	const high = working[working.length - 1]!;
	for (let i = 0; i < values.length; i++) {
		if (values[i]! < low) values[i] = low;
		else if (values[i]! > high) values[i] = high;
	}
	return {
		isTamed: isAcceptable(after, limits),
		outcome: {
			statistics: {
				...before,
				low,
				high,
				moved: below + above,
				skewnessAfter: after.skewness,
				kurtosisAfter: after.kurtosis
			}
		}
	};
}

/** A column too small or too even to have a shape is left alone. */
function isAcceptable({ skewness, kurtosis }: Shape, limits: WinsoriseLimits): boolean {
	return Number.isNaN(kurtosis) || Math.abs(skewness) < limits.skew || kurtosis < limits.kurtosis;
}

function plateauFromTop(sorted: Float64Array): number {
	const top = sorted[sorted.length - 1]!;
	let count = 1;
	while (sorted[sorted.length - 1 - count] === top) count++;
	return count;
}

function plateauFromBottom(sorted: Float64Array): number {
	let count = 1;
	while (sorted[count] === sorted[0]) count++;
	return count;
}
