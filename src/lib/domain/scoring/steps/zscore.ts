import { z } from 'zod';
import { extent, isTooWide, mean, quartersOf, standardDeviation } from '../column-statistics';
import { defineStep, noSpread, stepParameters } from './step';

/**
 * (x − mean) / sd · s + m, sd with n − 1, among the peers; `mean` m and `sd` s default to 0 and 1. (COINr `n_zscore`)
 * Constant column or single value: no spread. Constancy is asked of the values: the computed sd of ten times 0.1 is not 0.
 * Values further apart than the largest double are taken at a quarter of theirs, which changes no score; an sd that no double holds
 * then stands on the receipt as its quarter, `sdQuarter`.
 */
export const zscore = defineStep({
	do: 'zscore',
	normalises: true,
	parameters: stepParameters('zscore', { mean: z.number().default(0), sd: z.number().positive().default(1) }),
	run(values, parameters) {
		const { min, max } = extent(values);
		if (!(max > min)) return noSpread;
		const scale = isTooWide({ min, max }) ? 4 : 1;
		if (scale === 4) values.set(quartersOf(values));
		const centre = mean(values);
		const deviation = standardDeviation(values, centre);
		if (!(deviation > 0)) return noSpread;
		for (let i = 0; i < values.length; i++) {
			values[i] = ((values[i]! - centre) / deviation) * parameters.sd + parameters.mean;
		}
		const sd = deviation * scale;
		return { statistics: { mean: centre * scale, ...(sd === Infinity ? { sdQuarter: deviation } : { sd }) } };
	}
});
