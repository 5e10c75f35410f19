import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client';
import { importMapping } from '../schema';

/** How a file with this header was read the last time by the people of these units. */
export async function findRememberedMapping(
	db: Db,
	unitIds: readonly number[],
	fingerprint: string
): Promise<unknown> {
	if (unitIds.length === 0) return undefined;
	const [row] = await db
		.select({ mapping: importMapping.mapping })
		.from(importMapping)
		.where(and(inArray(importMapping.unitId, [...unitIds]), eq(importMapping.fingerprint, fingerprint)))
		.orderBy(desc(importMapping.savedAt))
		.limit(1);
	return row?.mapping;
}

export async function rememberMapping(tx: Tx, row: typeof importMapping.$inferInsert): Promise<void> {
	await tx
		.insert(importMapping)
		.values(row)
		.onConflictDoUpdate({
			target: [importMapping.unitId, importMapping.fingerprint],
			set: {
				name: sql`excluded.name`,
				mapping: sql`excluded.mapping`,
				savedBy: sql`excluded.saved_by`,
				savedAt: sql`excluded.saved_at`,
				usedAt: sql`excluded.saved_at`
			}
		});
}
