import { can, demand, isWithin } from '../../../domain/access/can';
import type { RoundHead } from '../../../domain/round/readable-round';
import type { StageWindow } from '../../../domain/round/round';
import { scopeOfRound } from '../../../domain/round/visibility';
import type { Context } from '../../context';
import { listStageWindows } from '../../db/queries/observation';
import { listRoundHeads } from '../../db/queries/round-head';

export interface KnownRound extends RoundHead {
	/** the timetable; undefined for those who do not take part */
	readonly windows: readonly StageWindow[] | undefined;
}

/** Rounds that the reader may know of, newest period first: published ones, and all of trees in which rounds are the reader's matter. */
export async function listKnownRounds(ctx: Context): Promise<KnownRound[]> {
	demand(ctx.actor, 'published.read');
	const own = can(ctx.actor, 'round.read')?.subtrees ?? [];
	const takesPart = (root: string): boolean =>
		own === 'everything' || own.some((path) => isWithin(path, root) || isWithin(root, path));
	const heads = (await listRoundHeads(ctx.db)).filter(
		(head) => takesPart(head.rootPath) || scopeOfRound(ctx.actor, head) !== undefined
	);
	const windows = await listStageWindows(
		ctx.db,
		heads.map(({ id }) => id)
	);
	return heads.map((head) => ({
		...head,
		windows: takesPart(head.rootPath) ? (windows.get(head.id) ?? []) : undefined
	}));
}
