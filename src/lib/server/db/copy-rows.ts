import { sql } from 'drizzle-orm';
import type { CopyFrom, OpenDatabase } from './client';

/** A field of a row to copy. An object becomes JSON; null is SQL's. */
export type CopyField = string | number | boolean | null | object;

const chunkLength = 1 << 20;

/** Loads rows into the named columns of a table, in one statement: by far the fastest way in. */
export function copyRows(
	copyFrom: CopyFrom,
	table: string,
	columns: readonly string[],
	rows: Iterable<readonly CopyField[]>
): Promise<void> {
	return copyFrom(`${table} (${columns.join(', ')})`, csvChunks(rows));
}

/** Rows as CSV in PostgreSQL's reading: an empty field is null, an empty text is quoted. */
function* csvChunks(rows: Iterable<readonly CopyField[]>): Generator<string> {
	let chunk = '';
	for (const row of rows) {
		for (let i = 0; i < row.length; i++) chunk += (i === 0 ? '' : ',') + csvField(row[i]!);
		chunk += '\n';
		if (chunk.length >= chunkLength) {
			yield chunk;
			chunk = '';
		}
	}
	if (chunk !== '') yield chunk;
}

function csvField(field: CopyField): string {
	if (field === null) return '';
	if (typeof field === 'number' || typeof field === 'boolean') return String(field);
	const text = typeof field === 'string' ? field : JSON.stringify(field);
	return text === '' || /[",\r\n\\]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Does `work` without the checks of each row (foreign keys, triggers) where that can be asked for: in the embedded database,
 * whose one connection is ours. For rows that name each other by ids just made; the checks would take half of the time.
 */
export async function withoutRowChecks<T>(
	{ db, engine }: Pick<OpenDatabase, 'db' | 'engine'>,
	work: () => Promise<T>
): Promise<T> {
	if (engine !== 'pglite') return work();
	await db.execute(sql`set session_replication_role = replica`);
	try {
		return await work();
	} finally {
		await db.execute(sql`set session_replication_role = origin`);
	}
}
