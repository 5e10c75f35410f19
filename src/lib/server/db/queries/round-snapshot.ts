import type { Tx } from '../client';
import { roundSnapshot } from '../schema';

/** Keeps the bytes of a round as they stand, for good. */
export async function insertSnapshot(tx: Tx, snapshot: typeof roundSnapshot.$inferInsert): Promise<void> {
	await tx.insert(roundSnapshot).values(snapshot);
}
