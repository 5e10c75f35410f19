import { extent, isTooWide, shape } from '../column-statistics';
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
		// Of values further apart than a double holds, the logarithm is that of their quarters, and ln 4.
		const scale = isTooWide({ min, max }) ? 4 : 1;
		const low = min / scale;
		const offset = 0.01 * (max / scale - low);
		for (let i = 0; i < values.length; i++) {
			values[i] = Math.log(original[i]! / scale - low + offset) + Math.log(scale);
		}
		const before = shape(original);
		const after = shape(values);
		return {
			statistics: {
				...before,
				min,
				max,
				offset: offset * scale,
				skewnessAfter: after.skewness,
				kurtosisAfter: after.kurtosis
			}
		};
	}
});
