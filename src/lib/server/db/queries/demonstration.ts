import { sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { Db } from '../client';
import { unit } from '../schema';

/** Whether any unit was made up for the demonstration. */
export async function hasDemonstrationUnits(db: Db, _scope: Scope): Promise<boolean> {
	const rows = await db
		.select({ id: unit.id })
		.from(unit)
		.where(sql`${unit.isDemonstration}`)
		.limit(1);
	return rows.length > 0;
}
