import type { ByteSource } from '../byte-source';
import { decodeChunks, encodingOf } from '../decode-chunks';
import type { RawRow } from '../find-table';
import { openTable } from '../open-table';
import { refuseFile } from '../refuse-file';
import type { RowSource, SourceEncoding, SourceLimits, SourceOptions } from '../row-source';
import { Patience } from '../patience';
import { CsvBroken, CsvScanner } from './csv-scanner';
import { detectDelimiter } from './detect-delimiter';

const sampleBytes = 65_536;
const batchRows = 1000;

const remedies: Record<CsvBroken['reason'], string> = {
	quotes: 'Close the quotes of this cell, and double those within it',
	cellTooLong: 'Look for a quote before it that is never closed, or shorten the cell',
	tooManyColumns: 'Check the delimiter, or leave out the columns that nobody needs'
};

/**
 * A delimited text as a row source; holds a chunk and a batch of it at a time.
 * @throws DomainError `importRefused`
 */
export async function openCsv(
	source: ByteSource,
	options: SourceOptions,
	limits: SourceLimits
): Promise<RowSource> {
	const patience = new Patience(source.name, limits.seconds);
	const encoding = options.encoding ?? (await patience.during(encodingOf(source)));
	const head = await source.head(sampleBytes);
	const sample = new TextDecoder(encoding).decode(head, { stream: true });
	const delimiter = options.delimiter ?? detectDelimiter(sample, head.length === source.size, limits);
	const raw = rawRows(source, encoding, new CsvScanner(delimiter, limits));
	const close = async (): Promise<void> => {
		await raw.return(undefined);
	};
	try {
		const table = await openTable(
			{ name: source.name, raw: patience.watch(raw), merges: [], isPadded: false },
			options,
			limits
		);
		return { format: 'csv', encoding, delimiter, ...table, close };
	} catch (error) {
		// A refused table is nobody's to close, and its file is open still.
		await close();
		throw error;
	}
}

async function* rawRows(
	source: ByteSource,
	encoding: SourceEncoding,
	scanner: CsvScanner
): AsyncGenerator<RawRow[], undefined> {
	let row = 0;
	let batch: RawRow[] = [];
	try {
		for await (const text of decodeChunks(source, encoding, () => row)) {
			for (const cells of scanner.scan(text, false)) batch.push({ row: ++row, cells });
			if (batch.length < batchRows) continue;
			yield batch;
			batch = [];
		}
		for (const cells of scanner.scan('', true)) batch.push({ row: ++row, cells });
	} catch (error) {
		if (!(error instanceof CsvBroken)) throw error;
		throw refuseFile(error.reason, {
			file: source.name,
			row: error.row,
			column: String(error.cell),
			message: error.message,
			remedy: remedies[error.reason]
		});
	}
	if (batch.length > 0) yield batch;
	return undefined;
}
