import { SaxesParser } from 'saxes';
import type { SourceLimits } from '../row-source';
import { damaged, type Archive } from './archive';
import { refuseFile } from '../refuse-file';

export type Attributes = Readonly<Record<string, string>>;

/** What a reader of a part wants to know. Names come without their prefix. */
export interface XmlReader {
	open?(name: string, attributes: Attributes): void;
	text?(text: string): void;
	close?(name: string): void;
}

/** Elements inside each other; writers go a tenth as deep, and a parser keeps every one that is open. */
const mostDepth = 100;

/** Counts the elements of a part that are open. */
export class Nesting {
	#open = 0;

	constructor(
		readonly file: string,
		readonly part: string
	) {}

	/** @throws DomainError `importRefused` */
	enter(): void {
		if (++this.#open > mostDepth) {
			throw damaged(this.file, `its part ${this.part} nests elements more than ${mostDepth} deep`);
		}
	}

	leave(): void {
		this.#open--;
	}
}

/**
 * Reads a part element by element, however long it is. A text, tag or comment that goes on for longer than a cell may be refuses
 * the workbook before it fills the memory. Entities that a document declares for itself are not expanded.
 * `pause` is waited for between chunks.
 */
export async function* readXml(
	archive: Archive,
	part: string,
	reader: XmlReader,
	limits: SourceLimits
): AsyncGenerator<void> {
	const parser = new SaxesParser({ xmlns: false, position: false } as const);
	// An escaped character takes up to ten.
	const longest = 10 * limits.cellCharacters + 1_000_000;
	let fed = 0;
	let heard = 0;
	let failure: Error | undefined;
	parser.on('error', (error) => (failure ??= error));
	const nesting = new Nesting(archive.name, part);
	parser.on('opentag', (tag) => {
		heard = fed;
		nesting.enter();
		reader.open?.(bare(tag.name), tag.attributes);
	});
	parser.on('text', (text) => {
		heard = fed;
		reader.text?.(text);
	});
	parser.on('cdata', (text) => {
		heard = fed;
		reader.text?.(text);
	});
	parser.on('closetag', (tag) => {
		heard = fed;
		nesting.leave();
		reader.close?.(bare(tag.name));
	});
	const decoder = new TextDecoder('utf-8');
	const check = (): void => {
		if (failure) {
			const [line = ''] = failure.message.split('\n');
			throw damaged(archive.name, `its part ${part} is no XML (${line.slice(0, 100)})`);
		}
		if (fed - heard > longest) throw cellTooLong(archive.name, limits);
	};
	for await (const chunk of archive.chunks(part)) {
		const text = decoder.decode(chunk, { stream: true });
		fed += text.length;
		parser.write(text);
		check();
		yield;
	}
	parser.write(decoder.decode());
	parser.close();
	check();
}

/** A part that is read to its end at once. */
export async function readWholeXml(
	archive: Archive,
	part: string,
	reader: XmlReader,
	limits: SourceLimits
): Promise<void> {
	for await (const _ of readXml(archive, part, reader, limits));
}

export function cellTooLong(file: string, { cellCharacters }: SourceLimits, row?: number): Error {
	return refuseFile('cellTooLong', {
		file,
		...(row === undefined ? {} : { row }),
		message: `a cell is longer than ${cellCharacters} characters`,
		remedy: 'Shorten it'
	});
}

function bare(name: string): string {
	const colon = name.indexOf(':');
	return colon < 0 ? name : name.slice(colon + 1);
}
