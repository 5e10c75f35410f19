import { createReadStream } from 'node:fs';
import { refuseFile } from './refuse-file';
import { CsvScanner } from './csv/csv-scanner';
import {
	sourceLimits,
	type RowSource,
	type SourceFile,
	type SourceLimits,
	type SourceOptions,
	type SourceRow
} from './row-source';

export async function openRowSource(
	file: SourceFile,
	_options: SourceOptions = {},
	_limits: SourceLimits = sourceLimits
): Promise<RowSource> {
	const scanner = new CsvScanner(_options.delimiter ?? ',', { columns: 1000, cellCharacters: 32767 });
	const decoder = new TextDecoder(_options.encoding ?? 'utf-8', { fatal: true });
	const chunks = (
		file.path ? createReadStream(file.path, { highWaterMark: 1 << 16 }) : [file.bytes!]
	) as AsyncIterable<Uint8Array>;
	async function* records() {
		try {
			for await (const chunk of chunks) yield scanner.scan(decoder.decode(chunk, { stream: true }), false);
			yield scanner.scan(decoder.decode(), true);
		} catch (error) {
			throw refuseFile('encoding', {
				file: file.name,
				message: `is not utf-8 text (${(error as Error).message})`,
				remedy: 'gb18030'
			});
		}
	}
	const all = records();
	let first: string[][] = [];
	while (first.length === 0) {
		const next = await all.next();
		if (next.done) throw refuseFile('empty', { file: file.name, message: 'empty', remedy: '' });
		first = next.value;
	}
	const header = first.shift()!;
	let row = 1;
	const toRows = (batch: string[][]): SourceRow[] =>
		batch.flatMap((cells) => {
			row++;
			return cells.length === 1 && cells[0] === '' ? [] : [{ row, cells }];
		});
	return {
		format: 'csv',
		headerRow: 1,
		headerRows: 1,
		header,
		preamble: [],
		footer: [],
		async *rows() {
			yield toRows(first);
			for await (const batch of all) yield toRows(batch);
		},
		close: async () => undefined
	};
}
