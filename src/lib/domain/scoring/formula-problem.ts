/** What is wrong with a formula, for pages in any language; `at` counts characters from 1. */
export interface FormulaProblem {
	readonly code:
		'syntax' | 'unknownName' | 'unknownFunction' | 'argumentCount' | 'notAllowed' | 'tooLong' | 'tooDeep';
	/** the name, function or sign that it is about */
	readonly word?: string;
	readonly at?: number;
}

/** A refusal of one construct; `word` is the name, function or sign that it is about. */
export class FormulaError extends Error {
	constructor(
		readonly code: FormulaProblem['code'],
		message: string,
		readonly word?: string
	) {
		super(message);
	}
}

/** Trees carry no places, so a name is looked for where it stands first by itself. */
export function problemOf(text: string, error: unknown): FormulaProblem {
	if (error instanceof FormulaError) {
		const { code, word } = error;
		if (word === undefined) return { code };
		const place = new RegExp(`(?<![\\p{L}\\p{N}_])${escapePattern(word)}(?![\\p{L}\\p{N}_])`, 'u').exec(text);
		const index = place?.index ?? text.indexOf(word);
		return { code, word, ...(index >= 0 ? { at: index + 1 } : {}) };
	}
	const { index } = error as { index?: unknown };
	return typeof index === 'number'
		? { code: 'syntax', at: Math.min(index, text.length) + 1 }
		: { code: 'syntax' };
}

function escapePattern(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
