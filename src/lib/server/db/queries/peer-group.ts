import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Db, Tx } from '../client';
import { groupSet, peerGroup, unit, unitPeerGroup } from '../schema';
import { withinScope } from './unit';

export interface StoredGroup {
	readonly id: number;
	readonly code: string;
	readonly name: LocalisedName;
	readonly memberCount: number;
}

export interface StoredGroupSet {
	readonly id: number;
	readonly code: string;
	readonly name: LocalisedName;
	readonly groups: readonly StoredGroup[];
}

/** All sets with their groups, each with how many of the scope's units are in it: one statement. */
export async function listGroupSets(db: Db | Tx, scope: Scope): Promise<StoredGroupSet[]> {
	const rows = await db
		.select({
			set: groupSet,
			group: peerGroup,
			memberCount: sql<number>`count(${unit.id})::int`
		})
		.from(groupSet)
		.leftJoin(peerGroup, eq(peerGroup.groupSetId, groupSet.id))
		.leftJoin(unitPeerGroup, eq(unitPeerGroup.peerGroupId, peerGroup.id))
		.leftJoin(unit, and(eq(unit.id, unitPeerGroup.unitId), withinScope(scope)))
		.groupBy(groupSet.id, peerGroup.id)
		.orderBy(asc(groupSet.code), asc(peerGroup.id))
		.limit(2000);
	const sets = new Map<number, StoredGroupSet & { groups: StoredGroup[] }>();
	for (const { set, group, memberCount } of rows) {
		const known = sets.get(set.id) ?? {
			id: set.id,
			code: set.code,
			name: { en: set.nameEn, 'zh-CN': set.nameZh },
			groups: []
		};
		sets.set(set.id, known);
		if (group) {
			known.groups.push({
				id: group.id,
				code: group.code,
				name: { en: group.nameEn, 'zh-CN': group.nameZh },
				memberCount
			});
		}
	}
	return [...sets.values()];
}

/** Codes of a unit's groups, by the code of their set. */
export async function listGroupCodesOfUnit(db: Db | Tx, unitId: number): Promise<Map<string, string>> {
	const rows = await db
		.select({ set: groupSet.code, group: peerGroup.code })
		.from(unitPeerGroup)
		.innerJoin(peerGroup, eq(peerGroup.id, unitPeerGroup.peerGroupId))
		.innerJoin(groupSet, eq(groupSet.id, unitPeerGroup.groupSetId))
		.where(eq(unitPeerGroup.unitId, unitId));
	return new Map(rows.map(({ set, group }) => [set, group]));
}

/** @returns undefined where the code is taken */
export async function insertGroupSet(
	tx: Tx,
	set: { readonly code: string; readonly name: LocalisedName }
): Promise<number | undefined> {
	const [row] = await tx
		.insert(groupSet)
		.values({ code: set.code, nameEn: set.name.en, nameZh: set.name['zh-CN'] })
		.onConflictDoNothing()
		.returning({ id: groupSet.id });
	return row?.id;
}

/** @returns undefined where the code is taken in the set */
export async function insertGroup(
	tx: Tx,
	group: { readonly setId: number; readonly code: string; readonly name: LocalisedName }
): Promise<number | undefined> {
	const [row] = await tx
		.insert(peerGroup)
		.values({
			groupSetId: group.setId,
			code: group.code,
			nameEn: group.name.en,
			nameZh: group.name['zh-CN']
		})
		.onConflictDoNothing()
		.returning({ id: peerGroup.id });
	return row?.id;
}

export async function renameGroup(tx: Tx, id: number, name: LocalisedName): Promise<void> {
	await tx.update(peerGroup).set({ nameEn: name.en, nameZh: name['zh-CN'] }).where(eq(peerGroup.id, id));
}

/** A set, held against others who change its groups or members. @throws DomainError `notFound` */
export async function getGroupSet(
	tx: Tx,
	code: string
): Promise<{ id: number; code: string; groups: { id: number; code: string; name: LocalisedName }[] }> {
	const [set] = await tx.select().from(groupSet).where(eq(groupSet.code, code)).for('update');
	if (!set) throw new DomainError('notFound', `There is no group set "${code}"`, { groupSet: code });
	const groups = await tx.select().from(peerGroup).where(eq(peerGroup.groupSetId, set.id));
	return {
		id: set.id,
		code: set.code,
		groups: groups.map(({ id, code, nameEn, nameZh }) => ({
			id,
			code,
			name: { en: nameEn, 'zh-CN': nameZh }
		}))
	};
}

/** Puts units into a group of a set, out of whichever group of it they were in. @returns how many were not in it before */
export async function putIntoGroup(
	tx: Tx,
	setId: number,
	groupId: number,
	unitIds: readonly number[]
): Promise<number> {
	if (unitIds.length === 0) return 0;
	const rows = await tx
		.insert(unitPeerGroup)
		.values(unitIds.map((unitId) => ({ unitId, groupSetId: setId, peerGroupId: groupId })))
		.onConflictDoUpdate({
			target: [unitPeerGroup.unitId, unitPeerGroup.groupSetId],
			set: { peerGroupId: groupId },
			setWhere: sql`${unitPeerGroup.peerGroupId} <> ${groupId}`
		})
		.returning({ unitId: unitPeerGroup.unitId });
	return rows.length;
}

/** Takes units out of a set altogether. @returns how many were in it */
export async function takeOutOfSet(tx: Tx, setId: number, unitIds: readonly number[]): Promise<number> {
	if (unitIds.length === 0) return 0;
	const rows = await tx
		.delete(unitPeerGroup)
		.where(and(eq(unitPeerGroup.groupSetId, setId), inArray(unitPeerGroup.unitId, [...unitIds])))
		.returning({ unitId: unitPeerGroup.unitId });
	return rows.length;
}
