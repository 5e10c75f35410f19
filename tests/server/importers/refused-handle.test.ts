import { describe, expect, it } from 'vitest';
import type { ByteSource } from '../../../src/lib/server/importers/byte-source';
import { openCsv } from '../../../src/lib/server/importers/csv/open-csv';
import { openJson } from '../../../src/lib/server/importers/json/open-json';
import { sourceLimits } from '../../../src/lib/server/importers/row-source';

/** Bytes that say how many of their readers have not ended. */
function watched(text: string): ByteSource & { readonly open: number } {
	const bytes = Buffer.from(text);
	let open = 0;
	return {
		name: 'refused',
		size: bytes.length,
		head: (count) => Promise.resolve(bytes.subarray(0, count)),
		async *chunks() {
			open++;
			try {
				for (let at = 0; at < bytes.length; at += 4096) {
					await Promise.resolve();
					yield bytes.subarray(at, at + 4096);
				}
			} finally {
				open--;
			}
		},
		get open() {
			return open;
		}
	};
}

describe('a file that is refused while most of it is unread', () => {
	it('is closed: CSV with a column named twice', async () => {
		const source = watched('a,a\n' + '1,2\n'.repeat(50_000));
		await expect(openCsv(source, {}, sourceLimits)).rejects.toThrow(/same name|twice|repeated/i);
		expect(source.open).toBe(0);
	});

	it('is closed: JSON with too many keys', async () => {
		const keys = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`k${i}`, i]));
		const source = watched(`[${Array.from({ length: 5000 }, () => JSON.stringify(keys)).join(',')}]`);
		await expect(openJson(source, {}, { ...sourceLimits, columns: 20 })).rejects.toThrow(/more than 20 keys/);
		expect(source.open).toBe(0);
	});
});
