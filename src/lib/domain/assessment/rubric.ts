import type { LocalisedName } from '../unit/unit';

/** A described level of a scored indicator, with the points (0–100) that it is worth. */
export interface RubricLevel {
	readonly level: number;
	readonly points: number;
	readonly name: LocalisedName;
	readonly description: LocalisedName;
}

/** The highest level whose points a score reaches; below the lowest, the lowest. Undefined without levels. */
export function levelReached(levels: readonly RubricLevel[], score: number): RubricLevel | undefined {
	const ascending = [...levels].sort((a, b) => a.points - b.points);
	return ascending.filter((level) => level.points <= score).at(-1) ?? ascending[0];
}
