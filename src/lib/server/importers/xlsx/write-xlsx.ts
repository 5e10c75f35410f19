import { Zip } from 'fflate';
import { DomainError } from '../../../domain/errors';
import { DeflatedPart } from './deflated-part';
import { neutralText } from '../neutral-text';
import type { OutCell, OutColumn, OutRows } from '../write-table';

export interface OutSheet {
	readonly name: string;
	readonly columns: readonly OutColumn[];
	readonly rows: OutRows;
}

/** Rows that a sheet can have, and characters of a cell. */
const mostRows = 1_048_576;
const mostCharacters = 32_767;
const chunkCharacters = 65_536;

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Numbers of the cell formats in `styles`. */
const style = { header: 1, percent: 2, date: 3 } as const;

/**
 * A workbook, written as its rows come: header in bold and kept in sight, numbers as numbers, text that no program takes for a
 * formula. The same rows give the same bytes.
 */
export async function* writeXlsx(sheets: readonly OutSheet[]): AsyncGenerator<Uint8Array> {
	const ready: Uint8Array[] = [];
	let failure: Error | undefined;
	const zip = new Zip((error, chunk) => {
		if (error) failure = error;
		else ready.push(chunk);
	});
	const encoder = new TextEncoder();
	const begin = (name: string): DeflatedPart => {
		const part = new DeflatedPart(name);
		zip.add(part);
		return part;
	};
	for (const [name, text] of Object.entries(fixedParts(sheets))) {
		await begin(name).end(encoder.encode(declaration + text));
	}
	for (const [position, sheet] of sheets.entries()) {
		const part = begin(`xl/worksheets/sheet${position + 1}.xml`);
		for await (const text of sheetText(sheet)) {
			await part.write(encoder.encode(text));
			yield* ready.splice(0);
		}
		await part.end();
	}
	zip.end();
	if (failure) throw failure;
	yield* ready;
}

async function* sheetText({ name, columns, rows }: OutSheet): AsyncGenerator<string> {
	const widths = columns
		.map(({ width = 14 }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
		.join('');
	let text =
		`${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
		`${widths === '' ? '' : `<cols>${widths}</cols>`}<sheetData>` +
		rowText(
			1,
			columns.map((c) => c.name),
			style.header
		);
	let row = 1;
	for await (const cells of rows) {
		if (++row > mostRows) {
			throw new DomainError(
				'tooLarge',
				`The sheet "${name}" has more than ${mostRows} rows: write it as CSV`
			);
		}
		text += rowText(row, cells);
		if (text.length < chunkCharacters) continue;
		yield text;
		text = '';
	}
	yield `${text}</sheetData></worksheet>`;
}

function rowText(row: number, cells: readonly OutCell[], cellStyle = 0): string {
	return `<row r="${row}">${cells.map((cell, at) => cellText(`${columnName(at)}${row}`, cell, cellStyle)).join('')}</row>`;
}

function cellText(place: string, cell: OutCell, cellStyle: number): string {
	if (cell === null || cell === undefined || cell === '') return '';
	if (typeof cell === 'string') {
		const text = escapeXml(neutralText(cell).slice(0, mostCharacters));
		const styled = cellStyle === 0 ? '' : ` s="${cellStyle}"`;
		return `<c r="${place}"${styled} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
	}
	if (typeof cell === 'number') return Number.isFinite(cell) ? `<c r="${place}"><v>${cell}</v></c>` : '';
	if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
	if ('percent' in cell) {
		return Number.isFinite(cell.percent)
			? `<c r="${place}" s="${style.percent}"><v>${cell.percent}</v></c>`
			: '';
	}
	const serial = Date.parse(`${cell.date}T00:00:00Z`) / 86_400_000 + 25_569;
	// Days before March 1900 count differently from program to program.
	return serial > 60
		? `<c r="${place}" s="${style.date}"><v>${serial}</v></c>`
		: cellText(place, cell.date, 0);
}

/** `A`, `B` … `AA` for 0, 1 … 26. */
export function columnName(position: number): string {
	let name = '';
	for (let rest = position + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
		name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
	}
	return name;
}

/** XML has no place for control characters and halves of pairs: workbooks write them as `_x0007_`, and escape what looks so. */
function escapeXml(text: string): string {
	return text
		.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
		.replace(/[\u0000-\u0008\u000B\u000C\r\u000E-\u001F\uFFFE\uFFFF]/g, escapedCode)
		.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

function escapedCode(char: string): string {
	return `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

function fixedParts(sheets: readonly OutSheet[]): Record<string, string> {
	const type = (part: string, kind: string) =>
		`<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
	const names = sheetNames(sheets);
	const relation = (id: string, kind: string, target: string) =>
		`<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
	return {
		'[Content_Types].xml':
			`<Types xmlns="${packages}/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/>` +
			type('xl/workbook.xml', 'sheet.main') +
			type('xl/styles.xml', 'styles') +
			sheets.map((_, at) => type(`xl/worksheets/sheet${at + 1}.xml`, 'worksheet')).join('') +
			`</Types>`,
		'_rels/.rels': `<Relationships xmlns="${packages}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
		'xl/workbook.xml':
			`<workbook xmlns="${main}" xmlns:r="${office}"><sheets>` +
			names
				.map((name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
				.join('') +
			`</sheets></workbook>`,
		'xl/_rels/workbook.xml.rels':
			`<Relationships xmlns="${packages}/relationships">` +
			sheets.map((_, at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`)).join('') +
			relation(`rId${sheets.length + 1}`, 'styles', 'styles.xml') +
			`</Relationships>`,
		'xl/styles.xml': styles
	};
}

/** Sheets are called by up to 31 characters without `[]:*?/\`, each by another name. */
function sheetNames(sheets: readonly OutSheet[]): string[] {
	const taken = new Set<string>();
	return sheets.map(({ name }, at) => {
		const allowed = name
			.replace(/[[\]:*?/\\]/g, ' ')
			.replace(/^'|'$/g, ' ')
			.trim()
			.slice(0, 31);
		const unique =
			allowed === '' || taken.has(allowed.toLowerCase())
				? `${allowed.slice(0, 26)} ${at + 1}`.trim()
				: allowed;
		taken.add(unique.toLowerCase());
		return unique;
	});
}

const styles =
	`<styleSheet xmlns="${main}">` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
	`<xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
	`<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>` +
	`</styleSheet>`;
