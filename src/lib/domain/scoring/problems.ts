import { DomainError } from '../errors';

/** A value that cannot be scored: which unit at which node, what is wrong, what to do. */
export interface ScoringProblem {
	readonly node?: string;
	readonly unit?: string;
	readonly message: string;
	readonly remedy: string;
}

/** More than this are counted, not listed: a wrong column of 100,000 rows is one mistake. */
export const problemLimit = 50;

/** Gathers what is wrong, so that one run names all of it, within bounds. */
export class ProblemList {
	readonly #problems: ScoringProblem[] = [];
	#count = 0;

	add(problem: ScoringProblem): void {
		this.#count++;
		if (this.#problems.length < problemLimit) this.#problems.push(problem);
	}

	/** Ends the run if anything was found. `details.problems` holds the list, `details.count` how many there are in all. */
	throwIfAny(): void {
		const [first] = this.#problems;
		if (!first) return;
		const more = this.#count > 1 ? ` (and ${this.#count - 1} more)` : '';
		throw new DomainError('invalidInput', describeScoringProblem(first) + more, {
			problems: this.#problems,
			count: this.#count
		});
	}
}

export function describeScoringProblem({ node, unit, message, remedy }: ScoringProblem): string {
	const where = [
		node === undefined ? [] : [`node ${JSON.stringify(node)}`],
		unit === undefined ? [] : [`unit ${JSON.stringify(unit)}`]
	].flat();
	return `${where.length > 0 ? `${where.join(', ')}: ` : ''}${message}; ${remedy}`;
}
