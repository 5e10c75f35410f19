import { z } from 'zod';
import { DomainError } from '../domain/errors';
import { workStates, type WorkFilter } from '../domain/assessment/worklist';

const roundId = z.coerce.number().int().positive().max(2_147_483_647);
const code = z.string().trim().min(1).max(200);

/** What narrows the assigned cells, as it stands in addresses. Shared by the list, the cell and the actions of both. */
export const workQuerySchema = z.object({
	round: roundId.optional(),
	indicator: code.optional(),
	region: code.optional(),
	state: z.enum(workStates).optional(),
	page: z.coerce.number().int().positive().max(100_000).optional(),
	/** what has just been done, for the message on the next page */
	submitted: z.coerce.number().int().min(0).max(100_000).optional().catch(undefined),
	uncommented: z.coerce.number().int().min(0).max(100_000).optional().catch(undefined),
	done: z.enum(['saved', 'submitted']).optional().catch(undefined)
});

export type WorkQuery = z.infer<typeof workQuerySchema>;

export const cellIdSchema = roundId;

export const gridQuerySchema = z.object({
	round: roundId,
	indicator: code,
	saved: workQuerySchema.shape.submitted
});

/** What the address of a page of assessments names. @throws DomainError `notFound` where it can name none */
export function readWorkAddress<T>(schema: z.ZodType<T>, given: unknown): T {
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;
	throw new DomainError('notFound', 'This is no address of an assessment', { assessment: given });
}

/** The part of an address that narrows the cells, to be carried along. */
export function filterOf({ round, indicator, region }: WorkQuery): WorkFilter {
	return { round, indicator, region };
}

/** What a form says that it was drawn from; absent in a form is no number. */
export const revisionSchema = z.coerce.number().int().min(0).max(2_147_483_647);
