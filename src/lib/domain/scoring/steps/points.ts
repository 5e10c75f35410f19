import { onRange, safeScale } from './linear';
import { checkRange, defineStep, percentScale, rangeSchema, stepParameters } from './step';

/**
 * The value is the score already, or is mapped linearly: c + (x − a)(d − c) / (b − a) for `from` [a, b] and `to` [c, d].
 * Nothing is cut off outside `from`. If one of both is left out it is [0, 100].
 */
export const points = defineStep({
	do: 'points',
	normalises: false,
	parameters: stepParameters('points', { from: rangeSchema.optional(), to: rangeSchema.optional() }),
	check({ from, to }) {
		return [...checkRange('from', from), ...checkRange('to', to)];
	},
	run(values, { from, to }) {
		if (!from && !to) return {};
		const [a, b] = from ?? percentScale;
		const onto = to ?? percentScale;
		const scale = safeScale(a, b);
		const width = b * scale - a * scale;
		for (let i = 0; i < values.length; i++) {
			values[i] = onRange((values[i]! * scale - a * scale) / width, onto);
		}
		return {};
	}
});
