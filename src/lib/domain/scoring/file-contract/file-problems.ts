import { describeProblem } from '../../framework/problem';

/**
 * One thing wrong with what was given: a line of standard error, or an entry of a problem document. Rows count from 1, the header
 * being row 1, as a spreadsheet shows them; `path` leads into F.json; `node` and `unit` say whose value cannot be scored.
 */
export interface FileProblem {
	readonly file: string;
	readonly row?: number;
	readonly column?: string;
	readonly path?: string;
	readonly node?: string;
	readonly unit?: string;
	readonly message: string;
	readonly remedy: string;
}

/** Lines that are printed at most; what is beyond is counted in one more line. */
export const reportLimit = 50;

/** Problems of all files of one run, within bounds: 100,000 bad rows are mostly one mistake. */
export class FileProblems {
	readonly #problems: FileProblem[] = [];
	#count = 0;

	add(problem: FileProblem): void {
		this.#count++;
		if (this.#problems.length < reportLimit) this.#problems.push(problem);
	}

	get isEmpty(): boolean {
		return this.#count === 0;
	}

	get count(): number {
		return this.#count;
	}

	/** Counts problems that were found and not kept. */
	addUnlisted(count: number): void {
		this.#count += count;
	}

	/** The first of them. */
	get listed(): readonly FileProblem[] {
		return this.#problems;
	}

	lines(): string[] {
		return problemLines(this.#problems, this.#count);
	}
}

/** One line a problem, and one more for those that are counted only. */
export function problemLines(listed: readonly FileProblem[], count: number): string[] {
	const lines = listed.map((problem) => onOneLine(describeFileProblem(problem)));
	const more = count - lines.length;
	return more > 0 ? [...lines, `… and ${more} more; mend the first ones and try again`] : lines;
}

function describeFileProblem(problem: FileProblem): string {
	const { file, row, column, path, node, unit, message, remedy } = problem;
	if (path !== undefined)
		return within(
			`${file}: ${describeProblem({ ...(node !== undefined && { node }), path, message, remedy })}`
		);
	const place = [
		row === undefined ? [] : [`row ${row}`],
		column === undefined ? [] : [`column ${quoteCell(column)}`],
		node === undefined ? [] : [`node ${quoteCell(node)}`],
		unit === undefined ? [] : [`unit ${quoteCell(unit)}`]
	].flat();
	return `${file}: ${place.length > 0 ? `${place.join(', ')}: ` : ''}${within(message)}; ${within(remedy)}`;
}

/** Characters of one part of a report at most: what is quoted from a file can be as long as the file. */
const longestPart = 600;

function within(text: string): string {
	return text.length > longestPart ? `${text.slice(0, longestPart)}…` : text;
}

/** A file may be called anything, and a code may hold the line breaks that JSON leaves as they are: the report is one line all the same. */
function onOneLine(text: string): string {
	return text.replace(/[\p{Cc}\u2028\u2029]/gu, (character) => {
		const code = character.charCodeAt(0).toString(16).padStart(4, '0');
		return `\\u${code}`;
	});
}

/** A cell in a message: quoted, so that it stays on one line, and not longer than a line. */
export function quoteCell(cell: string): string {
	return JSON.stringify(cell.length > 80 ? `${cell.slice(0, 80)}…` : cell);
}
