import type { Tx } from '../client';
import { message } from '../schema';

/** Tells somebody what became of a file; the same thing is told once. */
export async function insertMessage(tx: Tx, row: typeof message.$inferInsert): Promise<void> {
	await tx.insert(message).values(row).onConflictDoNothing();
}
