import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../client';
import { setting } from '../schema';

/** What holds for the whole installation under this name; undefined when nothing was set. The reader checks its shape. */
export async function findSetting(db: Db | Tx, key: string): Promise<unknown> {
	const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, key));
	return row?.value;
}
