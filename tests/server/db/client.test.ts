import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { openDatabase } from '../../../src/lib/server/db/client';
import { failureText } from '../../../src/lib/server/startup';
import { serveAsPostgres } from './programs/old-server';

const refusal = (url: string): Promise<Error> =>
	openDatabase({ url }).then(
		() => {
			throw new Error('it opened');
		},
		(error: Error) => error
	);

describe('a database server', () => {
	it('that cannot be reached is refused in one line without the password, and with what to do', async () => {
		const error = await refusal('postgres://somebody:hunter2@127.0.0.1:1/yardstick');
		expect(error).toMatchObject({ code: 'databaseUnreachable' });
		const line = failureText(error);
		expect(line).toMatch(
			/^Yardstick cannot start: Cannot reach the database at 127\.0\.0\.1:1\/yardstick: .*ECONNREFUSED/
		);
		expect(line).toContain('DATABASE_URL');
		expect(line).not.toContain('hunter2');
		expect(line).not.toContain('\n');
	});

	it.each(['postgres://', 'postgres://host', 'mysql://host/base', 'host/base'])(
		'with the address %s is refused before anything is reached',
		async (url) => {
			await expect(openDatabase({ url })).rejects.toMatchObject({ code: 'misconfigured' });
		}
	);

	it.each(['/dev/null', '/proc/nowhere', '/proc/nowhere/deep'])(
		'with the data directory %s is refused in one line',
		async (dataDir) => {
			await expect(openDatabase({ dataDir })).rejects.toMatchObject({
				code: 'misconfigured',
				message: expect.stringMatching(/^Cannot keep data in .*DATA_DIR.*$/)
			});
		}
	);

	it('whose address is no address is refused in one line', async () => {
		const line = failureText(await refusal('not an address'));
		expect(line).toMatch(/^Yardstick cannot start: /);
		expect(line.split('\n')).toHaveLength(1);
	});

	it('that is too old is refused by its version', async () => {
		const { server, port } = await serveAsPostgres(140005, '14.5 (Debian)');
		try {
			const error = await refusal(`postgres://somebody:hunter2@127.0.0.1:${port}/yardstick`);
			expect(error).toMatchObject({ code: 'databaseTooOld' });
			expect(failureText(error)).toMatch(/PostgreSQL 14\.5 \(Debian\); Yardstick needs 15 or newer/);
		} finally {
			server.close();
		}
	});
});

describe('the embedded database', () => {
	const { kind, place } = inject('templates').empty;

	it.skipIf(kind === 'url')(
		'makes the directories on the way to it, and is refused twice at a time',
		async () => {
			const root = mkdtempSync(join(tmpdir(), 'yardstick-open-'));
			const dataDir = join(root, 'not', 'yet', 'there');
			try {
				const opened = await openDatabase({
					dataDir,
					loadDataDir: new Blob([readFileSync(place)]),
					skipMigrations: true
				});
				await expect(openDatabase({ dataDir })).rejects.toMatchObject({ code: 'databaseInUse' });
				await opened.close();
				const again = await openDatabase({ dataDir, skipMigrations: true });
				expect(again.engine).toBe('pglite');
				await again.close();
			} finally {
				rmSync(root, { recursive: true, force: true });
			}
		},
		60_000
	);
});
