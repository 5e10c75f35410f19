import { roundStages, type RoundStage, type StageWindow } from './round';
import { stagesWithoutWindow } from './timetable';

/** What still stands in the way of a round's next step. */
export const blockCodes = [
	/** stages without a time of their own */
	'timetableIncomplete',
	/** scored cells with fewer assessors than the round wants */
	'cellsWithoutAssessor',
	/** the round's period is not over */
	'periodNotOver',
	/** cells that are asked for, without a value that was given away */
	'cellsNotReported',
	/** cells that were sent back and did not come again */
	'cellsReturned',
	/** units that have not submitted what they say of themselves */
	'selfAssessmentsOpen',
	/** values that are neither approved nor returned */
	'valuesUndecided',
	/** bonuses, penalties and vetoes that nobody else has confirmed or rejected */
	'adjustmentsUndecided',
	/** assessments that were not submitted */
	'assessmentsOpen',
	/** cells whose scores lie farther apart than the limit, without a moderated score */
	'cellsToModerate',
	/** days on which objections can still be filed */
	'publicityRunning',
	/** objections without a decision */
	'appealsOpen',
	/** signatures that a publication needs and does not have: of one manager and one leader */
	'signaturesMissing'
] as const;
export type BlockCode = (typeof blockCodes)[number];

export interface RoundBlock {
	readonly code: BlockCode;
	readonly count: number;
}

/**
 * Blocks that nobody may step over, whatever the reason: the days of publicity and a decided appeal are what units were promised;
 * an adjustment and a publication need a second pair of eyes, and a signature that is not there cannot be replaced by a sentence.
 * Everything else costs completeness, which the round then says of itself.
 */
const standing: ReadonlySet<BlockCode> = new Set([
	'adjustmentsUndecided',
	'publicityRunning',
	'appealsOpen',
	'signaturesMissing'
]);

export function mayOverride({ code }: Pick<RoundBlock, 'code'>): boolean {
	return !standing.has(code);
}

/** Everything that decides whether a round may take its next step. */
export interface RoundSituation {
	readonly stage: RoundStage;
	readonly windows: readonly StageWindow[];
	readonly now: Date;
	/** first instant after the period where the round's offices are */
	readonly periodEndsAt: Date;
	readonly cellsWithoutAssessor: number;
	readonly cellsNotReported: number;
	readonly cellsReturned: number;
	readonly selfAssessmentsOpen: number;
	readonly valuesUndecided: number;
	readonly adjustmentsUndecided: number;
	readonly assessmentsOpen: number;
	readonly cellsToModerate: number;
	readonly appealsOpen: number;
	readonly signatures: number;
}

export const signaturesNeeded = 2;
const dayLength = 86_400_000;

/** The blocks of each stage, in the order in which they are told. A stage in which there is nothing to do has none, and is passed at once. */
const blocksOfStage: Readonly<Partial<Record<RoundStage, readonly BlockCode[]>>> = {
	draft: ['timetableIncomplete', 'cellsWithoutAssessor'],
	collecting: ['periodNotOver', 'cellsNotReported', 'cellsReturned'],
	selfAssessment: ['selfAssessmentsOpen'],
	review: ['valuesUndecided', 'cellsReturned', 'adjustmentsUndecided'],
	// Adjustments once more: whoever proposes one while scores are given must not carry it past the freeze.
	scoring: ['assessmentsOpen', 'cellsToModerate', 'adjustmentsUndecided'],
	publicity: ['publicityRunning'],
	appeals: ['appealsOpen'],
	final: ['signaturesMissing', 'appealsOpen']
};

function countOf(code: BlockCode, situation: RoundSituation): number {
	const { windows, now, periodEndsAt } = situation;
	switch (code) {
		case 'timetableIncomplete':
			return stagesWithoutWindow(windows).length;
		case 'periodNotOver':
			return now < periodEndsAt ? daysLeft(periodEndsAt, now) : 0;
		case 'publicityRunning': {
			const window = windows.find(({ stage }) => stage === 'publicity');
			return window && now < window.closesAt ? daysLeft(window.closesAt, now) : 0;
		}
		case 'signaturesMissing':
			return Math.max(0, signaturesNeeded - situation.signatures);
		default:
			return situation[code];
	}
}

/** Days until an instant that is to come, a day begun counting as one. */
function daysLeft(until: Date, now: Date): number {
	return Math.ceil((until.getTime() - now.getTime()) / dayLength);
}

/** What blocks the next step of a round as it stands, or what would block it at another stage. */
export function blocksOf(situation: RoundSituation, stage: RoundStage = situation.stage): RoundBlock[] {
	return (blocksOfStage[stage] ?? [])
		.map((code) => ({ code, count: countOf(code, situation) }))
		.filter(({ count }) => count > 0);
}

/** The stage after one; undefined where a round goes no farther by itself. */
export function nextStage(stage: RoundStage): RoundStage | undefined {
	if (stage === 'published' || stage === 'withdrawn') return undefined;
	return roundStages[roundStages.indexOf(stage) + 1];
}

export interface MoveWish {
	readonly to: RoundStage;
	/** why to step over what blocks it; undefined or blank: do not */
	readonly reason?: string | undefined;
}

export type MoveDecision =
	| { readonly kind: 'move'; readonly overridden: readonly RoundBlock[] }
	/** it is not the next stage: no stage is skipped, and none comes again */
	| { readonly kind: 'notNext' }
	/** blocks, and no reason was given to step over them */
	| { readonly kind: 'blocked'; readonly blocks: readonly RoundBlock[] }
	/** among them some that nobody steps over */
	| { readonly kind: 'standing'; readonly blocks: readonly RoundBlock[] };

/** Whether a round takes a step. Forward only, one stage at a time; blocks are stepped over with a reason, some never. */
export function decideMove(situation: RoundSituation, wish: MoveWish): MoveDecision {
	if (nextStage(situation.stage) !== wish.to) return { kind: 'notNext' };
	const blocks = blocksOf(situation);
	if (blocks.length === 0) return { kind: 'move', overridden: [] };
	const unmoved = blocks.filter((block) => !mayOverride(block));
	if (unmoved.length > 0) return { kind: 'standing', blocks: unmoved };
	if (!wish.reason?.trim()) return { kind: 'blocked', blocks };
	return { kind: 'move', overridden: blocks };
}
