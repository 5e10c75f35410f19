import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
	clearUnfinished,
	filesFolder,
	openFile,
	pathOfFile,
	storeFile
} from '../../../src/lib/server/files/store-file';

const folder = mkdtempSync(join(tmpdir(), 'yardstick-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* parts(...texts: string[]) {
	for (const text of texts) yield new TextEncoder().encode(text);
}

describe('a folder of files', () => {
	it('keeps the same bytes once, under their hash, and gives them back', async () => {
		const first = await storeFile(parts('one ', 'two'), 100, folder);
		const second = await storeFile(parts('one two'), 100, folder);
		expect(first).toEqual(second);
		expect(first).toEqual({ key: createHash('sha256').update('one two').digest('hex'), bytes: 7 });
		const opened = await openFile(first.key, folder);
		const chunks: Buffer[] = [];
		for await (const chunk of opened.stream()) chunks.push(chunk as Buffer);
		expect([opened.bytes, Buffer.concat(chunks).toString()]).toEqual([7, 'one two']);
		expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
	});

	it('keeps nothing of what is too large, or breaks off', async () => {
		await expect(storeFile(parts('12345', '67890'), 9, folder)).rejects.toMatchObject({ code: 'tooLarge' });
		async function* broken() {
			yield new Uint8Array(3);
			throw new Error('the line went dead');
		}
		await expect(storeFile(broken(), 9, folder)).rejects.toThrow('the line went dead');
		expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
	});

	it.each(['', '..', '../../etc/passwd', 'A'.repeat(64), `${'a'.repeat(63)}/`])(
		'knows no file %j',
		async (key) => {
			expect(() => pathOfFile(key, folder)).toThrow(expect.objectContaining({ code: 'notFound' }) as Error);
			await expect(openFile('a'.repeat(64), folder)).rejects.toMatchObject({ code: 'notFound' });
		}
	);

	it('clears away what was never whole, once it is old', async () => {
		await storeFile(parts('x'), 9, folder);
		const left = join(folder, 'incoming', 'left');
		writeFileSync(left, 'half');
		expect(await clearUnfinished(new Date(Date.now() - 1000), folder)).toBe(0);
		utimesSync(left, 1, 1);
		expect(await clearUnfinished(new Date(Date.now() - 1000), folder)).toBe(1);
	});

	it('lies where the environment says', () => {
		expect(filesFolder({ FILES_DIR: '/srv/files', DATA_DIR: '/srv/data' })).toBe('/srv/files');
		expect(filesFolder({ DATA_DIR: '/srv/data' })).toBe('/srv/data/files');
	});
});
