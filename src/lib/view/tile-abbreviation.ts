/**
 * Short names that tell tiles apart: a region's own letters where the register has them (BJ), else three letters, or the first two
 * and the one in which a name parts from the others (Shanxi, Shandong → Shx, Shd). Chinese names whole, as far as three characters
 * go: 黑龙江 is not 黑龙.
 * @param letters of each name, null where there are none
 */
export function tileAbbreviations(
	names: readonly string[],
	letters: readonly (string | null)[] = []
): string[] {
	return names.map((name, at) => {
		if (/\p{Script=Han}/u.test(name)) return [...name].slice(0, 3).join('');
		return letters[at] ?? shorten(name, names);
	});
}

function shorten(name: string, names: readonly string[]): string {
	const letters = [...name];
	const parting = partingLength(letters, names);
	if (parting <= 3) return letters.slice(0, 3).join('').trim();
	return letters.slice(0, 2).join('') + letters[parting - 1];
}

/** Length of the shortest beginning that no other name shares. */
function partingLength(letters: readonly string[], names: readonly string[]): number {
	for (let length = 1; length < letters.length; length++) {
		const beginning = letters.slice(0, length).join('');
		if (names.filter((name) => name.startsWith(beginning)).length < 2) return length;
	}
	return letters.length;
}
