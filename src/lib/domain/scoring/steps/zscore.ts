import { z } from 'zod';
import { extent, mean, standardDeviation } from '../column-statistics';
import { defineStep, noSpread, stepParameters } from './step';

/**
 * (x − mean) / sd · s + m, sd with n − 1, among the peers; `mean` m and `sd` s default to 0 and 1. (COINr `n_zscore`)
 * Constant column or single value: no spread. Constancy is asked of the values: the computed sd of ten times 0.1 is not 0.
 */
export const zscore = defineStep({
	do: 'zscore',
	normalises: true,
	parameters: stepParameters('zscore', { mean: z.number().default(0), sd: z.number().positive().default(1) }),
	run(values, parameters) {
		const { min, max } = extent(values);
		if (!(max > min)) return noSpread;
		const centre = mean(values);
		const deviation = standardDeviation(values, centre);
		if (!(deviation > 0) || !Number.isFinite(deviation)) return noSpread;
		for (let i = 0; i < values.length; i++) {
			values[i] = ((values[i]! - centre) / deviation) * parameters.sd + parameters.mean;
		}
		return { statistics: { mean: centre, sd: deviation } };
	}
});
