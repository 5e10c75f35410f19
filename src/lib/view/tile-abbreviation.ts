/**
 * Short names that tell tiles apart: three letters, or the first two and the one in which a name parts from the others
 * (Shanxi, Shandong → Shx, Shd). Up to three characters where names are Chinese, so that 黑龙江 stays whole.
 */
export function tileAbbreviations(names: readonly string[]): string[] {
	return names.map((name) => {
		const letters = [...name];
		if (/\p{Script=Han}/u.test(name)) return letters.slice(0, 3).join('');
		const parting = partingLength(letters, names);
		if (parting <= 3) return letters.slice(0, 3).join('').trim();
		return letters.slice(0, 2).join('') + letters[parting - 1];
	});
}

/** Length of the shortest beginning that no other name shares. */
function partingLength(letters: readonly string[], names: readonly string[]): number {
	for (let length = 1; length < letters.length; length++) {
		const beginning = letters.slice(0, length).join('');
		if (names.filter((name) => name.startsWith(beginning)).length < 2) return length;
	}
	return letters.length;
}
