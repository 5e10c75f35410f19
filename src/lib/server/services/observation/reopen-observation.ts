import { addDays } from 'date-fns';
import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { longestReopeningDays } from '../../../domain/indicator/observation-flow';
import type { CellRef } from '../../../domain/indicator/review-cell';
import type { Context } from '../../context';
import { decideCells, type DecidedCells } from './decide-cells';

export interface Reopening {
	readonly cell: CellRef;
	readonly reason: string;
	/** whole days from now */
	readonly days: number;
}

/**
 * Opens one approved cell again, for a time. What was approved goes on counting until another value is submitted in its place, which
 * needs approval again; without one the cell locks by itself when the time is over.
 * @throws DomainError `forbidden`, `invalidInput`
 */
export async function reopenObservation(
	ctx: Context,
	{ cell, reason, days }: Reopening
): Promise<DecidedCells> {
	demand(ctx.actor, 'observation.reopen');
	if (!Number.isInteger(days) || days < 1 || days > longestReopeningDays) {
		throw new DomainError('invalidInput', `A cell opens for 1 to ${longestReopeningDays} days`, {
			field: 'days'
		});
	}
	const until = addDays(ctx.now, days);
	return ctx.db.transaction((tx) => decideCells(tx, ctx, [cell], { step: 'reopen', reason, until }));
}
