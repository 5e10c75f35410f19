export interface TextPiece {
	readonly text: string;
	/** written alike in every language: a name, a formula, a title */
	readonly isVerbatim: boolean;
}

/** A sentence in pieces, so that what is written alike in every language can be marked where it first stands. */
export function splitVerbatim(text: string, verbatim: readonly string[]): TextPiece[] {
	const pieces: TextPiece[] = [];
	let rest = text;
	while (rest !== '') {
		const found = verbatim
			.filter((part) => part !== '')
			.map((part) => ({ part, at: rest.indexOf(part) }))
			.filter(({ at }) => at >= 0)
			.sort((a, b) => a.at - b.at || b.part.length - a.part.length)[0];
		if (!found) return [...pieces, { text: rest, isVerbatim: false }];
		if (found.at > 0) pieces.push({ text: rest.slice(0, found.at), isVerbatim: false });
		pieces.push({ text: found.part, isVerbatim: true });
		rest = rest.slice(found.at + found.part.length);
	}
	return pieces;
}
