import { createHash } from 'node:crypto';
import type { RowSource } from './row-source';

/** By what a remembered mapping finds the files it is for: the same columns in the same order, in the same kind of file and sheet. */
export function fingerprint({
	header,
	format,
	sheet
}: Pick<RowSource, 'header' | 'format' | 'sheet'>): string {
	const names = header.map((name) => name.normalize('NFKC').trim().replace(/\s+/g, ' '));
	return createHash('sha256')
		.update(JSON.stringify([format, sheet ?? null, names]))
		.digest('hex');
}
