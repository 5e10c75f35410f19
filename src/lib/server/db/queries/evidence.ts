import { and, asc, count, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { Evidence, EvidenceSubject } from '../../../domain/evidence/evidence';
import type { Db, Tx } from '../client';
import { appUser, evidence, unit } from '../schema';
import { withinScope } from './unit';

const columns = {
	id: evidence.id,
	subjectKey: evidence.subjectKey,
	label: evidence.label,
	url: evidence.url,
	mediaType: evidence.mediaType,
	fileBytes: evidence.fileBytes,
	addedByName: appUser.name,
	addedAt: evidence.addedAt
};

const stands = (scope: Scope) => and(isNull(evidence.removedAt), withinScope(scope));

/** What was put beside some things to prove them, oldest first. At most `limit` in all. */
export async function listEvidenceOf(
	db: Db | Tx,
	scope: Scope,
	of: { readonly subject: EvidenceSubject; readonly keys: readonly string[] },
	limit: number
): Promise<Evidence[]> {
	if (of.keys.length === 0) return [];
	return db
		.select(columns)
		.from(evidence)
		.innerJoin(unit, eq(unit.id, evidence.unitId))
		.leftJoin(appUser, eq(appUser.id, evidence.addedBy))
		.where(and(eq(evidence.subject, of.subject), inArray(evidence.subjectKey, [...of.keys]), stands(scope)))
		.orderBy(asc(evidence.id))
		.limit(limit);
}

/** How many proofs stand beside each of some things; those with none are left out. */
export async function countEvidenceOf(
	db: Db | Tx,
	scope: Scope,
	of: { readonly subject: EvidenceSubject; readonly keys: readonly string[] }
): Promise<ReadonlyMap<string, number>> {
	if (of.keys.length === 0) return new Map();
	const rows = await db
		.select({ key: evidence.subjectKey, count: count() })
		.from(evidence)
		.innerJoin(unit, eq(unit.id, evidence.unitId))
		.where(and(eq(evidence.subject, of.subject), inArray(evidence.subjectKey, [...of.keys]), stands(scope)))
		.groupBy(evidence.subjectKey);
	return new Map(rows.map((row) => [row.key, row.count]));
}

export interface FoundEvidence extends Evidence {
	readonly unitId: number;
	readonly subject: EvidenceSubject;
	readonly fileSha256: string | null;
}

/** One proof that stands, if it belongs to a unit of the scope. */
export async function findEvidence(
	db: Db | Tx,
	scope: Scope,
	id: number
): Promise<FoundEvidence | undefined> {
	const [row] = await db
		.select({
			...columns,
			...{ unitId: evidence.unitId, subject: evidence.subject, fileSha256: evidence.fileSha256 }
		})
		.from(evidence)
		.innerJoin(unit, eq(unit.id, evidence.unitId))
		.leftJoin(appUser, eq(appUser.id, evidence.addedBy))
		.where(and(eq(evidence.id, id), stands(scope)));
	return row;
}

/** Keeps others from adding to one thing until the transaction ends, so that its number of proofs can be bounded. */
export async function holdEvidenceOf(tx: Tx, subject: EvidenceSubject, key: string): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`evidence ${subject} ${key}`}))`);
}

export async function insertEvidence(tx: Tx, row: typeof evidence.$inferInsert): Promise<number> {
	const [inserted] = await tx.insert(evidence).values(row).returning({ id: evidence.id });
	return inserted!.id;
}

/** @returns their ids, in the order of the rows */
export async function insertEvidenceRows(
	tx: Tx,
	rows: readonly (typeof evidence.$inferInsert)[]
): Promise<number[]> {
	if (rows.length === 0) return [];
	const inserted = await tx
		.insert(evidence)
		.values([...rows])
		.returning({ id: evidence.id });
	return inserted.map(({ id }) => id);
}

/** Takes away, by a mark, those of some proofs that stand beside some things. @returns what was taken away */
export async function markEvidenceRowsRemoved(
	tx: Tx,
	ids: readonly number[],
	of: { readonly subject: EvidenceSubject; readonly keys: readonly string[] },
	by: number | undefined,
	at: Date
): Promise<(typeof evidence.$inferSelect)[]> {
	if (ids.length === 0 || of.keys.length === 0) return [];
	return tx
		.update(evidence)
		.set({ removedBy: by ?? null, removedAt: at })
		.where(
			and(
				inArray(evidence.id, [...ids]),
				eq(evidence.subject, of.subject),
				inArray(evidence.subjectKey, [...of.keys]),
				isNull(evidence.removedAt)
			)
		)
		.returning();
}

/** Takes a proof away by a mark. @returns false where somebody did already */
export async function markEvidenceRemoved(
	tx: Tx,
	id: number,
	by: number | undefined,
	at: Date
): Promise<boolean> {
	const rows = await tx
		.update(evidence)
		.set({ removedBy: by ?? null, removedAt: at })
		.where(and(eq(evidence.id, id), isNull(evidence.removedAt)))
		.returning({ id: evidence.id });
	return rows.length === 1;
}
