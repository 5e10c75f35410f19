import {
	digitsOf,
	divisionCode,
	divisionColumns,
	divisionFlag,
	divisionLevels,
	divisionLists,
	fullCode,
	mostDivisionBytes,
	shortDivisionName,
	type Division
} from '../../domain/unit/division';
import type { DivisionProblem } from '../../domain/unit/division-problem';
import { openRowSource } from './open-row-source';
import { refuseFile } from './refuse-file';
import { sourceLimits, type SourceFile } from './row-source';

/** A division with its place in the files. */
export interface DivisionRow extends Division {
	readonly file: string;
	readonly row: number;
}

export interface RefusedRow {
	readonly file: string;
	readonly row: number;
	readonly code: string;
	readonly problem: DivisionProblem;
}

/** Of what is below provinces, a list may say nothing. */
export interface DivisionFiles {
	readonly provinces: SourceFile;
	readonly cities?: SourceFile | undefined;
	readonly areas?: SourceFile | undefined;
}

const limits = { ...sourceLimits, bytes: mostDivisionBytes, rows: 50_000, columns: 50, seconds: 30 };

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
	for (const list of divisionLists) {
		const file = files[list];
		const level = divisionLevels[list];
		if (!file) continue;
		for await (const { row, isWhole, cells } of readTable(file, divisionColumns[list])) {
			rows++;
			const [code = '', name = '', parent] = cells;
			const problem = isWhole
				? problemOf(level, { code, name, parent }, names)
				: { code: 'cellCount' as const, subject: code };
			if (problem !== undefined) {
				refused.push({ file: file.name, row, code, problem });
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

/** The named columns of a table, whatever it is stored as. */
async function* readTable(
	file: SourceFile,
	columns: readonly string[]
): AsyncGenerator<{ row: number; isWhole: boolean; cells: string[] }> {
	const source = await openRowSource(file, { headerRow: 1, headerRows: 1, skipFooter: false }, limits);
	try {
		const places = columns.map((column) => source.header.indexOf(column));
		const absent = columns.filter((_, at) => places[at]! < 0);
		if (absent.length > 0) {
			throw refuseFile('noColumn', {
				...{ file: file.name, row: 1, column: absent.join('", "') },
				message: 'it is not there',
				remedy: `The table needs the columns ${columns.join(', ')}`
			});
		}
		for await (const batch of source.rows()) {
			for (const { row, cells, problem } of batch) {
				yield { row, isWhole: !problem, cells: places.map((place) => (cells[place] ?? '').trim()) };
			}
		}
	} finally {
		await source.close();
	}
}

function problemOf(
	level: Division['level'],
	{ code, name, parent }: { code: string; name: string; parent: string | undefined },
	known: ReadonlyMap<string, string>
): DivisionProblem | undefined {
	const digits = digitsOf(level);
	if (!/^\d+$/.test(code) || code.length !== digits) {
		return { code: 'codeShape', subject: level, other: String(digits) };
	}
	if (name === '') return { code: 'noName', subject: code };
	if (name.length > 100) return { code: 'nameTooLong', subject: code };
	if (known.has(code)) return { code: 'repeated', subject: code };
	if (parent === undefined) return undefined;
	if (!code.startsWith(parent) || parent.length !== digits - 2) return { code: 'notNested', subject: parent };
	return known.has(parent) ? undefined : { code: 'unknownParent', subject: parent };
}
