import type { AssignedCell } from '../domain/assessment/assigned-cell';
import type { ScoringBar } from '../domain/assessment/assessment-rules';
import type { PreviousScore } from '../domain/assessment/previous-score';
import type { RubricLevel } from '../domain/assessment/rubric';
import type { Evidence } from '../domain/evidence/evidence';

/** A cell of the grid, with what a judgement leans on. */
export interface ScoreGridCell extends AssignedCell {
	/** why it cannot be changed; undefined: it can */
	readonly bar: ScoringBar | undefined;
	readonly proofs: readonly Evidence[];
	readonly previous: PreviousScore | undefined;
}

/** A column of levels; without a name where the rubrics of the rows call it differently. */
export interface LevelColumn {
	readonly level: number;
	readonly of: RubricLevel | undefined;
}

/** The columns in which the levels of all rows find a place. */
export function levelColumns(rubrics: Iterable<{ readonly levels: readonly RubricLevel[] }>): LevelColumn[] {
	const byNumber = new Map<number, RubricLevel[]>();
	for (const { levels } of rubrics) {
		for (const level of levels) byNumber.set(level.level, [...(byNumber.get(level.level) ?? []), level]);
	}
	return [...byNumber]
		.sort(([a], [b]) => a - b)
		.map(([level, all]) => {
			const [first] = all;
			const isOneName = all.every(({ name }) => JSON.stringify(name) === JSON.stringify(first!.name));
			return { level, of: isOneName ? first : undefined };
		});
}

/** The row to go on at: the next that can be scored, or the next without a score, which is looked for round the end too. */
export function nextRow(
	rows: readonly { readonly isLocked: boolean; readonly isScored: boolean }[],
	from: number,
	to: 'next' | 'previous' | 'unscored'
): number | undefined {
	const step = to === 'previous' ? -1 : 1;
	const length = to === 'unscored' ? rows.length : to === 'next' ? rows.length - from - 1 : from;
	for (let count = 1; count <= length; count++) {
		const at = to === 'unscored' ? (from + count) % rows.length : from + step * count;
		const row = rows[at];
		if (row && !row.isLocked && (to !== 'unscored' || !row.isScored)) return at;
	}
	return undefined;
}
