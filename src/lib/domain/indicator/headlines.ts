/** The indicators that everything shows first, where a framework has them. */
export const headlineCodes: readonly string[] = ['OPN-01', 'SHR-03', 'QLT-01', 'FBK-01'];

/** What choosing headlines needs to know of a measured indicator. */
export interface HeadlineCandidate {
	readonly code: string;
	/** share of the top score, 0–1, or any number that grows with it */
	readonly weight: number;
}

/** The headline indicators of a framework: the named ones it has, filled up with its heaviest. At most `count`, never one twice. */
export function chooseHeadlines<T extends HeadlineCandidate>(candidates: readonly T[], count = 4): T[] {
	const named = headlineCodes.flatMap(
		(code) => candidates.find((candidate) => candidate.code === code) ?? []
	);
	const others = candidates
		.filter((candidate) => !named.includes(candidate))
		.sort((a, b) => b.weight - a.weight);
	return [...named, ...others].slice(0, count);
}
