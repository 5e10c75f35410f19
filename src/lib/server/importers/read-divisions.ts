import {
	digitsOf,
	divisionCode,
	divisionFlag,
	fullCode,
	shortDivisionName,
	type Division
} from '../../domain/unit/division';
import { DomainError } from '../../domain/errors';
import { readCsv, type SourceRow } from './read-csv';

/** A division with its place in the files. */
export interface DivisionRow extends Division {
	readonly file: string;
	readonly row: number;
}

export interface RefusedRow {
	readonly file: string;
	readonly row: number;
	readonly code: string;
	readonly reason: string;
}

export interface DivisionFile {
	readonly name: string;
	readonly text: string;
}

export interface DivisionFiles {
	readonly provinces: DivisionFile;
	readonly cities: DivisionFile;
	readonly areas: DivisionFile;
}

const levels = [
	{ key: 'provinces', level: 'province', parentColumn: undefined },
	{ key: 'cities', level: 'prefecture', parentColumn: 'provinceCode' },
	{ key: 'areas', level: 'county', parentColumn: 'cityCode' }
] as const;

/**
 * Provinces, prefectures and counties from three files whose codes nest by their beginnings, parents first; and the rows that fit
 * in nowhere, each with its reason.
 * @throws DomainError `importRefused` where a file is no such table at all
 */
export async function readDivisions(
	files: DivisionFiles
): Promise<{ divisions: DivisionRow[]; refused: RefusedRow[]; rows: number }> {
	const divisions: DivisionRow[] = [];
	const refused: RefusedRow[] = [];
	const names = new Map<string, string>();
	let rows = 0;
	for (const { key, level, parentColumn } of levels) {
		const file = files[key];
		for (const { row, cells } of await readTable(file, [
			'code',
			'name',
			...(parentColumn ? [parentColumn] : [])
		])) {
			rows++;
			const code = (cells['code'] ?? '').trim();
			const name = (cells['name'] ?? '').trim();
			const parent = parentColumn === undefined ? undefined : (cells[parentColumn] ?? '').trim();
			const reason = refusalOf(level, { code, name, parent }, names);
			if (reason !== undefined) {
				refused.push({ file: file.name, row, code, reason });
				continue;
			}
			names.set(code, name);
			divisions.push({
				file: file.name,
				row,
				code: divisionCode(level, code),
				level,
				parentCode: parent === undefined ? null : fullCode(parent),
				name,
				shortName: shortDivisionName(level, name),
				flag: divisionFlag(level, code, name, parent === undefined ? undefined : names.get(parent))
			});
		}
	}
	return { divisions, refused, rows };
}

async function readTable(file: DivisionFile, columns: readonly string[]): Promise<SourceRow[]> {
	try {
		const { header, rows } = await readCsv(file.text, { delimiter: ',', maximumRows: 100_000 });
		const absent = columns.filter((column) => !header.includes(column));
		if (absent.length > 0) {
			throw new DomainError(
				'importRefused',
				`row 1: there is no column "${absent.join('", "')}". The table needs the columns ${columns.join(', ')}.`
			);
		}
		return rows;
	} catch (error) {
		if (error instanceof DomainError) throw new DomainError(error.code, `${file.name}, ${error.message}`);
		throw error;
	}
}

function refusalOf(
	level: Division['level'],
	{ code, name, parent }: { code: string; name: string; parent: string | undefined },
	known: ReadonlyMap<string, string>
): string | undefined {
	const digits = digitsOf(level);
	if (!new RegExp(`^\\d{${digits}}$`).test(code)) return `the code of a ${level} has ${digits} digits`;
	if (name === '') return 'it has no name';
	if (name.length > 100) return 'its name is longer than 100 characters';
	if (known.has(code)) return `the code ${code} is there twice`;
	if (parent === undefined) return undefined;
	if (!code.startsWith(parent) || parent.length !== digits - 2)
		return `the code does not begin with that of ${parent}`;
	return known.has(parent) ? undefined : `${parent}, to which it belongs, is not among those above`;
}
