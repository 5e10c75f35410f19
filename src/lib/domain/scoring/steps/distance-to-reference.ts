import { z } from 'zod';
import { extent } from '../column-statistics';
import { onRange, safeScale } from './linear';
import { checkRange, defineStep, noSpread, rangeSchema, stepParameters } from './step';

/**
 * 1 − (r − x) / (r − min): 1 where the reference unit stands, 0 at the lowest peer, above 1 beyond the reference unless `cap`.
 * Mapped onto `to` as 0–1. The reference may stand in another peer group; min is the group's own. A reference that is itself
 * the minimum: no spread. A reference below the group's minimum has no meaning either: no spread. (COINr `n_dist2ref`)
 */
export const distanceToReference = defineStep({
	do: 'distanceToReference',
	normalises: true,
	parameters: stepParameters('distanceToReference', {
		unit: z.string().min(1),
		cap: z.boolean().default(false),
		to: rangeSchema.default([0, 1])
	}),
	check: ({ to }) => checkRange('to', to),
	referenceUnit: ({ unit }) => unit,
	run(values, { cap, to }, { referenceValue }) {
		const { min } = extent(values);
		if (!(referenceValue > min)) return noSpread;
		const scale = safeScale(min, referenceValue);
		const spread = referenceValue * scale - min * scale;
		for (let i = 0; i < values.length; i++) {
			const behind = (referenceValue * scale - values[i]! * scale) / spread;
			let share = 1 - behind;
			if (cap && share > 1) share = 1;
			values[i] = onRange(share, to);
		}
		return { statistics: { min, reference: referenceValue } };
	}
});
