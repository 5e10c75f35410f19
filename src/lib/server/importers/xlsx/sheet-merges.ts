import { SaxesParser } from 'saxes';
import type { MergedRange } from '../find-table';
import type { Archive } from './archive';
import { columnNumber } from './sheet-rows';
import { Nesting } from './xml-parts';

/** What follows the rows of a sheet is kept up to here; more than that is no list of merged cells. */
const mostTail = 20_000_000;
const mostMerges = 100_000;

/**
 * The merged cells of a sheet. They stand after its rows, yet have to be known before them: the sheet is unpacked once without
 * being read, which also finds out whether it can be, and how large it is.
 */
export async function sheetMerges(archive: Archive, part: string): Promise<MergedRange[]> {
	const tail = await textAfterRows(archive, part);
	if (tail === undefined) return [];
	const merges: MergedRange[] = [];
	const parser = new SaxesParser({ xmlns: false, fragment: true, position: false } as const);
	// The end of the document is cut off from its beginning: what its last tag closes was never opened.
	parser.on('error', () => {});
	const nesting = new Nesting(archive.name, part);
	parser.on('closetag', () => nesting.leave());
	parser.on('opentag', ({ name, attributes }) => {
		nesting.enter();
		if (!name.endsWith('mergeCell') || merges.length >= mostMerges) return;
		const [from = '', to = from] = (attributes['ref'] ?? '').replaceAll('$', '').split(':');
		const range = {
			top: rowNumber(from),
			left: columnNumber(from),
			bottom: rowNumber(to),
			right: columnNumber(to)
		};
		if (range.top > 0 && range.left > 0 && range.bottom >= range.top && range.right >= range.left) {
			merges.push(range);
		}
	});
	parser.write(tail);
	return merges;
}

async function textAfterRows(archive: Archive, part: string): Promise<string | undefined> {
	const end = Buffer.from('sheetData>');
	let before = Buffer.alloc(0);
	let tail: Uint8Array[] | undefined;
	let length = 0;
	for await (const chunk of archive.chunks(part)) {
		if (tail) {
			length += chunk.byteLength;
			if (length <= mostTail) tail.push(chunk);
			continue;
		}
		const bytes = Buffer.concat([before, chunk]);
		for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, at + 1)) {
			if (!/<\/([\w.-]+:)?$/.test(bytes.toString('latin1', Math.max(0, at - 40), at))) continue;
			tail = [bytes.subarray(at + end.length)];
			break;
		}
		before = bytes.subarray(-(end.length + 40));
	}
	return tail && Buffer.concat(tail).toString('utf8');
}

function rowNumber(reference: string): number {
	return Number(/\d+$/.exec(reference)?.[0] ?? 0);
}
