import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import type { FileProblems } from '../../src/lib/domain/scoring/file-contract/file-problems';
import type { TableReader } from '../../src/lib/domain/scoring/file-contract/table-reader';

/** The bytes of a file, or one problem that says why there are none. */
export function readBytes(file: string, problems: FileProblems): Buffer | undefined {
	try {
		return readFileSync(file);
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? 'error';
		const why =
			code === 'ENOENT' ? 'is not there' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
		problems.add({ file, message: why, remedy: 'give the path of a readable file' });
		return undefined;
	}
}

/** Hands a UTF-8, RFC 4180 file to its reader row by row; records are let go as soon as they were read. */
export function readCsv(file: string, reader: TableReader, problems: FileProblems): void {
	const bytes = readBytes(file, problems);
	if (!bytes) return;
	if (!isUtf8(bytes)) {
		problems.add({ file, message: 'is not UTF-8', remedy: 'save it as UTF-8' });
		return;
	}
	let row = 0;
	try {
		parse(bytes, {
			bom: true,
			relax_column_count: true,
			on_record(record: string[]) {
				reader.readRow(record, ++row);
				return null;
			}
		});
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const [line = ''] = error.message.split('\n');
		problems.add({ file, row: row + 1, message: line, remedy: 'quote cells by RFC 4180' });
		return;
	}
	reader.finish();
}
