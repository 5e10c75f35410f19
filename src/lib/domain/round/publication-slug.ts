/** What a publication's address is made of. Nothing of it ever changes. */
export interface SlugSeed {
	readonly id: number;
	readonly period: string;
	readonly frameworkCode: string;
	readonly rootCode: string;
	readonly rootPath: string;
	readonly publishedAt: Date;
}

/**
 * Addresses of all publications, by round: `2026-Q3-pdr-r`, with the code of the unit that it is about where that lies below
 * another one, and `-v2`, `-v3` … for what was published after it of the same (a correction, a second version of the framework).
 * Needs all of them: the number counts, and stays since what comes later is published later.
 */
export function publicationSlugs(publications: readonly SlugSeed[]): Map<number, string> {
	const slugs = new Map<number, string>();
	const taken = new Set<string>();
	const inTime = [...publications].sort(
		(a, b) => a.publishedAt.getTime() - b.publishedAt.getTime() || a.id - b.id
	);
	for (const { id, period, frameworkCode, rootCode, rootPath } of inTime) {
		const parts = [period, plain(frameworkCode), ...(rootPath.includes('.') ? [plain(rootCode)] : [])];
		const base = parts.join('-');
		let slug = base;
		for (let version = 2; taken.has(slug); version++) slug = `${base}-v${version}`;
		taken.add(slug);
		slugs.set(id, slug);
	}
	return slugs;
}

/** Letters of any script and digits; the rest becomes hyphens. */
function plain(code: string): string {
	return code
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-|-$/g, '');
}
