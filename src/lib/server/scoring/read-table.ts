import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import type { FileProblems } from '../../domain/scoring/file-contract/file-problems';
import type { TableReader } from '../../domain/scoring/file-contract/table-reader';
import type { ContractFile } from './run-contract';

/** Hands a UTF-8, RFC 4180 file to its reader row by row; records are let go as soon as they were read. */
export function readTable({ name, bytes }: ContractFile, reader: TableReader, problems: FileProblems): void {
	if (!isUtf8(bytes)) {
		problems.add({ file: name, message: 'is not UTF-8', remedy: 'save it as UTF-8' });
		return;
	}
	let row = 0;
	try {
		parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
			bom: true,
			// All of them, not the first that is met: a file that two systems wrote has both.
			record_delimiter: ['\r\n', '\n', '\r'],
			relax_column_count: true,
			on_record(record: string[]) {
				reader.readRow(record, ++row);
				return null;
			}
		});
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const [line = ''] = error.message.split('\n');
		problems.add({ file: name, row: row + 1, message: line, remedy: 'quote cells by RFC 4180' });
		return;
	}
	reader.finish();
}
