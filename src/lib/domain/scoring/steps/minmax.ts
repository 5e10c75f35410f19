import { extent } from '../column-statistics';
import { mapLinearly } from './linear';
import { checkRange, defineStep, noSpread, percentScale, rangeSchema, stepParameters } from './step';

/** (x − min) / (max − min) onto `to`, min and max among the peers. Constant column or single value: no spread. (COINr `n_minmax`) */
export const minmax = defineStep({
	do: 'minmax',
	normalises: true,
	parameters: stepParameters('minmax', { to: rangeSchema.default(percentScale) }),
	check: ({ to }) => checkRange('to', to),
	run(values, { to }) {
		const { min, max } = extent(values);
		if (!(max > min)) return noSpread;
		mapLinearly(values, min, max, to);
		return { statistics: { min, max } };
	}
});
