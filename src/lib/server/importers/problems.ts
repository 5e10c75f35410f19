import type { ImportProblemCode, ProblemDetails } from '../../domain/import/import-problem';

/** Something wrong with a file, in one line that says where and what to do. */
export interface ImportProblem {
	readonly file: string;
	/** counted as a spreadsheet does: the header is row 1 */
	readonly row?: number;
	readonly column?: string;
	readonly message: string;
	readonly remedy: string;
	/** what pages say it by, in their language */
	readonly code?: ImportProblemCode;
	readonly details?: ProblemDetails;
}

export function problemLine(problem: ImportProblem): string {
	const place = [
		problem.file,
		problem.row === undefined ? undefined : `row ${problem.row}`,
		problem.column === undefined ? undefined : `column "${problem.column}"`
	].filter((part) => part !== undefined);
	return `${place.join(', ')}: ${problem.message}. ${problem.remedy}`;
}

/** Lines that the command line shows; the rest is counted. */
const shownLines = 20;

/** Keeps the first problems and counts the rest, so that a file of a million bad rows gives a page and not a flood. */
export class ProblemList {
	readonly #kept = new Map<string, ImportProblem>();
	#count = 0;
	#rows = 0;
	#lastRow: number | undefined;

	constructor(readonly limit = shownLines) {}

	/** A cell that several indicators read is wrong once. */
	add(problem: ImportProblem): void {
		if (this.#kept.size < this.limit) {
			const line = problemLine(problem);
			if (this.#kept.has(line)) return;
			this.#kept.set(line, problem);
		}
		this.#count++;
		if (problem.row !== undefined && problem.row !== this.#lastRow) {
			this.#rows++;
			this.#lastRow = problem.row;
		}
	}

	get count(): number {
		return this.#count;
	}

	/** rows with a problem; one that comes up again after another is counted again */
	get rows(): number {
		return this.#rows;
	}

	get kept(): readonly ImportProblem[] {
		return [...this.#kept.values()];
	}

	lines(): string[] {
		const lines = [...this.#kept.keys()].slice(0, shownLines);
		const more = this.#count - lines.length;
		if (more > 0) lines.push(`… and ${more} more problems like these. Mend the ones above and try again.`);
		return lines;
	}
}
