import type { SelfAssessedCell, SelfScore } from '../domain/assessment/self-assessment';
import { stagesOfObjection } from '../domain/assessment/score-disclosure';
import type { TypedAssessment } from '../domain/assessment/read-draft';
import { gapOf } from '../domain/assessment/self-assessment';
import type { RoundStage } from '../domain/round/round';
import { assessmentFields } from './assess';

/** Names of a form's fields that belong to one indicator, beside those of `gridFieldName`. */
export const proofNames = (indicatorId: number) => ({
	file: `file.${indicatorId}`,
	url: `url.${indicatorId}`
});

/** What was typed of one indicator, so that it stays where a form was refused. */
export type TypedSelfFields = Omit<TypedAssessment, 'evidence' | 'isFlagged'> & {
	readonly revision: number;
	readonly url: string;
};

/** What stands in the fields of one indicator: what was typed, else what is stored. */
export function selfFields(
	cell: SelfScore & Pick<SelfAssessedCell, 'levels'>,
	typed: TypedSelfFields | undefined
): TypedSelfFields {
	if (typed) return typed;
	const { level, points } = assessmentFields({ ...cell, evidence: [], isFlagged: false }, cell.levels);
	return { level, points, comment: cell.comment, revision: cell.revision, url: '' };
}

/** Means over the indicators at which a unit and its assessors both gave points; null where there are none. */
export function meansOf(cells: readonly Pick<SelfAssessedCell, 'score' | 'reviewed'>[]): {
	readonly own: number | null;
	readonly reviewed: number | null;
	readonly gap: number | null;
} {
	const both = cells.filter(({ score, reviewed }) => gapOf(score, reviewed) !== null);
	const mean = (values: readonly number[]) =>
		values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
	const own = mean(both.map(({ score }) => score!));
	const reviewed = mean(both.map((cell) => cell.reviewed!));
	return { own, reviewed, gap: gapOf(own, reviewed) };
}

/** Whether reviewed scores can still change while everybody scores: nobody may object to them yet. */
export function isBeforeObjection(stage: RoundStage): boolean {
	return stage !== 'withdrawn' && !stagesOfObjection.includes(stage);
}
