import { extent } from '../column-statistics';
import { onRange, safeScale } from './linear';
import { checkRange, defineStep, noSpread, rangeSchema, stepParameters } from './step';

/** 1 − (max − x) / (max − min) among the peers, 0 to 1 unless `to`. Constant column or single value: no spread. (COINr `n_dist2max`) */
export const distanceToMax = defineStep({
	do: 'distanceToMax',
	normalises: true,
	parameters: stepParameters('distanceToMax', { to: rangeSchema.default([0, 1]) }),
	check: ({ to }) => checkRange('to', to),
	run(values, { to }) {
		const { min, max } = extent(values);
		if (!(max > min)) return noSpread;
		const scale = safeScale(min, max);
		const spread = max * scale - min * scale;
		for (let i = 0; i < values.length; i++) {
			values[i] = onRange(1 - (max * scale - values[i]! * scale) / spread, to);
		}
		return { statistics: { min, max } };
	}
});
