import { demand } from '../../../domain/access/can';
import { parsePeriod } from '../../../domain/period/period';
import type { Context } from '../../context';
import { checkReportedCells, type CheckCounts } from './check-reported-cells';

/**
 * Looks now at every value of a period that the actor reviews.
 * @throws DomainError `forbidden`, `invalidPeriod`
 */
export async function checkPeriod(ctx: Context, period: string): Promise<CheckCounts> {
	const scope = demand(ctx.actor, 'observation.review');
	return checkReportedCells(ctx, scope, parsePeriod(period).code);
}
