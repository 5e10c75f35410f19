import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { systemScope } from '../../../../src/lib/domain/access/can';
import { openDatabase, selectRows, sql, type OpenDatabase } from '../../../../src/lib/server/db/client';
import { chooseMapping } from '../../../../src/lib/server/services/import/choose-mapping';
import { sweepImports } from '../../../../src/lib/server/services/import/sweep-imports';
import { uploadFile } from '../../../../src/lib/server/services/import/upload-file';
import { loadActor } from '../../../../src/lib/server/services/user/load-actor';
import { addAccount, addRegion } from '../../../factories/account';
import { addIndicator } from '../../../factories/evaluation';
import { copyTemplate, dropDatabase } from '../../../setup/server-database';

const folder = mkdtempSync(join(tmpdir(), 'yardstick-killed-'));
let place: string;
let runId: number;
const rows = 6_000;

/** A process that was killed may be there for a moment more. */
async function open(): Promise<OpenDatabase> {
	for (let attempt = 0; ; attempt++) {
		try {
			return await openDatabase(
				place.startsWith('postgres') ? { url: place, skipMigrations: true } : { dataDir: place }
			);
		} catch (error) {
			if ((error as { code?: string }).code !== 'databaseInUse' || attempt > 50) throw error;
			await new Promise((turn) => setTimeout(turn, 200));
		}
	}
}

beforeAll(async () => {
	process.env['FILES_DIR'] = join(folder, 'files');
	const { empty } = inject('templates');
	place = empty.kind === 'url' ? await copyTemplate(empty.place) : join(folder, 'data');
	const opened = await open();
	const { db, copyFrom, engine } = opened;
	const unit = await addRegion(db, 'A');
	for (let i = 0; i < 100; i++)
		await addIndicator(db, `N${i}`, { measure: 'count', timeRule: 'sum', frequency: 'year' });
	const id = await addAccount(db, { email: 'officer@example.org', grants: [['dataOfficer', unit]] });
	const actor = (await loadActor(db, id))!.actor;
	const ctx = { db, copyFrom, engine, actor, now: new Date('2026-11-15T04:00:00Z'), locale: 'en' as const };
	let text = 'unit,indicator,period,value\n';
	for (let i = 0; i < rows; i++) {
		text += `A,N${i % 100},${1900 + Math.floor(i / 100)},${i}\n`;
	}
	async function* chunks() {
		yield new TextEncoder().encode(text);
	}
	runId = await uploadFile(ctx, { name: 'many.csv', chunks: chunks() });
	const roles = ['unit', 'indicator', 'period', 'value'];
	await chooseMapping(ctx, { runId, roles, unit: '', period: '', source: '' });
	await opened.close();
}, 120_000);
afterAll(async () => {
	delete process.env['FILES_DIR'];
	if (place.startsWith('postgres')) await dropDatabase(place);
	rmSync(folder, { recursive: true, force: true });
});

/** Starts to store, and kills the process so long after it began. */
function storeAndKill(afterMilliseconds: number): Promise<void> {
	const child = spawn(
		process.execPath,
		[
			'node_modules/tsx/dist/cli.mjs',
			join(import.meta.dirname, 'programs/store-file.ts'),
			place,
			String(runId)
		],
		{ stdio: ['ignore', 'pipe', 'inherit'], detached: true }
	);
	return new Promise((done) => {
		let timer: NodeJS.Timeout | undefined;
		child.stdout.on('data', (data: Buffer) => {
			if (!String(data).includes('begun')) return;
			timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), afterMilliseconds);
		});
		child.on('exit', () => {
			clearTimeout(timer);
			setTimeout(done, 200);
		});
	});
}

it.each([50, 1_500, 60_000])(
	'an import that is killed after %s ms has stored all or nothing, and its run says which',
	async (afterMilliseconds) => {
		const before = await open();
		await before.db.execute(
			sql`update import_run set status = 'storing', failure = null where id = ${runId}`
		);
		await before.close();
		await storeAndKill(afterMilliseconds);
		const opened = await open();
		try {
			// The server ends what a dead client began, but not in the same moment.
			for (let i = 0; i < 50; i++) {
				await sweepImports({ db: opened.db, now: new Date() }, systemScope('observation.import'));
				const working = await selectRows(opened.db, sql`select id from import_run where status = 'storing'`);
				if (working.length === 0) break;
				await new Promise((turn) => setTimeout(turn, 200));
			}
			const [run] = await selectRows<{ status: string; failure: string | null }>(
				opened.db,
				sql`select status, failure from import_run where id = ${runId}`
			);
			const [stored] = await selectRows<{ values: number; revisions: number }>(
				opened.db,
				sql`select (select count(*)::int from observation) as values, (select count(*)::int from observation_revision) as revisions`
			);
			const expected = run!.status === 'done' ? rows : 0;
			expect(run).toEqual(
				expected > 0 ? { status: 'done', failure: null } : { status: 'failed', failure: 'serverStopped' }
			);
			expect(stored).toEqual({ values: expected, revisions: expected });
			expect(
				await selectRows(opened.db, sql`select relname from pg_class where relname like 'import_stage%'`)
			).toEqual([]);
			await opened.db.execute(sql`truncate observation, observation_revision`);
		} finally {
			await opened.close();
		}
	},
	180_000
);
