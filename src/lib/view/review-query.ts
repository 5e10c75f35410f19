import { z } from 'zod';
import { reviewFlags, reviewSteps } from '../domain/indicator/review-cell';

const empty = z.literal('').transform(() => undefined);
const code = z.string().trim().min(1).max(100).or(empty).optional();

/** What narrows the queue, as it stands in addresses. */
export const reviewQuerySchema = z.object({
	step: z.enum(reviewSteps).or(empty).optional().catch(undefined),
	/** the number of a round: its units, indicators and periods alone */
	round: z.coerce.number().int().positive().max(2_147_483_647).optional().or(empty).catch(undefined),
	unit: code,
	sector: code,
	indicator: code,
	period: code,
	flag: z.enum(reviewFlags).or(empty).optional().catch(undefined),
	page: z.coerce.number().int().positive().max(100_000).optional().catch(undefined),
	/** what has just been done, for the message on the next page */
	done: z.enum(['approve', 'return', 'endorse', 'sendBack', 'reopen', 'correct']).optional().catch(undefined),
	count: z.coerce.number().int().min(0).max(100_000).optional().catch(undefined)
});
export type ReviewPageQuery = z.infer<typeof reviewQuerySchema>;

/** The part of an address that narrows the queue, to be carried along. */
export function reviewAddress({
	step,
	round,
	unit,
	sector,
	indicator,
	period,
	flag
}: ReviewPageQuery): string {
	const parameters = new URLSearchParams();
	for (const [name, value] of Object.entries({ step, round, unit, sector, indicator, period, flag })) {
		if (value !== undefined) parameters.set(name, String(value));
	}
	return parameters.toString();
}
