import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { DomainError } from '../../domain/errors';
import type { OpenDatabase } from './client';

/** Names the one lock under which all processes migrate one after the other. Any constant will do. */
const migrationLock = 7_245_011;

/**
 * Applies the migrations that are missing, one process at a time: on a server under an advisory lock held by a connection of
 * its own; an embedded database has one process anyway.
 */
export async function runMigrations(opened: OpenDatabase, folder = findMigrations()): Promise<void> {
	if (opened.engine === 'pglite') {
		const { migrate } = await import('drizzle-orm/pglite/migrator');
		await migrate(opened.db as never, { migrationsFolder: folder });
		return;
	}
	const { migrate } = await import('drizzle-orm/postgres-js/migrator');
	await opened.db.transaction(async (tx) => {
		// Held to the end of this transaction, while the migrator works on another connection of the pool.
		await tx.execute(sql`select pg_advisory_xact_lock(${migrationLock})`);
		await migrate(opened.db as never, { migrationsFolder: folder });
	});
}

/** The folder `drizzle/`: beside the sources, or beside the built server. */
function findMigrations(): string {
	let directory = dirname(fileURLToPath(import.meta.url));
	for (;;) {
		const candidate = join(directory, 'drizzle');
		if (existsSync(join(candidate, 'meta', '_journal.json'))) return candidate;
		const parent = dirname(directory);
		if (parent === directory) break;
		directory = parent;
	}
	const here = resolve('drizzle');
	if (existsSync(join(here, 'meta', '_journal.json'))) return here;
	throw new DomainError(
		'misconfigured',
		`The folder of migrations is missing: start from the project's folder (looked in ${here}).`
	);
}
