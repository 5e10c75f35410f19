import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { runMigrations } from '../../src/lib/server/db/migrate';

declare module 'vitest' {
	interface ProvidedContext {
		/** a dump of a migrated, empty embedded database, or undefined when the tests run on a server */
		migratedDump: string | undefined;
		/** the address of a migrated, empty database to copy, when the tests run on a server */
		templateUrl: string | undefined;
	}
}

/** Migrates once; every test file then starts from a copy, which takes a fraction of the time. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const url = process.env['DATABASE_URL'];
	if (url) {
		const { createTemplate, dropDatabase } = await import('./server-database');
		const template = await createTemplate(url);
		project.provide('migratedDump', undefined);
		project.provide('templateUrl', template);
		return () => dropDatabase(template);
	}
	const { PGlite } = await import('@electric-sql/pglite');
	const { drizzle } = await import('drizzle-orm/pglite');
	const directory = mkdtempSync(join(tmpdir(), 'yardstick-test-'));
	const client = await PGlite.create('memory://');
	await runMigrations({ db: drizzle({ client }) as never, engine: 'pglite' } as never);
	const file = join(directory, 'migrated.tar');
	writeFileSync(file, Buffer.from(await (await client.dumpDataDir('none')).arrayBuffer()));
	await client.close();
	project.provide('migratedDump', file);
	project.provide('templateUrl', undefined);
	return async () => rmSync(directory, { recursive: true, force: true });
}
