import { openBytes, type ByteSource } from './byte-source';
import { openCsv } from './csv/open-csv';
import { openJson } from './json/open-json';
import { refuseFile, type RefusalReason } from './refuse-file';
import {
	sourceLimits,
	type RowSource,
	type SourceFile,
	type SourceFormat,
	type SourceLimits,
	type SourceOptions
} from './row-source';
import { protectedByPassword } from './xlsx/archive';
import { openXlsx } from './xlsx/open-xlsx';

/**
 * Opens a file as a table, whatever it is: finds out its format, encoding, delimiter, sheet and header where `options` do not
 * say them. Reads no more than that; rows are read as they are asked for.
 * @throws DomainError `importRefused` naming file, row, column and remedy
 */
export async function openRowSource(
	file: SourceFile,
	options: SourceOptions = {},
	limits: SourceLimits = sourceLimits
): Promise<RowSource> {
	const source = await openBytes(file, limits);
	const format = await formatOf(source);
	if (format === 'xlsx') return openXlsx(file, options, limits);
	// What the bytes say goes before what somebody believes; of two texts nobody but the person can tell.
	return (options.format ?? format) === 'json'
		? openJson(source, options, limits)
		: openCsv(source, options, limits);
}

const compoundFile = [0xd0, 0xcf, 0x11, 0xe0];
const zipArchive = [0x50, 0x4b, 0x03, 0x04];
const emptyZip = [0x50, 0x4b, 0x05, 0x06];

/** Beginnings of files that are no table, each with its name. */
const strangers: readonly (readonly [number[], string])[] = [
	[[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
	[[0x89, 0x50, 0x4e, 0x47], 'a picture'],
	[[0xff, 0xd8, 0xff], 'a picture'],
	[[0x47, 0x49, 0x46, 0x38], 'a picture'],
	[[0x1f, 0x8b], 'a compressed file'],
	[[0x52, 0x61, 0x72, 0x21], 'an archive'],
	[[0x37, 0x7a, 0xbc, 0xaf], 'an archive'],
	[[0x7f, 0x45, 0x4c, 0x46], 'a program'],
	[[0x4d, 0x5a, 0x90], 'a program']
];

/** By the bytes, for names lie: workbooks are sent as .csv, web pages as .xls. @throws DomainError `importRefused` */
async function formatOf(source: ByteSource): Promise<SourceFormat> {
	const { name: file } = source;
	const head = await source.head(4096);
	const beginsWith = (bytes: readonly number[]) => bytes.every((byte, at) => head[at] === byte);
	if (beginsWith(zipArchive) || beginsWith(emptyZip)) return 'xlsx';
	if (beginsWith(compoundFile)) throw await compoundRefusal(source);
	const stranger = strangers.find(([bytes]) => beginsWith(bytes));
	if (stranger) throw refused(file, 'notATable', `is ${stranger[1]}`, 'Choose a CSV, XLSX or JSON file');
	const text = new TextDecoder('latin1')
		.decode(head)
		.replace(/^\u00EF\u00BB\u00BF/, '')
		.trimStart();
	if (/^<(!doctype html|html|table|head|meta)/i.test(text)) {
		throw refused(
			file,
			'webPage',
			'is a web page under the name of a table',
			'Open it in your spreadsheet program and save it as .xlsx'
		);
	}
	if (text.startsWith('<?xml')) {
		throw refused(
			file,
			'notATable',
			'is an XML file',
			'Open it in your spreadsheet program and save it as .xlsx'
		);
	}
	if (/\.(json|jsonl|ndjson)$/i.test(file)) return 'json';
	if (/\.xls[xm]?$/i.test(file) && !/^[\s\S]{0,200}[,;\t|]/.test(text)) {
		throw refused(
			file,
			'brokenWorkbook',
			'is no workbook, whatever its name says',
			'Open it in your spreadsheet program and save it as .xlsx'
		);
	}
	return /^(\[\s*\{|\{\s*")/.test(text) ? 'json' : 'csv';
}

/** What Excel wrote until 2003, and what it writes still when a workbook has a password. */
async function compoundRefusal(source: ByteSource): Promise<Error> {
	const encrypted = Buffer.from('EncryptedPackage', 'utf16le');
	let before = Buffer.alloc(0);
	for await (const chunk of source.chunks()) {
		const bytes = Buffer.concat([before, chunk]);
		if (bytes.includes(encrypted)) return protectedByPassword(source.name);
		before = bytes.subarray(-encrypted.length);
	}
	return refused(
		source.name,
		'oldWorkbook',
		'is a workbook or document of before 2007',
		'Open it in your spreadsheet program and save it as .xlsx'
	);
}

function refused(file: string, reason: RefusalReason, message: string, remedy: string): Error {
	return refuseFile(reason, { file, message, remedy });
}
