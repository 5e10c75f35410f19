import { and, desc, eq } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { PublishedChange } from '../../../domain/publication/publication';
import type { Db, Tx } from '../client';
import { appUser, appeal, scoreDecision, unit } from '../schema';
import { withinScope } from './unit';

/** Keeps a score that was decided, by moderation or on an appeal, in the place of the consolidated one. The newest counts. */
export async function insertScoreDecision(tx: Tx, row: typeof scoreDecision.$inferInsert): Promise<void> {
	await tx.insert(scoreDecision).values(row);
}

/** What was decided in the place of the consolidated score of a cell. */
export interface CountingDecision {
	readonly origin: 'moderation' | 'appeal';
	readonly appealId: number | null;
	/** points 0–100 */
	readonly score: number;
	readonly reason: string;
	readonly byName: string;
	readonly at: Date;
	/** what an appeal changed in score and place; null of a moderated score */
	readonly difference: { readonly node: PublishedChange; readonly total: PublishedChange } | null;
}

/** The decision that counts in one cell, if there is one. */
export async function findScoreDecision(
	db: Db,
	scope: Scope,
	cell: { readonly roundId: number; readonly unitId: number; readonly indicatorId: number }
): Promise<CountingDecision | undefined> {
	const [row] = await db
		.select({
			origin: scoreDecision.origin,
			appealId: scoreDecision.appealId,
			score: scoreDecision.score,
			reason: scoreDecision.reason,
			byName: appUser.name,
			at: scoreDecision.decidedAt,
			difference: appeal.difference
		})
		.from(scoreDecision)
		.innerJoin(unit, eq(unit.id, scoreDecision.unitId))
		.innerJoin(appUser, eq(appUser.id, scoreDecision.decidedBy))
		.leftJoin(appeal, eq(appeal.id, scoreDecision.appealId))
		.where(
			and(
				eq(scoreDecision.roundId, cell.roundId),
				eq(scoreDecision.unitId, cell.unitId),
				eq(scoreDecision.indicatorId, cell.indicatorId),
				withinScope(scope)
			)
		)
		.orderBy(desc(scoreDecision.id))
		.limit(1);
	return row;
}
