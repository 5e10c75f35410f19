import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Actor, Grant } from '../../../domain/access/can';
import type { Role } from '../../../domain/access/roles';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Locale } from '../../context';
import type { Db, Tx } from '../client';
import { appUser, roleGrant, unit } from '../schema';

/** An account as signing in needs it. */
export interface Account {
	readonly id: number;
	readonly email: string;
	readonly passwordHash: string;
	readonly isDisabled: boolean;
	readonly locale: Locale | null;
}

/** @param email in any case */
export async function findAccountByEmail(db: Db | Tx, email: string): Promise<Account | undefined> {
	const [row] = await db
		.select({
			id: appUser.id,
			email: appUser.email,
			passwordHash: appUser.passwordHash,
			isDisabled: appUser.isDisabled,
			locale: appUser.locale
		})
		.from(appUser)
		.where(eq(sql`lower(${appUser.email})`, email.toLowerCase()));
	return row;
}

export interface KnownActor {
	readonly actor: Actor;
	/** the language of the account; null: whatever the browser asks for */
	readonly locale: Locale | null;
}

/** Names of some users, by id. */
export async function listNamesOfUsers(db: Db | Tx, ids: readonly number[]): Promise<Map<number, string>> {
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({ id: appUser.id, name: appUser.name })
		.from(appUser)
		.where(inArray(appUser.id, [...new Set(ids)]));
	return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A user with the grants that hold now, in one query; undefined when there is no such user or the account is disabled. */
export async function findActor(db: Db | Tx, userId: number): Promise<KnownActor | undefined> {
	const rows = await db
		.select({
			name: appUser.name,
			locale: appUser.locale,
			role: roleGrant.role,
			unitId: unit.id,
			unitPath: unit.path
		})
		.from(appUser)
		.leftJoin(roleGrant, and(eq(roleGrant.userId, appUser.id), isNull(roleGrant.revokedAt)))
		.leftJoin(unit, eq(unit.id, roleGrant.unitId))
		.where(and(eq(appUser.id, userId), eq(appUser.isDisabled, false)))
		.orderBy(roleGrant.id);
	const [first] = rows;
	if (!first) return undefined;
	const grants = rows.flatMap(({ role, unitId, unitPath }): Grant[] =>
		role !== null && unitId !== null && unitPath !== null ? [{ role, unitId, unitPath }] : []
	);
	return { actor: { userId, name: first.name, grants }, locale: first.locale };
}

export async function updateAccountLocale(tx: Tx, userId: number, locale: Locale): Promise<void> {
	await tx.update(appUser).set({ locale }).where(eq(appUser.id, userId));
}

export interface RoleHolder {
	readonly email: string;
	readonly name: string;
	readonly role: Role;
	readonly unit: LocalisedName;
}

/** The roles, with their units, that these accounts hold now. Disabled accounts are left out. */
export async function listRoleHolders(db: Db | Tx, emails: readonly string[]): Promise<RoleHolder[]> {
	const rows = await db
		.select({
			email: appUser.email,
			name: appUser.name,
			role: roleGrant.role,
			unitEn: unit.nameEn,
			unitZh: unit.nameZh
		})
		.from(appUser)
		.innerJoin(roleGrant, and(eq(roleGrant.userId, appUser.id), isNull(roleGrant.revokedAt)))
		.innerJoin(unit, eq(unit.id, roleGrant.unitId))
		.where(and(inArray(appUser.email, [...emails]), eq(appUser.isDisabled, false)))
		.orderBy(roleGrant.id);
	return rows.map(({ unitEn, unitZh, ...holder }) => ({ ...holder, unit: { en: unitEn, 'zh-CN': unitZh } }));
}
