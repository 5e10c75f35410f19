/**
 * Order of unit codes: by Unicode code point, the same on every machine and in every language.
 * JavaScript's `<` compares UTF-16 units, which puts U+FF21 after U+1F600; the branch below mends that.
 */
export function compareCodePoints(a: string, b: string): number {
	const length = Math.min(a.length, b.length);
	for (let i = 0; i < length; i++) {
		const left = a.charCodeAt(i);
		const right = b.charCodeAt(i);
		if (left === right) continue;
		return aboveSurrogates(left) - aboveSurrogates(right);
	}
	return a.length - b.length;
}

/** Moves surrogates (which stand for U+10000 and up) behind the rest of the basic plane. */
function aboveSurrogates(codeUnit: number): number {
	return codeUnit >= 0xd800 && codeUnit <= 0xdfff ? codeUnit + 0x10000 : codeUnit;
}
