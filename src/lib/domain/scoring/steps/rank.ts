import { z } from 'zod';
import { rankFromLowest, tieRules, type TieRule } from '../../ranking/rank';
import { extent } from '../column-statistics';
import { onRange } from './linear';
import {
	checkRange,
	defineStep,
	noSpread,
	rangeSchema,
	stepParameters,
	type Range,
	type StepOutcome
} from './step';

/**
 * Place among the peers counted from the bottom: 1 = lowest. With `to`, the first to the last place (1 to n) maps onto it,
 * and a single value has no spread. (COINr `n_rank`)
 */
export const rank = defineStep({
	do: 'rank',
	normalises: true,
	parameters: stepParameters('rank', { ties: z.enum(tieRules).default('min'), to: rangeSchema.optional() }),
	check: ({ to }) => checkRange('to', to),
	run: (values, { ties, to }) => scoreByPlace(values, ties, 1, to)
});

/**
 * Overwrites values by their place from the bottom, the lowest place being `firstPlace`; with `to`, linearly onto it.
 * Shared by `rank`, `borda` and `percentile`, which differ in nothing else.
 */
export function scoreByPlace(
	values: Float64Array,
	ties: TieRule,
	firstPlace: 0 | 1,
	to: Range | undefined
): StepOutcome {
	const places = rankFromLowest(values, ties);
	const n = places.reduce((count, place) => (Number.isNaN(place) ? count : count + 1), 0);
	if (to && n === 1) return noSpread;
	// Dense places end at the number of different values, so "last place" is the highest place given, not n.
	const last = ties === 'dense' ? extent(places).max : n;
	if (to && last === 1) return noSpread;
	for (let i = 0; i < values.length; i++) {
		values[i] = to ? onRange((places[i]! - 1) / (last - 1), to) : places[i]! - 1 + firstPlace;
	}
	// What the share was taken of, where it is not n: without it nobody could work the score out again.
	return { statistics: ties === 'dense' && to ? { n, last } : { n }, places };
}
