/** One thing wrong with a framework: where (node, path in F.json), what, and what to do about it. */
export interface FrameworkProblem {
	readonly node?: string;
	readonly path: string;
	readonly message: string;
	readonly remedy: string;
}

/** As one line, for the command line and for messages of errors. */
export function describeProblem({ node, path, message, remedy }: FrameworkProblem): string {
	const where = node === undefined ? path : `${path} (node ${JSON.stringify(node)})`;
	return `${where}: ${message}; ${remedy}`;
}
