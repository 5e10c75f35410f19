import { checkRange, defineStep, rangeSchema, stepParameters } from './step';
import { scoreByPlace } from './rank';

/** Percentile rank among the peers: (place from the bottom − 1) / (n − 1), 0 to 1 unless `to`. A single value: no spread. (COINr `n_prank`) */
export const percentile = defineStep({
	do: 'percentile',
	normalises: true,
	parameters: stepParameters('percentile', { to: rangeSchema.default([0, 1]) }),
	check: ({ to }) => checkRange('to', to),
	run: (values, { to }) => scoreByPlace(values, 'min', 0, to)
});
