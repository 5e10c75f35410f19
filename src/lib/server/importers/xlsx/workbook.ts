import { refuseFile } from '../refuse-file';
import type { SourceLimits } from '../row-source';
import { damaged, type Archive } from './archive';
import { formatKind, type FormatKind } from './number-format';
import { cellTooLong, readWholeXml } from './xml-parts';

/** What a workbook says about all of its sheets. */
export interface Workbook {
	readonly sheets: readonly { readonly name: string; readonly part: string; readonly isHidden: boolean }[];
	readonly is1904: boolean;
	/** by the style number of a cell */
	readonly formats: readonly FormatKind[];
	readonly strings: readonly string[];
}

/** @throws DomainError `importRefused` */
export async function readWorkbook(archive: Archive, limits: SourceLimits): Promise<Workbook> {
	refuseOthers(archive);
	const [main = 'xl/workbook.xml'] = await targets(archive, '', '_rels/.rels', 'officeDocument', limits);
	const folder = main.slice(0, main.lastIndexOf('/') + 1);
	const rels = `${folder}_rels/${main.slice(folder.length)}.rels`;
	const parts = await relationships(archive, folder, rels, limits);
	const found: { name: string; id: string; isHidden: boolean }[] = [];
	let is1904 = false;
	await readWholeXml(
		archive,
		main,
		{
			open(name, attributes) {
				if (name === 'workbookPr') is1904 = isTrue(attributes['date1904']);
				if (name !== 'sheet') return;
				const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
				const state = attributes['state'] ?? 'visible';
				found.push({ name: attributes['name'] ?? '', id, isHidden: state !== 'visible' });
			}
		},
		limits
	);
	const sheets = found.flatMap(({ name, id, isHidden }) => {
		const part = parts.get(id);
		return part?.type === 'worksheet' ? [{ name, part: part.target, isHidden }] : [];
	});
	if (sheets.length === 0) throw damaged(archive.name, 'it has no sheet');
	const byType = (type: string) => [...parts.values()].find((p) => p.type === type)?.target;
	return {
		sheets,
		is1904,
		formats: await readFormats(archive, byType('styles'), limits),
		strings: await readStrings(archive, byType('sharedStrings'), limits)
	};
}

/** What has the same container and is something else. */
function refuseOthers(archive: Archive): void {
	const { name: file } = archive;
	if (archive.has('xl/workbook.bin')) {
		throw refuseFile('binaryWorkbook', {
			file,
			message: 'is a binary workbook (.xlsb)',
			remedy: 'Save it as .xlsx'
		});
	}
	if (archive.has('content.xml') && archive.has('mimetype')) {
		throw refuseFile('openDocument', {
			file,
			message: 'is an OpenDocument file',
			remedy: 'Save the sheet as .xlsx or CSV'
		});
	}
	if (!archive.has('[Content_Types].xml')) {
		throw refuseFile('otherDocument', {
			file,
			message: 'is an archive and no workbook',
			remedy: 'Unpack it and choose the file in it'
		});
	}
	const isOther = [...archive.entries.keys()].some((part) => /^(word|ppt|visio)\//.test(part));
	if (isOther) {
		throw refuseFile('otherDocument', {
			file,
			message: 'is a document and no workbook',
			remedy: 'Copy its table into a spreadsheet and save that as .xlsx'
		});
	}
}

interface Relationship {
	readonly type: string;
	readonly target: string;
}

async function relationships(
	archive: Archive,
	folder: string,
	part: string,
	limits: SourceLimits
): Promise<Map<string, Relationship>> {
	const found = new Map<string, Relationship>();
	if (!archive.has(part)) return found;
	await readWholeXml(
		archive,
		part,
		{
			open(name, { Id = '', Type = '', Target = '' }) {
				if (name !== 'Relationship') return;
				found.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target: resolvePart(folder, Target) });
			}
		},
		limits
	);
	return found;
}

async function targets(
	archive: Archive,
	folder: string,
	part: string,
	type: string,
	limits: SourceLimits
): Promise<string[]> {
	const found = await relationships(archive, folder, part, limits);
	return [...found.values()].filter((r) => r.type === type).map((r) => r.target);
}

/** `worksheets/sheet1.xml`, `../x.xml` or `/xl/x.xml` from a folder of the archive. */
function resolvePart(folder: string, target: string): string {
	return new URL(target.replaceAll('\\', '/'), `file:///${folder}`).pathname.slice(1);
}

async function readFormats(
	archive: Archive,
	part: string | undefined,
	limits: SourceLimits
): Promise<FormatKind[]> {
	if (part === undefined || !archive.has(part)) return [];
	const codes = new Map<number, string>();
	const formats: FormatKind[] = [];
	let isCellFormat = false;
	await readWholeXml(
		archive,
		part,
		{
			open(name, attributes) {
				if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
				else if (name === 'cellXfs') isCellFormat = true;
				else if (name === 'xf' && isCellFormat) {
					const id = Number(attributes['numFmtId'] ?? 0);
					formats.push(formatKind(id, codes.get(id)));
				}
			},
			close(name) {
				if (name === 'cellXfs') isCellFormat = false;
			}
		},
		limits
	);
	return formats;
}

async function readStrings(
	archive: Archive,
	part: string | undefined,
	limits: SourceLimits
): Promise<string[]> {
	if (part === undefined || !archive.has(part)) return [];
	const strings: string[] = [];
	let text = '';
	let isText = false;
	/** readings above Chinese and Japanese characters are no part of the text */
	let isReading = false;
	await readWholeXml(
		archive,
		part,
		{
			open(name) {
				if (name === 'si') text = '';
				else if (name === 'rPh') isReading = true;
				else if (name === 't') isText = !isReading;
			},
			text(piece) {
				if (isText) text += piece;
				if (text.length > limits.cellCharacters) throw cellTooLong(archive.name, limits);
			},
			close(name) {
				if (name === 't') isText = false;
				else if (name === 'rPh') isReading = false;
				else if (name === 'si') strings.push(unescapeText(text));
			}
		},
		limits
	);
	return strings;
}

/** Characters that XML cannot hold stand as `_x000D_`. */
export function unescapeText(text: string): string {
	if (!text.includes('_x')) return text;
	return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function isTrue(text: string | undefined): boolean {
	return text === '1' || text === 'true';
}
