import { demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import { correctRound } from '../round/correct-round';
import { getKnownPublication } from './list-publications';

/** Begins the correction of a publication by its address. @returns the id of the new round @throws as `correctRound` */
export async function correctPublication(
	ctx: Context,
	{ slug, reason }: { readonly slug: string; readonly reason: string }
): Promise<number> {
	demand(ctx.actor, 'round.manage');
	const { head } = await getKnownPublication(ctx, slug);
	return correctRound(ctx, { roundId: head.id, reason });
}
