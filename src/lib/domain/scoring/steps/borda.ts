import { checkRange, defineStep, rangeSchema, stepParameters } from './step';
import { scoreByPlace } from './rank';

/** Borda points among the peers: place from the bottom − 1, so 0 for the lowest and n − 1 for the highest. (COINr `n_borda`) */
export const borda = defineStep({
	do: 'borda',
	normalises: true,
	parameters: stepParameters('borda', { to: rangeSchema.optional() }),
	check: ({ to }) => checkRange('to', to),
	run: (values, { to }) => scoreByPlace(values, 'min', 0, to)
});
