import { and, desc, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Scope, UnitPath } from '../../../domain/access/can';
import type { Permission } from '../../../domain/access/permissions';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Db, Tx } from '../client';
import { apiToken, unit } from '../schema';
import { withinScope } from './unit';

/** A token as its owner sees it: never its secret, which nobody has but the program. */
export interface OwnToken {
	readonly id: number;
	readonly name: string;
	readonly prefix: string;
	readonly permissions: readonly Permission[];
	readonly units: readonly { readonly code: string; readonly name: LocalisedName }[];
	readonly createdAt: Date;
	readonly expiresAt: Date;
	readonly lastUsedAt: Date | null;
	readonly revokedAt: Date | null;
}

/** A token as it is met with when a program comes. */
export interface FoundToken {
	readonly id: number;
	readonly userId: number;
	readonly permissions: readonly Permission[];
	readonly units: readonly { readonly unitId: number; readonly unitPath: UnitPath }[];
	readonly expiresAt: Date;
	readonly revokedAt: Date | null;
	readonly lastUsedAt: Date | null;
}

export interface TokenWrite {
	readonly userId: number;
	readonly name: string;
	readonly prefix: string;
	/** SHA-256 of the secret, hex */
	readonly hash: string;
	readonly permissions: readonly Permission[];
	readonly unitIds: readonly number[];
	readonly createdAt: Date;
	readonly expiresAt: Date;
}

export async function insertToken(tx: Tx, token: TokenWrite): Promise<number> {
	const [made] = await tx.insert(apiToken).values(token).returning({ id: apiToken.id });
	return made!.id;
}

export async function findTokenByHash(db: Db, hash: string): Promise<FoundToken | undefined> {
	const [row] = await db.select().from(apiToken).where(eq(apiToken.hash, hash));
	if (!row) return undefined;
	const units =
		row.unitIds.length === 0
			? []
			: await db
					.select({ unitId: unit.id, unitPath: unit.path })
					.from(unit)
					.where(inArray(unit.id, [...row.unitIds]));
	return {
		id: row.id,
		userId: row.userId,
		permissions: row.permissions,
		units,
		expiresAt: row.expiresAt,
		revokedAt: row.revokedAt,
		lastUsedAt: row.lastUsedAt
	};
}

/** The tokens of a user, newest first. */
export async function listTokensOf(db: Db, userId: number, limit: number): Promise<OwnToken[]> {
	const rows = await db
		.select()
		.from(apiToken)
		.where(eq(apiToken.userId, userId))
		.orderBy(sql`${apiToken.revokedAt} is not null`, desc(apiToken.id))
		.limit(limit);
	const ids = [...new Set(rows.flatMap(({ unitIds }) => unitIds))];
	const units =
		ids.length === 0
			? []
			: await db
					.select({ id: unit.id, code: unit.code, en: unit.nameEn, zh: unit.nameZh })
					.from(unit)
					.where(inArray(unit.id, ids));
	const byId = new Map(units.map(({ id, code, en, zh }) => [id, { code, name: { en, 'zh-CN': zh } }]));
	return rows.map((row) => ({
		id: row.id,
		name: row.name,
		prefix: row.prefix,
		permissions: row.permissions,
		units: row.unitIds.flatMap((id) => byId.get(id) ?? []),
		createdAt: row.createdAt,
		expiresAt: row.expiresAt,
		lastUsedAt: row.lastUsedAt,
		revokedAt: row.revokedAt
	}));
}

/** How many tokens of a user still open something. */
export async function countLiveTokens(db: Db | Tx, userId: number, now: Date): Promise<number> {
	return db.$count(
		apiToken,
		and(
			eq(apiToken.userId, userId),
			isNull(apiToken.revokedAt),
			sql`${apiToken.expiresAt} > ${now.toISOString()}::timestamptz`
		)
	);
}

/** Ends a token of a user. @returns its name; undefined when it is somebody else's, not there, or ended already */
export async function updateTokenRevoked(
	tx: Tx,
	userId: number,
	id: number,
	at: Date
): Promise<string | undefined> {
	const [row] = await tx
		.update(apiToken)
		.set({ revokedAt: at })
		.where(and(eq(apiToken.id, id), eq(apiToken.userId, userId), isNull(apiToken.revokedAt)))
		.returning({ name: apiToken.name });
	return row?.name;
}

/** Notes that a token was used, unless that was noted since `unless`. */
export async function updateTokenUsed(tx: Tx, id: number, at: Date, unless: Date): Promise<void> {
	await tx
		.update(apiToken)
		.set({ lastUsedAt: at })
		.where(and(eq(apiToken.id, id), or(isNull(apiToken.lastUsedAt), lt(apiToken.lastUsedAt, unless))));
}

/** Units by their codes, within a scope: what a token is made for. */
export async function listTokenUnits(
	db: Db | Tx,
	scope: Scope,
	codes: readonly string[]
): Promise<{ code: string; unitId: number; unitPath: UnitPath }[]> {
	if (codes.length === 0) return [];
	return db
		.selectDistinctOn([unit.code], { code: unit.code, unitId: unit.id, unitPath: unit.path })
		.from(unit)
		.where(and(inArray(unit.code, [...codes]), withinScope(scope)))
		.orderBy(unit.code, desc(unit.validFrom));
}

/** Names of the units on which somebody holds a role. */
export async function listUnitsById(
	db: Db,
	ids: readonly number[]
): Promise<{ code: string; name: LocalisedName }[]> {
	if (ids.length === 0) return [];
	const rows = await db
		.select({ code: unit.code, en: unit.nameEn, zh: unit.nameZh })
		.from(unit)
		.where(inArray(unit.id, [...ids]))
		.orderBy(unit.code);
	return rows.map(({ code, en, zh }) => ({ code, name: { en, 'zh-CN': zh } }));
}
