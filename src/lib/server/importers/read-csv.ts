import { parse } from 'csv-parse';
import { DomainError } from '../../domain/errors';

/** A data row by column name, with its place in the file. */
export interface SourceRow {
	/** counted as a spreadsheet does: the header is row 1 */
	readonly row: number;
	readonly cells: Readonly<Record<string, string>>;
}

export interface CsvOptions {
	readonly delimiter: string;
	/** most rows to read; more refuse the file */
	readonly maximumRows?: number;
}

/**
 * Reads RFC 4180 text: a header, then rows of as many cells. Leading byte-order mark and trailing blank lines are ignored.
 * @throws DomainError `importRefused` naming row and remedy
 */
export async function readCsv(
	text: string,
	options: CsvOptions
): Promise<{ header: string[]; rows: SourceRow[] }> {
	const maximumRows = options.maximumRows ?? 2_000_000;
	const parser = parse(text, {
		bom: true,
		// All of them, not the first that is met: a file that two systems wrote has both.
		record_delimiter: ['\r\n', '\n', '\r'],
		delimiter: options.delimiter,
		skip_empty_lines: true,
		relax_column_count: true,
		max_record_size: 1_000_000,
		info: true
	});
	let header: string[] | undefined;
	const rows: SourceRow[] = [];
	try {
		for await (const entry of parser) {
			const { record, info } = entry as { record: string[]; info: { lines: number } };
			const bare = record.findIndex((text) => text.includes('\0'));
			if (bare >= 0) {
				throw new DomainError(
					'importRefused',
					`row ${rows.length + (header ? 2 : 1)}, column "${header?.[bare] ?? bare + 1}": holds the character U+0000. ` +
						`Save the file as CSV in the encoding that the mapping names.`
				);
			}
			if (!header) {
				header = record.map((name) => name.trim());
				const repeated = header.find((name, i) => name !== '' && header!.indexOf(name) !== i);
				if (repeated !== undefined) {
					throw new DomainError(
						'importRefused',
						`row 1, column "${repeated}": the header names this column twice. Rename one of them.`
					);
				}
				continue;
			}
			const row = rows.length + 2;
			if (record.length !== header.length) {
				throw new DomainError(
					'importRefused',
					`row ${row} (line ${info.lines}): ${record.length} cells under a header of ${header.length}. ` +
						`Check the delimiter and the quotes of this row.`
				);
			}
			if (rows.length >= maximumRows) {
				throw new DomainError('importRefused', `more than ${maximumRows} rows. Split the file.`);
			}
			rows.push({ row, cells: Object.fromEntries(header.map((name, i) => [name, record[i] ?? ''])) });
		}
	} catch (error) {
		if (error instanceof DomainError) throw error;
		throw new DomainError(
			'importRefused',
			`row ${rows.length + 2}: ${(error as Error).message}. Check the quotes of this row.`
		);
	}
	if (!header) throw new DomainError('importRefused', 'the file is empty. It needs a header and rows.');
	if (rows.length === 0) {
		throw new DomainError('importRefused', 'the file has a header and no rows. There is nothing to import.');
	}
	return { header, rows };
}
