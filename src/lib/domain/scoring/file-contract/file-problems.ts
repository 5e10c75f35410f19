/** One thing wrong with an input file, as one line for standard error. Rows count from 1, the header being row 1, as a spreadsheet shows them. */
export interface FileProblem {
	readonly file: string;
	readonly row?: number;
	readonly column?: string;
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

	lines(): string[] {
		const lines = this.#problems.map(describeFileProblem);
		const more = this.#count - lines.length;
		return more > 0 ? [...lines, `… and ${more} more; mend the first ones and try again`] : lines;
	}
}

function describeFileProblem({ file, row, column, message, remedy }: FileProblem): string {
	const place = [
		row === undefined ? [] : [`row ${row}`],
		column === undefined ? [] : [`column ${JSON.stringify(column)}`]
	].flat();
	return `${file}: ${place.length > 0 ? `${place.join(', ')}: ` : ''}${message}; ${remedy}`;
}

/** A cell in a message: quoted, so that it stays on one line, and not longer than a line. */
export function quoteCell(cell: string): string {
	return JSON.stringify(cell.length > 80 ? `${cell.slice(0, 80)}…` : cell);
}
