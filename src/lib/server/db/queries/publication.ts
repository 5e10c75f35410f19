import { and, asc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { PublishedDifference } from '../../../domain/publication/publication';
import type { RoundHead } from '../../../domain/round/readable-round';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Db, Tx } from '../client';
import {
	appUser,
	appeal,
	auditEntry,
	indicator,
	result,
	round,
	roundSignature,
	roundSnapshot,
	roundUnit,
	unit
} from '../schema';
import { selectHeadRows, toRoundHead } from './round-head';
import { withinScope } from './unit';

/** A publication, also a withdrawn one, and one that a correction replaced. */
export interface PublicationHead extends Omit<RoundHead, 'publishedAt' | 'publishedHash' | 'stage'> {
	readonly stage: 'published' | 'withdrawn';
	readonly publishedAt: Date;
	/** SHA-256, hex */
	readonly publishedHash: string;
	readonly withdrawnAt: Date | null;
	readonly withdrawnReason: string | null;
}

/** Everything that was ever published, in the order of publication. Who asks may not be allowed to know of each. */
export async function listPublicationHeads(db: Db | Tx): Promise<PublicationHead[]> {
	const rows = await selectHeadRows(db)
		.where(
			and(
				inArray(round.stage, ['published', 'withdrawn']),
				isNotNull(round.publishedAt),
				isNotNull(round.publishedHash)
			)
		)
		.orderBy(asc(round.publishedAt), asc(round.id));
	return rows.map((row) => ({
		...toRoundHead(row),
		stage: row.round.stage as PublicationHead['stage'],
		publishedAt: row.round.publishedAt!,
		publishedHash: row.round.publishedHash!,
		withdrawnAt: row.round.withdrawnAt,
		withdrawnReason: row.round.withdrawnReason
	}));
}

export interface StoredSnapshot {
	readonly sha256: string;
	/** canonical JSON */
	readonly content: string;
}

/** The bytes of a publication; several where somebody added to them, none for what was published before bytes were kept. */
export async function listPublishedSnapshots(db: Db | Tx, roundId: number): Promise<StoredSnapshot[]> {
	return db
		.select({ sha256: roundSnapshot.sha256, content: roundSnapshot.content })
		.from(roundSnapshot)
		.where(and(eq(roundSnapshot.roundId, roundId), eq(roundSnapshot.kind, 'published')))
		.orderBy(asc(roundSnapshot.id))
		.limit(5);
}

export async function hasPublishedBytes(db: Db, roundId: number): Promise<boolean> {
	const [row] = await db
		.select({ id: roundSnapshot.id })
		.from(roundSnapshot)
		.where(and(eq(roundSnapshot.roundId, roundId), eq(roundSnapshot.kind, 'published')))
		.limit(1);
	return row !== undefined;
}

/** The hashes that the audit log says were published, by round. */
export async function listAuditedHashes(db: Db | Tx): Promise<Map<number, string>> {
	const rows = await db
		.select({ roundId: auditEntry.entityId, hash: sql<string | null>`${auditEntry.after}->>'publishedHash'` })
		.from(auditEntry)
		.where(and(eq(auditEntry.entity, 'round'), eq(auditEntry.action, 'round.publish')));
	return new Map(
		rows.flatMap(({ roundId, hash }) => (hash === null ? [] : [[Number(roundId), hash] as const]))
	);
}

export interface Signature {
	readonly capacity: 'manager' | 'leader';
	readonly name: string;
	readonly signedAt: Date;
}

/** Who signed, in time order. Names are for members. */
export async function listNamedSignatures(db: Db, roundId: number): Promise<Signature[]> {
	return db
		.select({ capacity: roundSignature.capacity, name: appUser.name, signedAt: roundSignature.signedAt })
		.from(roundSignature)
		.innerJoin(appUser, eq(appUser.id, roundSignature.userId))
		.where(eq(roundSignature.roundId, roundId))
		.orderBy(asc(roundSignature.signedAt));
}

export interface PublishedUnit {
	readonly id: number;
	readonly code: string;
	readonly name: LocalisedName;
	readonly peerGroup: string | null;
}

/** Codes and names of the units of a round, by code. The scope must allow the round. */
export async function listPublishedUnits(db: Db, scope: Scope, roundId: number): Promise<PublishedUnit[]> {
	const rows = await db
		.select({
			id: unit.id,
			code: unit.code,
			en: unit.nameEn,
			zh: unit.nameZh,
			peerGroup: roundUnit.peerGroup
		})
		.from(roundUnit)
		.innerJoin(unit, eq(unit.id, roundUnit.unitId))
		.where(and(eq(roundUnit.roundId, roundId), withinScope(scope)))
		.orderBy(asc(unit.code));
	return rows.map(({ id, code, en, zh, peerGroup }) => ({ id, code, name: { en, 'zh-CN': zh }, peerGroup }));
}

export interface PublishedRow extends PublishedUnit {
	readonly score: number | null;
	readonly rank: number | null;
	readonly grade: string | null;
}

/** The totals of a round, group by group and best first: one page of them. The scope must allow the round. */
export async function listPublishedTotals(
	db: Db,
	scope: Scope,
	roundId: number,
	top: string,
	page: { readonly limit: number; readonly offset: number }
): Promise<{ rows: PublishedRow[]; total: number }> {
	const where = and(eq(result.roundId, roundId), eq(result.nodeCode, top), withinScope(scope));
	const rows = await db
		.select({
			id: unit.id,
			code: unit.code,
			en: unit.nameEn,
			zh: unit.nameZh,
			peerGroup: roundUnit.peerGroup,
			score: result.score,
			rank: result.rank,
			grade: result.grade,
			total: sql<number>`count(*) over ()::int`
		})
		.from(result)
		.innerJoin(unit, eq(unit.id, result.unitId))
		.innerJoin(roundUnit, and(eq(roundUnit.roundId, result.roundId), eq(roundUnit.unitId, result.unitId)))
		.where(where)
		.orderBy(sql`${roundUnit.peerGroup} nulls first`, sql`${result.rank} nulls last`, asc(unit.code))
		.limit(page.limit)
		.offset(page.offset);
	return {
		total: rows[0]?.total ?? 0,
		rows: rows.map(({ en, zh, total: _total, ...row }) => ({ ...row, name: { en, 'zh-CN': zh } }))
	};
}

/** Scores of some units at some nodes of a round. The scope must allow the round. */
export async function listNodeScores(
	db: Db,
	_scope: Scope,
	roundId: number,
	unitIds: readonly number[],
	nodeCodes: readonly string[]
): Promise<{ unitId: number; nodeCode: string; score: number | null }[]> {
	if (unitIds.length === 0 || nodeCodes.length === 0) return [];
	return db
		.select({ unitId: result.unitId, nodeCode: result.nodeCode, score: result.score })
		.from(result)
		.where(
			and(
				eq(result.roundId, roundId),
				inArray(result.unitId, [...unitIds]),
				inArray(result.nodeCode, [...nodeCodes])
			)
		);
}

/** What appeals changed in a round: what the public sees of them. At most `limit`, by unit and indicator. */
export async function listAppealDifferences(
	db: Db,
	scope: Scope,
	roundId: number,
	limit: number
): Promise<PublishedDifference[]> {
	const rows = await db
		.select({
			unitCode: unit.code,
			unitEn: unit.nameEn,
			unitZh: unit.nameZh,
			code: indicator.code,
			en: indicator.nameEn,
			zh: indicator.nameZh,
			difference: appeal.difference
		})
		.from(appeal)
		.innerJoin(unit, eq(unit.id, appeal.unitId))
		.innerJoin(indicator, eq(indicator.id, appeal.indicatorId))
		.where(
			and(
				eq(appeal.roundId, roundId),
				or(eq(appeal.status, 'upheld'), eq(appeal.status, 'partlyUpheld')),
				isNotNull(appeal.difference),
				withinScope(scope)
			)
		)
		.orderBy(asc(unit.code), asc(indicator.code), asc(appeal.id))
		.limit(limit);
	return rows.map(({ unitCode, unitEn, unitZh, code, en, zh, difference }) => ({
		unit: { code: unitCode, name: { en: unitEn, 'zh-CN': unitZh } },
		indicator: { code, name: { en, 'zh-CN': zh } },
		node: difference!.node,
		total: difference!.total
	}));
}
