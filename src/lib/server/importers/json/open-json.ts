import type { ByteSource } from '../byte-source';
import { decodeChunks, encodingOf } from '../decode-chunks';
import { Patience } from '../patience';
import { refuseFile, type RefusalReason } from '../refuse-file';
import type { CellValue, RowSource, SourceLimits, SourceOptions, SourceRow } from '../row-source';
import { JsonBroken, JsonSplitter } from './json-splitter';

/** Entries whose keys make the header; a later one with another key is wrong. */
const headerEntries = 1000;
const batchRows = 1000;

type Entry = Readonly<Record<string, unknown>>;

/**
 * JSON as a row source: `[{…}, …]`, `{"data": [{…}, …]}` or one object a line, of texts, numbers, booleans and null.
 * @throws DomainError `importRefused`
 */
export async function openJson(
	source: ByteSource,
	options: SourceOptions,
	limits: SourceLimits
): Promise<RowSource> {
	const patience = new Patience(source.name, limits.seconds);
	const encoding = options.encoding ?? (await patience.during(encodingOf(source)));
	const raw = entriesOf(source, encoding);
	const iterator = patience.watch(raw);
	const close = async (): Promise<void> => {
		await iterator.return(undefined);
	};
	const sample: Entry[] = [];
	while (sample.length < headerEntries) {
		const { value, done } = await iterator.next();
		if (done) break;
		sample.push(...value);
	}
	if (sample.length === 0) {
		throw refuseFile('noRows', {
			file: source.name,
			message: 'there is no object in it',
			remedy: 'Write [{"unit": …, "period": …}, …], {"data": […]}, or one object a line'
		});
	}
	const header = [...new Set(sample.slice(0, headerEntries).flatMap((entry) => Object.keys(entry)))];
	if (header.length > limits.columns) {
		// A refused table is nobody's to close, and its file is open still.
		await close();
		throw refuseFile('tooManyColumns', {
			file: source.name,
			message: `more than ${limits.columns} keys`,
			remedy: 'Leave out the keys that nobody needs'
		});
	}
	const reader = new EntryReader(source.name, header, limits);
	async function* rows(): AsyncGenerator<readonly SourceRow[]> {
		for (let from = 0; from < sample.length; from += batchRows) {
			yield sample.slice(from, from + batchRows).map((entry) => reader.row(entry));
		}
		for await (const entries of iterator) yield entries.map((entry) => reader.row(entry));
	}
	return {
		format: 'json',
		encoding,
		headerRow: 0,
		headerRows: 0,
		header,
		preamble: [],
		footer: [],
		rows,
		close
	};
}

async function* entriesOf(source: ByteSource, encoding: NonNullable<RowSource['encoding']>) {
	const splitter = new JsonSplitter();
	let count = 0;
	let batch: Entry[] = [];
	const parse = (text: string): Entry => {
		count++;
		try {
			return JSON.parse(text) as Entry;
		} catch (error) {
			throw refused(source.name, 'brokenJson', count, (error as Error).message);
		}
	};
	try {
		for await (const text of decodeChunks(source, encoding, () => count)) {
			for (const entry of splitter.split(text, false)) batch.push(parse(entry));
			if (batch.length < batchRows) continue;
			yield batch;
			batch = [];
		}
		for (const entry of splitter.split('', true)) batch.push(parse(entry));
	} catch (error) {
		if (error instanceof JsonBroken) throw refused(source.name, error.reason, error.entry, error.message);
		throw error;
	}
	if (batch.length > 0) yield batch;
}

function refused(file: string, reason: RefusalReason, row: number, message: string): Error {
	const remedy = 'Write [{"unit": …, "period": …}, …], {"data": […]}, or one object a line';
	return refuseFile(reason, { file, row, message, remedy });
}

class EntryReader {
	readonly #positions: ReadonlyMap<string, number>;
	#count = 0;

	constructor(
		readonly file: string,
		readonly header: readonly string[],
		readonly limits: SourceLimits
	) {
		this.#positions = new Map(header.map((key, position) => [key, position]));
	}

	row(entry: Entry): SourceRow {
		const row = ++this.#count;
		if (row > this.limits.rows) {
			throw refuseFile('tooManyRows', {
				file: this.file,
				row,
				message: `more than ${this.limits.rows} entries`,
				remedy: 'Split the file'
			});
		}
		const cells: string[] = new Array<string>(this.header.length).fill('');
		const typed: (CellValue | undefined)[] = new Array<undefined>(this.header.length).fill(undefined);
		let unknown: string | undefined;
		for (const [key, value] of Object.entries(entry)) {
			const position = this.#positions.get(key);
			if (position === undefined) {
				unknown ??= key;
				continue;
			}
			cells[position] = this.#text(value, row, key);
			if (typeof value === 'number' && Number.isFinite(value)) typed[position] = { kind: 'number', value };
			if (typeof value === 'boolean') typed[position] = { kind: 'boolean', value };
		}
		if (unknown === undefined) return { row, cells, typed };
		return {
			row,
			cells,
			typed,
			problem: {
				reason: 'unknownKey',
				message: `the key "${unknown.slice(0, 100)}" is in none of the first ${headerEntries} entries`,
				remedy: 'Check its spelling, or give it to an earlier entry as well'
			}
		};
	}

	#text(value: unknown, row: number, column: string): string {
		if (value === null) return '';
		if (typeof value === 'object') {
			throw refuseFile('nestedValue', {
				file: this.file,
				row,
				column,
				message: `holds ${Array.isArray(value) ? 'a list' : 'an object'} where a text, a number, a boolean or null has to be`,
				remedy: 'Give each value a key of its own'
			});
		}
		const text = String(value);
		if (text.length > this.limits.cellCharacters) {
			throw refuseFile('cellTooLong', {
				file: this.file,
				row,
				column,
				message: `the text is longer than ${this.limits.cellCharacters} characters`,
				remedy: 'Shorten it'
			});
		}
		if (text.includes('\0')) {
			throw refuseFile('nullCharacter', {
				file: this.file,
				row,
				column,
				message: 'holds the character U+0000',
				remedy: 'Take it out'
			});
		}
		return text;
	}
}
