import { z } from 'zod';
import { onRange, safeScale } from './linear';
import {
	checkRange,
	defineStep,
	percentScale,
	rangeSchema,
	stepParameters,
	type ParameterProblem
} from './step';

/**
 * (x − low) / (high − low), held within 0–1 unless `truncate` is false, onto `to`. Fixed posts, so peers do not matter and a
 * constant column is scored like any other. At direction −1 the posts become −high and −low. (COINr `n_goalposts`; HDI)
 */
export const goalposts = defineStep({
	do: 'goalposts',
	normalises: true,
	parameters: stepParameters('goalposts', {
		low: z.number(),
		high: z.number(),
		to: rangeSchema.default(percentScale),
		truncate: z.boolean().default(true)
	}),
	check({ low, high, to }) {
		const problems: ParameterProblem[] = checkRange('to', to);
		if (low >= high) {
			problems.push({
				parameter: 'low',
				message: `low ${low} is not below high ${high}`,
				remedy: 'let low be the smaller number; where less is better, set "direction": -1'
			});
		}
		return problems;
	},
	run(values, { low, high, to, truncate }, { isFlipped }) {
		const bottom = isFlipped ? -high : low;
		const top = isFlipped ? -low : high;
		const scale = safeScale(bottom, top);
		const spread = top * scale - bottom * scale;
		for (let i = 0; i < values.length; i++) {
			let share = (values[i]! * scale - bottom * scale) / spread;
			if (truncate) {
				if (share < 0) share = 0;
				else if (share > 1) share = 1;
			}
			values[i] = onRange(share, to);
		}
		return {};
	}
});
