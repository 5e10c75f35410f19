import { can, type Actor, type UnitPath } from '../access/can';
import type { RoundStage } from '../round/round';

/**
 * How much of the assessors' scores of one cell somebody may see: `named` each with its author · `numbered` each with its comment, the
 * author left out · `count` only how many there are.
 */
export type ScoreDisclosure = 'named' | 'numbered' | 'count';

export interface DisclosureSituation {
	readonly unitPath: UnitPath;
	readonly stage: RoundStage;
	/** whether everybody who was assigned the cell has submitted */
	readonly isComplete: boolean;
}

/** Stages from which on a unit may object, and so has to know what it objects to. */
export const stagesOfObjection: readonly RoundStage[] = ['publicity', 'appeals', 'final', 'published'];

/**
 * Who may read submitted assessments sees who gave what, but an assessor not before the last of them has submitted. The unit itself
 * sees scores and comments once it can object to them. Everybody else sees the consolidated score and how many made it.
 */
export function scoreDisclosure(actor: Actor, situation: DisclosureSituation): ScoreDisclosure {
	const { unitPath, stage, isComplete } = situation;
	const mayBeAssessor = can(actor, 'assessment.score', unitPath) !== undefined;
	if (can(actor, 'assessment.readSubmitted', unitPath) && (isComplete || !mayBeAssessor)) return 'named';
	if (can(actor, 'result.readOwn', unitPath) && isComplete && stagesOfObjection.includes(stage)) {
		return 'numbered';
	}
	return 'count';
}
