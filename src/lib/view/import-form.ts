/** What the mapping assistant posts: the role of each column by its place, and what is the same for the whole file. */
export interface PostedRoles {
	readonly roles: readonly string[];
	readonly unit: string;
	readonly period: string;
	readonly source: string;
	readonly sheet: string | undefined;
	readonly headerRow: number | undefined;
}

const mostFields = 1_000;

export function readMapping(form: FormData): PostedRoles {
	const roles: string[] = [];
	for (let at = 0; at < mostFields && form.has(roleField(at)); at++)
		roles.push(text(form, roleField(at), 400));
	const headerRow = Number(text(form, 'headerRow', 10));
	return {
		roles,
		unit: text(form, 'unit', 200),
		period: text(form, 'period', 20),
		source: text(form, 'source', 300),
		sheet: text(form, 'sheet', 255) || undefined,
		headerRow: Number.isInteger(headerRow) && headerRow > 0 && headerRow <= 100_000 ? headerRow : undefined
	};
}

export function roleField(at: number): string {
	return `role.${at}`;
}

/** stands for rows that are to be left out */
export const leaveOut = '-';

/** What somebody said of texts that were not recognised: code by text, '' to leave their rows out. Undecided ones are not there. */
export function readMatches(form: FormData): {
	readonly units: Readonly<Record<string, string>>;
	readonly indicators: Readonly<Record<string, string>>;
} {
	return { units: matchesOf(form, 'unit'), indicators: matchesOf(form, 'indicator') };
}

function matchesOf(form: FormData, kind: 'unit' | 'indicator'): Record<string, string> {
	const found: [string, string][] = [];
	for (let at = 0; at < mostFields && form.has(`${kind}Text.${at}`); at++) {
		const code = text(form, `${kind}Code.${at}`, 200);
		const name = form.get(`${kind}Text.${at}`);
		if (code !== '' && typeof name === 'string')
			found.push([name.slice(0, 200), code === leaveOut ? '' : code]);
	}
	return Object.fromEntries(found);
}

function text(form: FormData, name: string, longest: number): string {
	const value = form.get(name);
	return typeof value === 'string' ? value.trim().slice(0, longest) : '';
}
