/** Something wrong with a file, in one line that says where and what to do. */
export interface ImportProblem {
	readonly file: string;
	/** counted as a spreadsheet does: the header is row 1 */
	readonly row?: number;
	readonly column?: string;
	readonly message: string;
	readonly remedy: string;
}

export function problemLine(problem: ImportProblem): string {
	const place = [
		problem.file,
		problem.row === undefined ? undefined : `row ${problem.row}`,
		problem.column === undefined ? undefined : `column "${problem.column}"`
	].filter((part) => part !== undefined);
	return `${place.join(', ')}: ${problem.message}. ${problem.remedy}`;
}

/** Keeps the first problems and counts the rest, so that a file of a million bad rows gives a page and not a flood. */
export class ProblemList {
	readonly #kept = new Set<string>();
	#count = 0;

	constructor(readonly limit = 20) {}

	/** A cell that several indicators read is wrong once. */
	add(problem: ImportProblem): void {
		const line = problemLine(problem);
		if (this.#kept.has(line)) return;
		this.#count++;
		if (this.#kept.size < this.limit) this.#kept.add(line);
	}

	get count(): number {
		return this.#count;
	}

	lines(): string[] {
		const lines = [...this.#kept];
		const more = this.#count - lines.length;
		if (more > 0) lines.push(`… and ${more} more problems like these. Mend the ones above and try again.`);
		return lines;
	}
}
