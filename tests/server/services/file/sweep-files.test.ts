import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemScope } from '../../../../src/lib/domain/access/can';
import { evidence, importRun } from '../../../../src/lib/server/db/schema';
import { listOldFiles, pathOfFile, removeFile, storeFile } from '../../../../src/lib/server/files/store-file';
import { jobDefinitions } from '../../../../src/lib/server/jobs/registry';
import { sweepFiles } from '../../../../src/lib/server/services/file/sweep-files';
import { addRegion, type PlacedUnit } from '../../../factories/account';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'yardstick-sweep-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const own = systemScope('setting.manage');
const now = new Date('2026-11-15T04:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
let nation: PlacedUnit;

async function* bytes(text: string) {
	yield new TextEncoder().encode(text);
}

/** A file that was handed in so many hours ago. */
async function put(text: string, hours: number): Promise<string> {
	const { key } = await storeFile(bytes(text), 1000, folder);
	utimesSync(pathOfFile(key, folder), hoursAgo(hours), hoursAgo(hours));
	return key;
}

const isThere = (key: string) => existsSync(pathOfFile(key, folder));
const sweep = () => sweepFiles(database.context({ now }), own, folder);

beforeAll(async () => {
	nation = await addRegion(database.opened.db, 'CN');
});

describe('what is swept out of the stored files', () => {
	it('is what no row names and is older than a day, and nothing else', async () => {
		const { db } = database.opened;
		const proof = await put('a proof', 1000);
		const takenAway = await put('a proof that was taken away', 1000);
		const imported = await put('a file of values', 1000);
		const orphan = await put('nobody names it', 25);
		const young = await put('nobody names it yet', 23);
		const row = { unitId: nation.id, subject: 'observation' as const, addedAt: now, mediaType: 'text/csv' };
		await db.insert(evidence).values([
			{ ...row, subjectKey: 'CN/A/2026-10', label: 'a', fileSha256: proof, fileBytes: 7 },
			{ ...row, subjectKey: 'CN/A/2026-10', label: 'b', fileSha256: takenAway, fileBytes: 7, removedAt: now }
		]);
		await db.insert(importRun).values({
			...{ fileName: 'values.csv', fileSha256: imported, fileKey: imported, fileBytes: 7 },
			...{ mapping: {}, counts: {}, status: 'queued', startedAt: now }
		});
		const stray = join(folder, orphan.slice(0, 2), 'readme.txt');
		writeFileSync(stray, 'not a stored file');
		utimesSync(stray, hoursAgo(1000), hoursAgo(1000));
		expect(await sweep()).toBe(1);
		expect([proof, takenAway, imported, orphan, young].map(isThere)).toEqual([true, true, true, false, true]);
		expect(existsSync(stray)).toBe(true);
		expect(await sweep()).toBe(0);
	});

	it('is not what was handed in again while it was looked at', async () => {
		const key = await put('it comes again', 48);
		const found: string[] = [];
		for await (const keys of listOldFiles(hoursAgo(24), folder)) found.push(...keys);
		expect(found).toContain(key);
		await storeFile(bytes('it comes again'), 1000, folder);
		utimesSync(pathOfFile(key, folder), now, now);
		expect(await removeFile(key, hoursAgo(24), folder)).toBe(false);
		expect(isThere(key)).toBe(true);
	});

	it('is found a few at a time, and none where there is no folder yet', async () => {
		for (let n = 0; n < 7; n++) await put(`file ${n}`, 30);
		const sizes: number[] = [];
		for await (const keys of listOldFiles(hoursAgo(24), folder, 3)) sizes.push(keys.length);
		expect(sizes.slice(0, 2)).toEqual([3, 3]);
		expect(Math.max(...sizes)).toBe(3);
		expect(await sweepFiles(database.context({ now }), own, join(folder, 'nowhere'))).toBe(0);
	});

	it('is the installation’s own work, every night', async () => {
		await expect(
			sweepFiles(database.context({ now }), systemScope('unit.manage'), folder)
		).rejects.toMatchObject({
			code: 'forbidden'
		});
		expect(jobDefinitions.find(({ name }) => name === 'sweep-files')?.schedule).toBeDefined();
		const names = jobDefinitions.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
	});
});
