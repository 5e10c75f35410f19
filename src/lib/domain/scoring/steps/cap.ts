import { z } from 'zod';
import { defineStep, stepParameters } from './step';

/** min(max(x, min), max), in the measure of the raw value. Applying it twice changes nothing more. */
export const cap = defineStep({
	do: 'cap',
	normalises: false,
	parameters: stepParameters('cap', { min: z.number().optional(), max: z.number().optional() }),
	check({ min, max }) {
		if (min === undefined && max === undefined) {
			return [
				{ parameter: 'max', message: 'cap has neither min nor max', remedy: 'give at least one of them' }
			];
		}
		if (min !== undefined && max !== undefined && min > max) {
			return [{ parameter: 'min', message: `min ${min} is above max ${max}`, remedy: 'swap them' }];
		}
		return [];
	},
	run(values, { min, max }) {
		for (let i = 0; i < values.length; i++) {
			const value = values[i]!;
			if (min !== undefined && value < min) values[i] = min;
			else if (max !== undefined && value > max) values[i] = max;
		}
		return {};
	}
});
