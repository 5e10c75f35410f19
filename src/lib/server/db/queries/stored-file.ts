import { selectRows, sql, type Db } from '../client';

/**
 * Of some keys of stored files, those that a row names: a proof (also one that was taken away, of which the audit still tells) or an
 * import. A table that names files has its line here.
 */
export async function listNamedFiles(db: Db, keys: readonly string[]): Promise<Set<string>> {
	if (keys.length === 0) return new Set();
	const rows = await selectRows<{ key: string }>(
		db,
		sql`select k.key from jsonb_array_elements_text(${JSON.stringify(keys)}::text::jsonb) as k(key)
			where exists (select 1 from evidence e where e.file_sha256 = k.key)
				or exists (select 1 from import_run r where r.file_key = k.key)`
	);
	return new Set(rows.map(({ key }) => key));
}
