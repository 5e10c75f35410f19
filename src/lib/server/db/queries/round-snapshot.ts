import { and, desc, eq } from 'drizzle-orm';
import type { Db, Tx } from '../client';
import { roundSnapshot } from '../schema';

/** Keeps the bytes of a round as they stand, for good. */
export async function insertSnapshot(tx: Tx, snapshot: typeof roundSnapshot.$inferInsert): Promise<void> {
	await tx.insert(roundSnapshot).values(snapshot);
}

/** SHA-256 of a round's bytes as they were put up for objection; undefined before. */
export async function findPublicityHash(db: Db | Tx, roundId: number): Promise<string | undefined> {
	const [row] = await db
		.select({ sha256: roundSnapshot.sha256 })
		.from(roundSnapshot)
		.where(and(eq(roundSnapshot.roundId, roundId), eq(roundSnapshot.kind, 'provisional')))
		.orderBy(desc(roundSnapshot.takenAt), desc(roundSnapshot.id))
		.limit(1);
	return row?.sha256;
}
