import { z } from 'zod';
import { localisedTextSchema } from '../../framework/localised-text';
import { defineStep, stepParameters } from './step';

/** Points of the last band whose `from` (inclusive) the value reaches. Below the first band there are no points to give: an error. */
export const bands = defineStep({
	do: 'bands',
	normalises: false,
	parameters: stepParameters('bands', {
		bands: z
			.array(z.strictObject({ from: z.number(), points: z.number(), name: localisedTextSchema.optional() }))
			.min(1)
	}),
	check({ bands }) {
		const wrong = bands.findIndex((band, i) => i > 0 && band.from <= bands[i - 1]!.from);
		if (wrong < 0) return [];
		return [
			{
				parameter: `bands[${wrong}].from`,
				message: `band from ${bands[wrong]!.from} does not lie above the band before it`,
				remedy: 'list the bands in ascending order of "from"'
			}
		];
	},
	run(values, { bands }, frame) {
		for (let i = 0; i < values.length; i++) {
			const value = values[i]!;
			if (value !== value) continue;
			let band = bands.length - 1;
			while (band >= 0 && value < bands[band]!.from) band--;
			if (band < 0) {
				frame.report(
					i,
					`value ${value} lies below the first band, which starts at ${bands[0]!.from}`,
					'add a band that starts lower'
				);
			} else values[i] = bands[band]!.points;
		}
		return {};
	}
});
