import type { Tx } from '../client';
import { scoreDecision } from '../schema';

/** Keeps a score that was decided, by moderation or on an appeal, in the place of the consolidated one. The newest counts. */
export async function insertScoreDecision(tx: Tx, row: typeof scoreDecision.$inferInsert): Promise<void> {
	await tx.insert(scoreDecision).values(row);
}
