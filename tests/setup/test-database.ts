import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, inject } from 'vitest';
import { stranger, type Actor } from '../../src/lib/domain/access/can';
import type { Context } from '../../src/lib/server/context';
import { openDatabase, type OpenDatabase } from '../../src/lib/server/db/client';
import { copyTemplate, dropDatabase } from './server-database';

export interface TestDatabase {
	readonly opened: OpenDatabase;
	/** A context on this database; the actor is a stranger and the clock stands at 2026-11-15T04:00Z unless said otherwise. */
	context(over?: Partial<Pick<Context, 'actor' | 'now' | 'locale'>>): Context;
	/** The statements that are sent while `work` runs, begin and commit left out. */
	statementsOf(work: () => Promise<unknown>): Promise<string[]>;
}

/**
 * One fresh, migrated database for a test file: embedded, or on the server that `DATABASE_URL` names. Call it at the top of
 * the file (or of a `describe`) and use what it returns inside tests. With `demonstration`, the small one is there already, as of
 * `testNow`, and `seedSmallDemonstration` has nothing left to do.
 */
export function useTestDatabase(content: 'empty' | 'demonstration' = 'empty'): TestDatabase {
	let opened: OpenDatabase | undefined;
	let url: string | undefined;
	let heard: string[] | undefined;
	const onStatement = (text: string): void => void heard?.push(text);
	beforeAll(async () => {
		const { kind, place } = inject('templates')[content];
		if (kind === 'url') url = await copyTemplate(place);
		opened = await openDatabase({
			...(url ? { url } : { dataDir: 'memory://', loadDataDir: new Blob([readFileSync(place)]) }),
			skipMigrations: true,
			onStatement
		});
	});
	afterAll(async () => {
		await opened?.close();
		if (url) await dropDatabase(url);
	});
	const get = (): OpenDatabase => {
		if (!opened) throw new Error('The test database is open only inside tests and hooks.');
		return opened;
	};
	return {
		get opened() {
			return get();
		},
		context: (over = {}) => ({
			db: get().db,
			copyFrom: get().copyFrom,
			engine: get().engine,
			actor: stranger satisfies Actor,
			now: new Date('2026-11-15T04:00:00Z'),
			locale: 'en',
			...over
		}),
		statementsOf: async (work) => {
			heard = [];
			try {
				await work();
				return heard;
			} finally {
				heard = undefined;
			}
		}
	};
}
