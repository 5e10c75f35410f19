import { sql } from 'drizzle-orm';
import { selectRows, type Tx } from '../../db/client';
import { appUser, groupSet, peerGroup, roleGrant, unit, unitPeerGroup } from '../../db/schema';
import { hashPassword } from '../../auth/password';
import { emailOf, peopleSeeds } from './people';
import { macroRegionNames } from './regions';
import { sectorSeeds } from './sectors';
import { demonstrationPassword, demonstrationRegionCode } from './settings';
import type { World } from './world';

/** Stores the units of the world, parents first. @returns their ids by code */
export async function loadUnits(tx: Tx, world: World): Promise<ReadonlyMap<string, number>> {
	// Taken beforehand, because a path is made of ids.
	const ids = await selectRows<{ id: number }>(
		tx,
		sql`select nextval(pg_get_serial_sequence('unit', 'id'))::int as id from generate_series(1, ${world.units.length})`
	);
	const idOf = new Map(world.units.map(({ code }, i) => [code, ids[i]!.id]));
	const pathOf = new Map<string, string>();
	const rows = world.units.map((seed) => {
		const id = idOf.get(seed.code)!;
		const path = seed.parentCode === null ? `${id}` : `${pathOf.get(seed.parentCode)!}.${id}`;
		pathOf.set(seed.code, path);
		const isRegion = seed.kind === 'region';
		return {
			id,
			code: seed.code,
			kind: seed.kind,
			level: seed.level,
			parentId: seed.parentCode === null ? null : idOf.get(seed.parentCode)!,
			path,
			...seed.names,
			sector: seed.sector,
			tileColumn: isRegion ? (seed.region?.tile[0] ?? null) : null,
			tileRow: isRegion ? (seed.region?.tile[1] ?? null) : null,
			abbreviation: isRegion ? (seed.region?.letters ?? null) : null,
			approvalSteps: seed.code === demonstrationRegionCode ? 2 : null,
			isDemonstration: true
		};
	});
	await tx.insert(unit).values(rows);
	await loadGroups(tx, world, idOf);
	return idOf;
}

async function loadGroups(tx: Tx, world: World, idOf: ReadonlyMap<string, number>): Promise<void> {
	const sets = await tx
		.insert(groupSet)
		.values([
			{ code: 'macroRegion', nameEn: 'Macro-region', nameZh: '区域' },
			{ code: 'sector', nameEn: 'Sector', nameZh: '条线' }
		])
		.returning();
	const [macroRegions, sectors] = [sets[0]!.id, sets[1]!.id];
	const groups = await tx
		.insert(peerGroup)
		.values([
			...Object.entries(macroRegionNames).map(([code, [nameEn, nameZh]]) => ({
				groupSetId: macroRegions,
				code,
				nameEn,
				nameZh
			})),
			...sectorSeeds.map(({ code, name: [nameEn, nameZh] }) => ({
				groupSetId: sectors,
				code,
				nameEn,
				nameZh
			}))
		])
		.returning();
	const groupOf = new Map(groups.map((group) => [`${group.groupSetId} ${group.code}`, group.id]));
	const members = world.units.flatMap((seed) => {
		const groupSetId = seed.kind === 'department' ? sectors : macroRegions;
		const code = seed.kind === 'department' ? seed.sector : seed.region?.macroRegion;
		const peerGroupId = groupOf.get(`${groupSetId} ${code ?? ''}`);
		return peerGroupId === undefined ? [] : [{ unitId: idOf.get(seed.code)!, groupSetId, peerGroupId }];
	});
	await tx.insert(unitPeerGroup).values(members);
}

/** Stores the demonstration's people with their roles. @returns their ids by account */
export async function loadPeople(
	tx: Tx,
	unitIds: ReadonlyMap<string, number>,
	createdAt: Date
): Promise<ReadonlyMap<string, number>> {
	const hashes = await Promise.all(peopleSeeds.map(() => hashPassword(demonstrationPassword)));
	const users = await tx
		.insert(appUser)
		.values(
			peopleSeeds.map(({ account, name }, i) => ({
				email: emailOf(account),
				name,
				passwordHash: hashes[i]!,
				createdAt
			}))
		)
		.returning({ id: appUser.id, email: appUser.email });
	const idOf = new Map(
		peopleSeeds.map(({ account }) => [account, users.find(({ email }) => email === emailOf(account))!.id])
	);
	await tx.insert(roleGrant).values(
		peopleSeeds.map(({ account, role, unitCode }) => ({
			userId: idOf.get(account)!,
			role,
			unitId: unitIds.get(unitCode)!,
			grantedAt: createdAt
		}))
	);
	return idOf;
}
