import { extent } from '../column-statistics';
import { onRange } from './linear';
import { checkRange, defineStep, noSpread, rangeSchema, stepParameters } from './step';

/**
 * x / max among the peers, onto `to` as 0–1. Refused with direction −1, where both signs would cancel and the worst would win
 * (a defect of COINr `n_fracmax`). A maximum of 0: no spread. A negative maximum would turn the order around: an error.
 */
export const fractionOfMax = defineStep({
	do: 'fractionOfMax',
	normalises: true,
	parameters: stepParameters('fractionOfMax', { to: rangeSchema.default([0, 1]) }),
	check({ to }, direction) {
		const problems = checkRange('to', to);
		if (direction === 1) return problems;
		return [
			...problems,
			{
				parameter: 'do',
				message:
					'fractionOfMax cannot score an indicator of direction -1: higher values would still score higher',
				remedy: 'use minmax, distanceToMax or goalposts instead'
			}
		];
	},
	run(values, { to }, frame) {
		const { max } = extent(values);
		if (max === 0 || max === -Infinity) return noSpread;
		if (max < 0) {
			frame.report(
				values.findIndex((value) => value === max),
				`fractionOfMax needs a positive maximum, the highest value is ${max}`,
				'use minmax or goalposts, which take negative values'
			);
		}
		for (let i = 0; i < values.length; i++) values[i] = onRange(values[i]! / max, to);
		return { statistics: { max } };
	}
});
