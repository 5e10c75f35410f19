import { demand } from '../../../domain/access/can';
import { consistencyOf, type RoundConsistency } from '../../../domain/assessment/consistency';
import type { RoundHead } from '../../../domain/round/readable-round';
import type { Context } from '../../context';
import { listCompleteScores } from '../../db/queries/moderation';
import { readable } from '../round/get-round-board';

/**
 * How the assessors of a round compare with each other, from cells in which all have submitted. For those who assign assessors; it
 * changes no score. @throws DomainError `forbidden`, `notFound`
 */
export async function getConsistency(
	ctx: Context,
	roundId: number
): Promise<{ head: RoundHead; consistency: RoundConsistency }> {
	demand(ctx.actor, 'assessment.assign');
	const { head } = await readable(ctx, roundId);
	const scope = demand(ctx.actor, 'assessment.assign', head.rootPath);
	return { head, consistency: consistencyOf(await listCompleteScores(ctx.db, scope, roundId)) };
}
