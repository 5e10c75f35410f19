import { z } from 'zod';
import { DomainError } from '../domain/errors';
import { workOrders, workStates, type WorkFilter, type WorkOrder } from '../domain/assessment/worklist';
import type { WorkAddress } from './assess-address';

const roundId = z.coerce.number().int().positive().max(2_147_483_647);
const code = z.string().trim().min(1).max(200);

/** What narrows the assigned cells, as it stands in addresses. Shared by the list, the cell and the actions of both. */
export const workQuerySchema = z.object({
	round: roundId.optional(),
	indicator: code.optional(),
	region: code.optional(),
	unit: code.optional(),
	/** those marked to come back to alone */
	flagged: z.literal('1').optional(),
	/** by what they are gone through; absent: by indicator */
	by: z.enum(workOrders).optional(),
	state: z.enum(workStates).optional(),
	page: z.coerce.number().int().positive().max(100_000).optional(),
	/** what has just been done, for the message on the next page */
	submitted: z.coerce.number().int().min(0).max(100_000).optional().catch(undefined),
	uncommented: z.coerce.number().int().min(0).max(100_000).optional().catch(undefined),
	kept: z.coerce.number().int().min(0).max(100_000).optional().catch(undefined),
	done: z.enum(['saved', 'submitted', 'skipped']).optional().catch(undefined)
});

export type WorkQuery = z.infer<typeof workQuerySchema>;

export const cellIdSchema = roundId;

const gridPart = {
	round: roundId,
	/** whether the scores of the round before are shown */
	previous: z.literal('shown').optional(),
	saved: workQuerySchema.shape.submitted,
	submitted: workQuerySchema.shape.submitted,
	uncommented: workQuerySchema.shape.uncommented,
	kept: workQuerySchema.shape.kept
};

/** A grid is of one indicator or of one unit. */
export const gridQuerySchema = z.union([
	z.object({ ...gridPart, indicator: code, unit: z.undefined().optional() }),
	z.object({ ...gridPart, unit: code, indicator: z.undefined().optional() })
]);

export type GridQuery = z.infer<typeof gridQuerySchema>;

/** What the address of a page of assessments names. @throws DomainError `notFound` where it can name none */
export function readWorkAddress<T>(schema: z.ZodType<T>, given: unknown): T {
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;
	throw new DomainError('notFound', 'This is no address of an assessment', { assessment: given });
}

/** The part of an address that narrows the cells, to be carried along. */
export function filterOf({ round, indicator, region, unit, flagged }: WorkQuery): WorkFilter {
	return { round, indicator, region, unit, isFlagged: flagged !== undefined };
}

export function orderOf({ by }: WorkQuery): WorkOrder {
	return by ?? 'indicator';
}

/** The part of an address that is carried along from page to page. */
export function addressOf({ round, indicator, region, unit, flagged, by }: WorkQuery): WorkAddress {
	return { round, indicator, region, unit, flagged, by };
}

/** What a form says that it was drawn from; absent in a form is no number. */
export const revisionSchema = z.coerce.number().int().min(0).max(2_147_483_647);
