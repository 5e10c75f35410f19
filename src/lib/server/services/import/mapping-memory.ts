import { createHash } from 'node:crypto';
import type { Scope } from '../../../domain/access/can';
import type { Mapping } from '../../importers/mapping';
import type { RowSource } from '../../importers/row-source';

/** Which files are read alike: those of one format with one header, whatever stands above and below it. */
export function fingerprintOf(source: Pick<RowSource, 'format' | 'header'>): string {
	const header = source.header.map((name) => name.normalize('NFKC').trim().toLowerCase());
	return createHash('sha256')
		.update(JSON.stringify([source.format, header]))
		.digest('hex');
}

/** The units whose people share how they read files: those on which the actor may import. */
export function sharingUnits(scope: Scope): number[] {
	if (scope.subtrees === 'everything') return [];
	return scope.subtrees.map((path) => Number(path.split('.').at(-1)));
}

/** How a file is opened the same way again. */
export function formatOf(source: RowSource): Mapping['format'] {
	return {
		type: source.format,
		encoding: source.encoding ?? 'utf-8',
		delimiter: source.delimiter ?? ',',
		...(source.sheet === undefined ? {} : { sheet: source.sheet }),
		...(source.headerRow > 0 ? { headerRow: source.headerRow, headerRows: source.headerRows } : {})
	};
}
