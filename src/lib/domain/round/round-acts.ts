import type { Permission } from '../access/permissions';
import { DomainError } from '../errors';
import type { RoundStage } from './round';

interface Act {
	readonly permission: Permission;
	/** the stages in which it can be done */
	readonly stages: readonly RoundStage[];
}

/** Stages in which the results of a round follow what they are made of, so that it can still be given. */
export const openStages = [
	'collecting',
	'selfAssessment',
	'review',
	'scoring'
] as const satisfies RoundStage[];

/** What is done to a round as a whole, by whom, and in which of its stages. */
export const roundActs = {
	/** how it scores: before anybody's scores are all that is missing */
	changeSettings: {
		permission: 'round.manage',
		stages: ['draft', 'collecting', 'selfAssessment', 'review']
	},
	changeTimetable: { permission: 'round.manage', stages: ['draft', ...openStages] },
	assign: { permission: 'assessment.assign', stages: ['draft', ...openStages] },
	/** within the window that the timetable opens for it */
	score: { permission: 'assessment.score', stages: openStages },
	move: {
		permission: 'round.manage',
		stages: ['draft', ...openStages, 'publicity', 'appeals', 'final']
	},
	signAsManager: { permission: 'round.signAsManager', stages: ['final'] },
	signAsLeader: { permission: 'round.signAsLeader', stages: ['final'] },
	withdraw: { permission: 'round.manage', stages: ['published'] }
} as const satisfies Record<string, Act>;
export type RoundAct = keyof typeof roundActs;

export function isStageOf(act: RoundAct, stage: RoundStage): boolean {
	return (roundActs[act].stages as readonly RoundStage[]).includes(stage);
}

/** @throws DomainError `stageClosed` */
export function refuseOutsideStage(
	act: RoundAct,
	round: { readonly id: number; readonly stage: RoundStage }
): void {
	if (isStageOf(act, round.stage)) return;
	throw new DomainError('stageClosed', `Round ${round.id} is at stage ${round.stage}: no time to ${act}`, {
		round: round.id,
		stage: round.stage
	});
}
