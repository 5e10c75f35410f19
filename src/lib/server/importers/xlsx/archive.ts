import type { Readable } from 'node:stream';
import { fromBuffer, open, type Entry, type ZipFile } from 'yauzl';
import { DomainError } from '../../../domain/errors';
import { refuseFile } from '../refuse-file';
import type { SourceFile, SourceLimits } from '../row-source';

/** Parts that one workbook may have: the largest seen in the wild have some hundred. */
const mostEntries = 5000;

/**
 * The parts of a workbook. What its directory promises is added up before anything is unpacked, and what is unpacked is counted
 * as it comes, for a directory can lie.
 */
export class Archive {
	#unpacked = 0;

	private constructor(
		readonly name: string,
		readonly limits: SourceLimits,
		readonly zip: ZipFile,
		readonly entries: ReadonlyMap<string, Entry>
	) {}

	/** @throws DomainError `importRefused` */
	static async open(file: SourceFile, limits: SourceLimits): Promise<Archive> {
		const zip = await openZip(file).catch(() => {
			throw damaged(file.name, 'its end is missing or its directory cannot be read');
		});
		try {
			return new Archive(file.name, limits, zip, await listEntries(file.name, zip, limits));
		} catch (error) {
			zip.close();
			throw error;
		}
	}

	has(part: string): boolean {
		return this.entries.has(part.toLowerCase());
	}

	/** The bytes of a part as they are unpacked. @throws DomainError `importRefused` */
	async *chunks(part: string): AsyncGenerator<Uint8Array> {
		const entry = this.entries.get(part.toLowerCase());
		if (!entry) throw damaged(this.name, `it has no part ${part}`);
		if (entry.isEncrypted()) throw protectedByPassword(this.name);
		try {
			for await (const chunk of await openPart(this.zip, entry)) {
				const bytes = chunk as Uint8Array;
				this.#unpacked += bytes.byteLength;
				// Sheets are unpacked twice: once to be measured, once to be read.
				if (this.#unpacked > 2 * this.limits.expandedBytes) throw expandsTooMuch(this.name, this.limits);
				yield bytes;
			}
		} catch (error) {
			if (error instanceof DomainError) throw error;
			const code = (error as NodeJS.ErrnoException).code ?? '';
			throw damaged(
				this.name,
				`its part ${part} cannot be unpacked${code.startsWith('Z_') ? ` (${code})` : ''}`
			);
		}
	}

	/** A small part as text. */
	async text(part: string): Promise<string> {
		const decoder = new TextDecoder('utf-8');
		let text = '';
		for await (const chunk of this.chunks(part)) text += decoder.decode(chunk, { stream: true });
		return text + decoder.decode();
	}

	close(): void {
		this.zip.close();
	}
}

function openZip({ path, bytes }: SourceFile): Promise<ZipFile> {
	const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: false };
	return new Promise((done, failed) => {
		const opened = (error: Error | null, zip?: ZipFile) => (zip ? done(zip) : failed(error!));
		if (bytes) fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), options, opened);
		else open(path!, options, opened);
	});
}

function listEntries(file: string, zip: ZipFile, limits: SourceLimits): Promise<Map<string, Entry>> {
	const entries = new Map<string, Entry>();
	let promised = 0;
	return new Promise((done, failed) => {
		zip.on('error', () => failed(damaged(file, 'its directory cannot be read')));
		zip.on('end', () => done(entries));
		zip.on('entry', (entry: Entry) => {
			promised += entry.uncompressedSize;
			if (entries.size >= mostEntries || promised > limits.expandedBytes) {
				failed(expandsTooMuch(file, limits));
				return;
			}
			// Names differ in case between writers, and within one workbook.
			entries.set(entry.fileName.replace(/^\//, '').toLowerCase(), entry);
			zip.readEntry();
		});
		zip.readEntry();
	});
}

function openPart(zip: ZipFile, entry: Entry): Promise<Readable> {
	return new Promise((done, failed) => {
		zip.openReadStream(entry, (error, stream) => (stream ? done(stream) : failed(error!)));
	});
}

export function damaged(file: string, what: string): Error {
	return refuseFile('brokenWorkbook', {
		file,
		message: `the workbook is damaged: ${what}`,
		remedy: 'Open it in your spreadsheet program and save it as .xlsx again'
	});
}

export function protectedByPassword(file: string): Error {
	return refuseFile('protectedWorkbook', {
		file,
		message: 'the workbook is protected by a password',
		remedy: 'Remove the password in your spreadsheet program and save it again'
	});
}

function expandsTooMuch(file: string, { expandedBytes }: SourceLimits): Error {
	return refuseFile('expandsTooMuch', {
		file,
		message: `the workbook unpacks to more than ${Math.round(expandedBytes / 1e6)} MB`,
		remedy: 'Split it, or save the sheet as CSV'
	});
}
