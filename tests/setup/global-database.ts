import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase, overPglite } from '../../src/lib/server/db/client';
import { runMigrations } from '../../src/lib/server/db/migrate';
import { seedSmallDemonstration } from '../factories/demonstration';

declare module 'vitest' {
	interface ProvidedContext {
		/** what every test file starts from a copy of: a migrated database, empty or with the small demonstration */
		templates: Readonly<Record<'empty' | 'demonstration', TestTemplate>>;
	}
}

/** A dump of an embedded database, or the address of one on a server. */
export interface TestTemplate {
	readonly kind: 'dump' | 'url';
	readonly place: string;
}

/** Migrates and makes the demonstration once; every test file then starts from a copy, which takes a fraction of the time. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const url = process.env['DATABASE_URL'];
	if (url) {
		const { copyTemplate, createTemplate, dropDatabase } = await import('./server-database');
		const empty = await createTemplate(url);
		const demonstration = await copyTemplate(empty);
		const opened = await openDatabase({ url: demonstration, skipMigrations: true });
		await seedSmallDemonstration(opened);
		await opened.close();
		project.provide('templates', {
			empty: { kind: 'url', place: empty },
			demonstration: { kind: 'url', place: demonstration }
		});
		return async () => {
			await dropDatabase(demonstration);
			await dropDatabase(empty);
		};
	}
	const { PGlite } = await import('@electric-sql/pglite');
	const directory = mkdtempSync(join(tmpdir(), 'yardstick-test-'));
	const client = await PGlite.create('memory://');
	const opened = await overPglite(client, 'memory://');
	const dump = async (name: string): Promise<TestTemplate> => {
		const place = join(directory, `${name}.tar`);
		writeFileSync(place, Buffer.from(await (await client.dumpDataDir('none')).arrayBuffer()));
		return { kind: 'dump', place };
	};
	await runMigrations(opened);
	const empty = await dump('empty');
	await seedSmallDemonstration(opened);
	project.provide('templates', { empty, demonstration: await dump('demonstration') });
	await opened.close();
	return async () => rmSync(directory, { recursive: true, force: true });
}
