import { and, eq, lt, sql } from 'drizzle-orm';
import type { Tx } from '../client';
import { idempotencyKey, rateLimit } from '../schema';

/** An answer is kept this long under its key. */
export const keptHours = 24;

/** An answer that was given under a key. */
export interface KeptAnswer {
	readonly requestHash: string;
	/** null while it is being made */
	readonly status: number | null;
	readonly headers: Readonly<Record<string, string>> | null;
	readonly body: string | null;
}

export interface KeyClaim {
	readonly userId: number;
	readonly key: string;
	readonly requestHash: string;
	readonly now: Date;
	/** what was begun before is taken for given up */
	readonly givenUpBefore: Date;
	/** what was answered before is forgotten */
	readonly forgottenBefore: Date;
}

/** Takes a key for a request. @returns undefined when it is the caller's now, else what stands under it */
export async function claimKey(tx: Tx, claim: KeyClaim): Promise<KeptAnswer | undefined> {
	const { userId, key, requestHash, now } = claim;
	const fresh = { requestHash, status: null, headers: null, body: null, createdAt: now };
	const taken = await tx
		.insert(idempotencyKey)
		.values({ userId, key, ...fresh })
		.onConflictDoUpdate({
			target: [idempotencyKey.userId, idempotencyKey.key],
			set: fresh,
			setWhere: sql`${idempotencyKey.createdAt} < case when ${idempotencyKey.status} is null
				then ${claim.givenUpBefore.toISOString()}::timestamptz else ${claim.forgottenBefore.toISOString()}::timestamptz end`
		})
		.returning({ key: idempotencyKey.key });
	if (taken.length > 0) return undefined;
	const [kept] = await tx.select().from(idempotencyKey).where(isKey(userId, key));
	return kept ?? { requestHash, status: null, headers: null, body: null };
}

export async function updateKeyAnswer(
	tx: Tx,
	userId: number,
	key: string,
	answer: { status: number; headers: Record<string, string>; body: string }
): Promise<void> {
	await tx.update(idempotencyKey).set(answer).where(isKey(userId, key));
}

export async function deleteKey(tx: Tx, userId: number, key: string): Promise<void> {
	await tx.delete(idempotencyKey).where(isKey(userId, key));
}

function isKey(userId: number, key: string) {
	return and(eq(idempotencyKey.userId, userId), eq(idempotencyKey.key, key));
}

/** Forgets answers and counters that are over. */
export async function deleteStaleApiRows(tx: Tx, keysBefore: Date, countersBefore: Date): Promise<void> {
	await tx.delete(idempotencyKey).where(lt(idempotencyKey.createdAt, keysBefore));
	await tx.delete(rateLimit).where(lt(rateLimit.expire, countersBefore));
}
