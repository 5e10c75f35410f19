import { z } from 'zod';
import { extent } from '../column-statistics';
import { onRange, safeScale } from './linear';
import { checkRange, defineStep, noSpread, rangeSchema, stepParameters } from './step';

/**
 * (x − min) / (target − min), min among the peers: 1 where the target is met, above 1 beyond it unless `cap`; onto `to` as 0–1.
 * At direction −1 the target becomes −target. A target equal to the minimum: no spread; a target on the wrong side of
 * the minimum would turn the order around, which is an error that names the remedy. (COINr `n_dist2targ`)
 */
export const distanceToTarget = defineStep({
	do: 'distanceToTarget',
	normalises: true,
	parameters: stepParameters('distanceToTarget', {
		target: z.number(),
		cap: z.boolean().default(false),
		to: rangeSchema.default([0, 1])
	}),
	check: ({ to }) => checkRange('to', to),
	run(values, { target, cap, to }, frame) {
		const { min } = extent(values);
		const goal = frame.isFlipped ? -target : target;
		if (min === Infinity || goal === min) return noSpread;
		if (goal < min) {
			frame.report(
				values.findIndex((value) => value === min),
				`target ${target} lies on the wrong side of the worst value ${frame.isFlipped ? -min : min}`,
				'set a target that is better than the worst value, or check the direction'
			);
		}
		const scale = safeScale(min, goal);
		const spread = goal * scale - min * scale;
		for (let i = 0; i < values.length; i++) {
			let share = (values[i]! * scale - min * scale) / spread;
			if (cap && share > 1) share = 1;
			values[i] = onRange(share, to);
		}
		return { statistics: { min } };
	}
});
