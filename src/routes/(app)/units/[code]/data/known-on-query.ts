import { z } from 'zod';
import { parseDay } from '$lib/view/known-on';
import { toIsoDate } from '$lib/view/format';

const querySchema = z.object({
	period: z.string().min(1).max(20).optional(),
	knownOn: z.string().max(100).optional()
});

/** Period and day of an address; a day that is none is shown as it was typed, and the present instead. */
export function parseKnownOn(parameters: URLSearchParams, now: Date) {
	const { period, knownOn = '' } = querySchema.parse(Object.fromEntries(parameters));
	return { period, typed: knownOn, day: parseDay(knownOn), today: toIsoDate(now) };
}
