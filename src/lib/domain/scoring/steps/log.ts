import { z } from 'zod';
import { defineStep, stepParameters } from './step';

/** ln(x + offset). What is not above 0 after the offset has no logarithm, and is named instead of becoming −∞. */
export const log = defineStep({
	do: 'log',
	normalises: false,
	parameters: stepParameters('log', { offset: z.number().default(0) }),
	run(values, { offset }, frame) {
		for (let i = 0; i < values.length; i++) {
			const argument = values[i]! + offset;
			if (argument <= 0) {
				frame.report(
					i,
					`log of ${argument} (value ${values[i]} + offset ${offset}) is undefined`,
					'raise the offset above the lowest value, or cap first'
				);
			}
			values[i] = argument > 0 ? Math.log(argument) : NaN;
		}
		return {};
	}
});
