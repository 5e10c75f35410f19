import { strToU8, zipSync, type Zippable } from 'fflate';

export interface WorkbookParts {
	/** what stands between `<worksheet>` and `</worksheet>`, by sheet */
	readonly sheets: readonly (string | Uint8Array)[];
	readonly names?: readonly string[];
	readonly hidden?: readonly number[];
	readonly strings?: readonly string[];
	/** number formats of styles 0, 1 …: a built-in number or a code */
	readonly formats?: readonly (number | string)[];
	readonly is1904?: boolean;
	readonly others?: Zippable;
}

const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook part by part, as no writer that means well would make it. */
export function makeWorkbook({
	sheets,
	names = sheets.map((_, at) => `Sheet${at + 1}`),
	hidden = [],
	strings = [],
	formats = [0],
	is1904 = false,
	others = {}
}: WorkbookParts): Uint8Array {
	const parts: Zippable = {
		'[Content_Types].xml': strToU8('<Types/>'),
		'_rels/.rels': strToU8(
			`<Relationships><Relationship Id="r" Type="${types}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
		),
		'xl/workbook.xml': strToU8(
			`<workbook xmlns:r="x"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${names
				.map(
					(name, at) =>
						`<sheet name="${name}" sheetId="${at + 1}" r:id="s${at}"${hidden.includes(at) ? ' state="hidden"' : ''}/>`
				)
				.join('')}</sheets></workbook>`
		),
		'xl/_rels/workbook.xml.rels': strToU8(
			`<Relationships>${sheets
				.map(
					(_, at) =>
						`<Relationship Id="s${at}" Type="${types}/worksheet" Target="worksheets/sheet${at}.xml"/>`
				)
				.join(
					''
				)}<Relationship Id="a" Type="${types}/styles" Target="styles.xml"/><Relationship Id="b" Type="${types}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`
		),
		'xl/styles.xml': strToU8(
			`<styleSheet><numFmts>${formats
				.map((format, at) =>
					typeof format === 'string'
						? `<numFmt numFmtId="${200 + at}" formatCode="${format.replaceAll('"', '&quot;')}"/>`
						: ''
				)
				.join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>${formats
				.map((format, at) => `<xf numFmtId="${typeof format === 'string' ? 200 + at : format}"/>`)
				.join('')}</cellXfs></styleSheet>`
		),
		'xl/sharedStrings.xml': strToU8(`<sst>${strings.map((s) => `<si>${s}</si>`).join('')}</sst>`),
		...others
	};
	sheets.forEach((sheet, at) => {
		parts[`xl/worksheets/sheet${at}.xml`] =
			typeof sheet === 'string' ? strToU8(`<worksheet>${sheet}</worksheet>`) : sheet;
	});
	return zipSync(parts, { level: 1 });
}

/** `<sheetData>` from rows of cells that are XML already, or texts. */
export function sheetData(rows: readonly (readonly string[])[]): string {
	return `<sheetData>${rows
		.map(
			(cells, row) =>
				`<row r="${row + 1}">${cells
					.map((cell) => (cell.startsWith('<') ? cell : `<c t="inlineStr"><is><t>${cell}</t></is></c>`))
					.join('')}</row>`
		)
		.join('')}</sheetData>`;
}
