import { and, asc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import {
	firstHash,
	unsealed,
	type ChainedEntry,
	type LogSight,
	type SealState
} from '../../../domain/audit/chain';
import { selectRows, type Db, type Tx } from '../client';
import { rowSet } from '../json-rows';
import { auditEntry, setting } from '../schema';

const sealSetting = 'auditSeal';

/** How far the log is sealed. */
export async function readSealState(db: Db | Tx): Promise<SealState> {
	const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, sealSetting));
	return (row?.value as SealState | undefined) ?? unsealed;
}

/** As `readSealState`, and keeps every other sealer out until the transaction ends; undefined while another one is at work. */
export async function holdSealState(tx: Tx): Promise<SealState | undefined> {
	await tx.insert(setting).values({ key: sealSetting, value: unsealed }).onConflictDoNothing();
	const [row] = await tx
		.select({ value: setting.value })
		.from(setting)
		.where(eq(setting.key, sealSetting))
		.for('update', { skipLocked: true });
	return row?.value as SealState | undefined;
}

export async function saveSealState(tx: Tx, state: SealState): Promise<void> {
	await tx.update(setting).set({ value: state }).where(eq(setting.key, sealSetting));
}

/** Highest id of the log and the transactions that may still write into it. */
export async function readLogSight(db: Db | Tx): Promise<LogSight> {
	const [row] = await selectRows<{ id: string | number | null; xmin: string; xmax: string; at: number }>(
		db,
		sql`select (select max(id) from audit_entry) as id, pg_snapshot_xmin(s)::text as xmin, pg_snapshot_xmax(s)::text as xmax,
				(extract(epoch from clock_timestamp()) * 1000)::float8 as at
			from pg_current_snapshot() s`
	);
	return {
		highestId: Number(row?.id ?? 0),
		xmin: row?.xmin ?? '0',
		xmax: row?.xmax ?? '0',
		at: Number(row?.at ?? 0)
	};
}

/** The moment to the microsecond, so that none of it can be altered unnoticed. */
const at = sql<string>`to_char(${auditEntry.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const columns = {
	id: auditEntry.id,
	at,
	actorId: auditEntry.actorId,
	action: auditEntry.action,
	entity: auditEntry.entity,
	entityId: auditEntry.entityId,
	unitId: auditEntry.unitId,
	before: auditEntry.before,
	after: auditEntry.after
} as const;

/** Entries above an id that nobody has sealed, by id; at most `limit`. */
export async function listUnsealed(db: Db | Tx, aboveId: number, limit: number): Promise<ChainedEntry[]> {
	return db
		.select(columns)
		.from(auditEntry)
		.where(and(gt(auditEntry.id, aboveId), isNull(auditEntry.hash)))
		.orderBy(asc(auditEntry.id))
		.limit(limit);
}

export interface Seal {
	readonly id: number;
	readonly previousHash: string;
	readonly hash: string;
}

/** @returns how many were written: those that somebody else has sealed are left alone */
export async function writeSeals(tx: Tx, seals: readonly Seal[]): Promise<number> {
	const written = await selectRows(
		tx,
		sql`update audit_entry e set previous_hash = t."previousHash", hash = t.hash
			from ${rowSet(seals, 'id bigint, "previousHash" text, hash text')} where e.id = t.id and e.hash is null returning e.id`
	);
	return written.length;
}

export type SealedEntry = ChainedEntry & { readonly previousHash: string | null; readonly hash: string };

/** Sealed entries above an id, by id; at most `limit`. */
export async function listSealed(db: Db | Tx, aboveId: number, limit: number): Promise<SealedEntry[]> {
	const rows = await db
		.select({ ...columns, previousHash: auditEntry.previousHash, hash: auditEntry.hash })
		.from(auditEntry)
		.where(and(gt(auditEntry.id, aboveId), isNotNull(auditEntry.hash)))
		.orderBy(asc(auditEntry.id))
		.limit(limit);
	return rows.map((row) => ({ ...row, hash: row.hash! }));
}

/** Sealed entries whose predecessor is not there, by id; at most `limit`. */
export async function listWithoutPredecessor(
	db: Db | Tx,
	limit: number
): Promise<{ id: number; previousHash: string | null; lowerId: number | null }[]> {
	const rows = await selectRows<{
		id: string | number;
		previous_hash: string | null;
		lower_id: string | number | null;
	}>(
		db,
		sql`select e.id, e.previous_hash, (select max(l.id) from audit_entry l where l.id < e.id) as lower_id
			from audit_entry e left join audit_entry p on p.hash = e.previous_hash
			where e.hash is not null and p.id is null and e.previous_hash is distinct from ${firstHash}
			order by e.id limit ${limit}`
	);
	return rows.map((row) => ({
		id: Number(row.id),
		previousHash: row.previous_hash,
		lowerId: row.lower_id === null ? null : Number(row.lower_id)
	}));
}

/** Hashes that several entries name as the one before them: a chain has none. At most `limit`. */
export async function listForks(db: Db | Tx, limit: number): Promise<{ ids: number[] }[]> {
	const rows = await selectRows<{ ids: (string | number)[] }>(
		db,
		sql`select (array_agg(id order by id))[1:5]::text[] as ids from audit_entry where hash is not null
			group by previous_hash having count(*) > 1 order by min(id) limit ${limit}`
	);
	return rows.map(({ ids }) => ({ ids: ids.map(Number) }));
}

/** How many entries are sealed, how many are not yet, and whether the newest sealed one is there. */
export async function countSeals(
	db: Db | Tx,
	head: string
): Promise<{ sealed: number; open: number; firstOpenId: number | null; hasHead: boolean }> {
	const [row] = await selectRows<{
		sealed: string | number;
		open: string | number;
		first_open: string | number | null;
		has_head: boolean | null;
	}>(
		db,
		sql`select count(hash) as sealed, count(*) - count(hash) as open, min(id) filter (where hash is null) as first_open,
				bool_or(hash = ${head}) as has_head
			from audit_entry`
	);
	return {
		sealed: Number(row?.sealed ?? 0),
		open: Number(row?.open ?? 0),
		firstOpenId: row?.first_open == null ? null : Number(row.first_open),
		hasHead: row?.has_head ?? false
	};
}

/** The moment of the newest sealed entry; undefined where none is. */
export async function findSealedUpTo(db: Db, state: SealState): Promise<Date | undefined> {
	if (state.headId === null) return undefined;
	const [row] = await db
		.select({ at: auditEntry.at })
		.from(auditEntry)
		.where(eq(auditEntry.id, state.headId));
	return row?.at;
}
