import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { UnitPath } from '../../../domain/access/can';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Db, Tx } from '../client';
import { interestDeclaration, unit } from '../schema';

/** A conflict of interest that somebody declared of himself. */
export interface DeclaredInterest {
	readonly id: number;
	readonly unit: { readonly code: string; readonly name: LocalisedName };
	readonly reason: string;
	readonly declaredAt: Date;
	readonly endedAt: Date | null;
}

/** What somebody declared, what holds first, newest first. At most `limit`. */
export async function listInterestsOf(db: Db, userId: number, limit: number): Promise<DeclaredInterest[]> {
	const rows = await db
		.select({ interest: interestDeclaration, code: unit.code, en: unit.nameEn, zh: unit.nameZh })
		.from(interestDeclaration)
		.innerJoin(unit, eq(unit.id, interestDeclaration.unitId))
		.where(eq(interestDeclaration.userId, userId))
		.orderBy(
			sql`${interestDeclaration.endedAt} desc nulls first`,
			sql`${interestDeclaration.declaredAt} desc`,
			asc(interestDeclaration.id)
		)
		.limit(limit);
	return rows.map(({ interest, code, en, zh }) => ({
		id: interest.id,
		unit: { code, name: { en, 'zh-CN': zh } },
		reason: interest.reason,
		declaredAt: interest.declaredAt,
		endedAt: interest.endedAt
	}));
}

/** Roots of the subtrees that somebody has declared a conflict of interest with, as it holds now. */
export async function listConflictPaths(db: Db | Tx, userId: number | undefined): Promise<UnitPath[]> {
	if (userId === undefined) return [];
	const rows = await db
		.select({ path: unit.path })
		.from(interestDeclaration)
		.innerJoin(unit, eq(unit.id, interestDeclaration.unitId))
		.where(and(eq(interestDeclaration.userId, userId), isNull(interestDeclaration.endedAt)));
	return rows.map(({ path }) => path);
}

/** @returns the id; undefined where the same conflict is declared already */
export async function insertInterest(
	tx: Tx,
	interest: { userId: number; unitId: number; reason: string; declaredAt: Date }
): Promise<number | undefined> {
	const [row] = await tx
		.insert(interestDeclaration)
		.values(interest)
		.onConflictDoNothing()
		.returning({ id: interestDeclaration.id });
	return row?.id;
}

/** Ends a declaration of somebody by a mark. @returns its unit; undefined where he has none of that id that holds */
export async function endInterest(
	tx: Tx,
	userId: number,
	id: number,
	at: Date
): Promise<{ unitId: number } | undefined> {
	const [row] = await tx
		.update(interestDeclaration)
		.set({ endedAt: at })
		.where(
			and(
				eq(interestDeclaration.id, id),
				eq(interestDeclaration.userId, userId),
				isNull(interestDeclaration.endedAt)
			)
		)
		.returning({ unitId: interestDeclaration.unitId });
	return row;
}
