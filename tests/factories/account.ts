import { eq } from 'drizzle-orm';
import type { Role } from '../../src/lib/domain/access/roles';
import { hashPassword } from '../../src/lib/server/auth/password';
import type { Db } from '../../src/lib/server/db/client';
import { appUser, roleGrant, unit } from '../../src/lib/server/db/schema';

export interface PlacedUnit {
	readonly id: number;
	readonly path: string;
	readonly code: string;
}

/** A region below `parent` (or a root). */
export async function addRegion(db: Db, code: string, parent?: PlacedUnit): Promise<PlacedUnit> {
	const [row] = await db
		.insert(unit)
		.values({
			code,
			kind: 'region',
			level: parent ? 'province' : 'nation',
			parentId: parent?.id ?? null,
			path: `new ${code}`,
			nameEn: `Region ${code}`,
			nameZh: `地区${code}`,
			shortNameEn: code,
			shortNameZh: code
		})
		.returning({ id: unit.id });
	if (!row) throw new Error('no row came back');
	const path = parent ? `${parent.path}.${row.id}` : String(row.id);
	await db.update(unit).set({ path }).where(eq(unit.id, row.id));
	return { id: row.id, path, code };
}

export interface AccountSeed {
	readonly email: string;
	readonly password?: string;
	readonly name?: string;
	readonly isDisabled?: boolean;
	readonly locale?: 'en' | 'zh-CN';
	readonly grants?: readonly (readonly [Role, PlacedUnit])[];
}

/** An account with its grants; without a password nobody can sign in to it. @returns its id */
export async function addAccount(db: Db, seed: AccountSeed): Promise<number> {
	const [row] = await db
		.insert(appUser)
		.values({
			email: seed.email,
			name: seed.name ?? seed.email,
			passwordHash: seed.password === undefined ? 'none' : await hashPassword(seed.password),
			isDisabled: seed.isDisabled ?? false,
			locale: seed.locale ?? null
		})
		.returning({ id: appUser.id });
	if (!row) throw new Error('no row came back');
	for (const [role, place] of seed.grants ?? []) {
		await db.insert(roleGrant).values({ userId: row.id, role, unitId: place.id });
	}
	return row.id;
}
