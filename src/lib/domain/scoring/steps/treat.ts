import { extent, shape } from '../column-statistics';
import { defineStep, stepParameters } from './step';
import { winsoriseColumn, winsoriseParameters } from './winsorise';

/**
 * Winsorises; where the distribution still fails the test, takes the original values again and their logarithm
 * ln(x − min + 0.01 (max − min)), kept whatever the test says then. Source: COINr 1.1 `Treat` with `log_CT`.
 * Below 4 values or without spread: untouched.
 */
export const treat = defineStep({
	do: 'treat',
	normalises: false,
	parameters: stepParameters('treat', winsoriseParameters),
	run(values, limits) {
		const original = values.slice();
		const { isTamed, outcome } = winsoriseColumn(values, limits);
		if (isTamed) return outcome;
		const { min, max } = extent(original);
		const offset = 0.01 * (max - min);
		for (let i = 0; i < values.length; i++) values[i] = Math.log(original[i]! - min + offset);
		const before = shape(original);
		const after = shape(values);
		return {
			statistics: {
				...before,
				min,
				max,
				offset,
				skewnessAfter: after.skewness,
				kurtosisAfter: after.kurtosis
			}
		};
	}
});
