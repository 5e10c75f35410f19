import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { FrameworkDefinition } from '../../../domain/framework/definition';
import type { ReadableRound } from '../../../domain/round/readable-round';
import type { Context } from '../../context';
import { getFrameworkDefinition } from '../../db/queries/framework';
import { listScorePage, type ScorePlace, type ScoreRow } from '../../db/queries/score-page';
import { getUnitByCode } from '../../db/queries/unit';
import { listReadableRounds } from '../ranking/list-readable-rounds';

/** A round whose results may be read. @throws DomainError `notFound`: there is none, or the reader may not know of it */
export async function getReadableRound(
	ctx: Context,
	id: number
): Promise<{ round: ReadableRound; definition: FrameworkDefinition }> {
	demand(ctx.actor, 'published.read');
	const round = (await listReadableRounds(ctx)).find((each) => each.id === id);
	if (!round)
		throw new DomainError('notFound', `There is no round ${id} with results that you may read`, {
			round: id
		});
	return { round, definition: await getFrameworkDefinition(ctx.db, round.frameworkVersionId) };
}

export interface ScoreQuery {
	readonly roundId: number;
	readonly units?: readonly string[] | undefined;
	readonly subtree?: string | undefined;
	readonly nodes?: readonly string[] | undefined;
	readonly after: ScorePlace | undefined;
	readonly limit: number;
}

/** Scores, ranks and grades of a round, node by node. @throws DomainError `notFound`, `unknownUnit` */
export async function listRoundScores(ctx: Context, query: ScoreQuery): Promise<ScoreRow[]> {
	const published = demand(ctx.actor, 'published.read');
	const { round } = await getReadableRound(ctx, query.roundId);
	const subtree = query.subtree && (await getUnitByCode(ctx.db, published, query.subtree)).path;
	const { units, nodes } = query;
	return listScorePage(ctx.db, round.scope, round.id, { units, nodes, subtree }, query.after, query.limit);
}
