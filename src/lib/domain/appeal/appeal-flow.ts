import { can, ownsUnit, type Actor, type UnitPath } from '../access/can';
import type { Permission } from '../access/permissions';
import type { RoundStage } from '../round/round';
import type { AppealStatus } from './appeal-status';

/** The steps of an appeal: filed → admitted or refused → upheld, partly upheld or dismissed; taken back while nobody has decided. */
export const appealMoves = [
	'file',
	'admit',
	'refuse',
	'uphold',
	'partlyUphold',
	'dismiss',
	'withdraw'
] as const;
export type AppealMove = (typeof appealMoves)[number];

/** What each step asks leave for, in the unit that objects. */
export const appealPermissions = {
	file: 'appeal.file',
	admit: 'appeal.decide',
	refuse: 'appeal.decide',
	uphold: 'appeal.decide',
	partlyUphold: 'appeal.decide',
	dismiss: 'appeal.decide',
	withdraw: 'appeal.file'
} as const satisfies Record<AppealMove, Permission>;

/** Where each step leads. */
export const appealStatusAfter = {
	file: 'filed',
	admit: 'admitted',
	refuse: 'refused',
	uphold: 'upheld',
	partlyUphold: 'partlyUpheld',
	dismiss: 'dismissed',
	withdraw: 'withdrawn'
} as const satisfies Record<AppealMove, AppealStatus>;

/** Where an appeal must stand for a step; `file` begins one. */
const statusesBefore: Readonly<Record<AppealMove, readonly AppealStatus[]>> = {
	file: [],
	admit: ['filed'],
	refuse: ['filed'],
	uphold: ['admitted'],
	partlyUphold: ['admitted'],
	dismiss: ['admitted'],
	withdraw: ['filed', 'admitted']
};

/** The stages of the round in which a step can be taken: filed in publicity, decided when it is over (`domain.md`, life cycles). */
const stagesOf: Readonly<Record<AppealMove, readonly RoundStage[]>> = {
	file: ['publicity'],
	admit: ['publicity', 'appeals'],
	refuse: ['publicity', 'appeals'],
	uphold: ['appeals'],
	partlyUphold: ['appeals'],
	dismiss: ['appeals'],
	withdraw: ['publicity', 'appeals']
};

/** Steps of whoever decides: not of the unit, not of who scored the cell, not of who stepped back. */
const decidingMoves: ReadonlySet<AppealMove> = new Set([
	'admit',
	'refuse',
	'uphold',
	'partlyUphold',
	'dismiss'
]);
/** Steps that change what the round is made of. */
export const upholdingMoves: ReadonlySet<AppealMove> = new Set(['uphold', 'partlyUphold']);
/** Steps that have to be explained. */
export const appealMovesWithReason: ReadonlySet<AppealMove> = new Set([
	'refuse',
	'uphold',
	'partlyUphold',
	'dismiss'
]);

/** Appeals that somebody still has to do something about. */
export const openAppealStatuses = ['filed', 'admitted'] as const satisfies AppealStatus[];

export const longestClaim = 4000;
export const longestAppealReason = 2000;

/** What of an appeal decides who may do what, as it looks to one person. */
export interface AppealState {
	readonly status: AppealStatus;
	readonly stage: RoundStage;
	/** the person gave one of the scores of the cell */
	readonly hasScored: boolean;
	/** the person has stepped back */
	readonly isRecused: boolean;
	/** the person declared a conflict of interest with the unit */
	readonly hasConflict: boolean;
}

export type AppealBar = 'forbidden' | 'ownUnit' | 'scored' | 'recused' | 'conflict';

export function isOpenAppeal(status: AppealStatus): boolean {
	return (openAppealStatuses as readonly AppealStatus[]).includes(status);
}

/** Whether a step leads on from where an appeal stands, in the stage in which its round is. */
export function appealLeadsOn(move: AppealMove, appeal: Pick<AppealState, 'status' | 'stage'>): boolean {
	return statusesBefore[move].includes(appeal.status) && stagesOf[move].includes(appeal.stage);
}

/** Why somebody may not take a step, wherever the appeal stands. */
export function appealBar(
	actor: Actor,
	move: AppealMove,
	unitPath: UnitPath,
	appeal: Pick<AppealState, 'hasScored' | 'isRecused' | 'hasConflict'>
): AppealBar | undefined {
	if (actor.userId === undefined || !can(actor, appealPermissions[move], unitPath)) return 'forbidden';
	if (!decidingMoves.has(move)) return undefined;
	if (ownsUnit(actor, unitPath)) return 'ownUnit';
	if (appeal.hasScored) return 'scored';
	if (appeal.isRecused) return 'recused';
	return appeal.hasConflict ? 'conflict' : undefined;
}

/** The steps that somebody may take now. */
export function appealMovesFor(actor: Actor, unitPath: UnitPath, appeal: AppealState): AppealMove[] {
	return appealMoves.filter(
		(move) => appealLeadsOn(move, appeal) && !appealBar(actor, move, unitPath, appeal)
	);
}

/** Why somebody who decides appeals does not decide this one; undefined for who may, and for who decides none at all. */
export function barFromDeciding(
	actor: Actor,
	unitPath: UnitPath,
	appeal: Pick<AppealState, 'hasScored' | 'isRecused' | 'hasConflict'>
): Exclude<AppealBar, 'forbidden'> | undefined {
	const bar = appealBar(actor, 'dismiss', unitPath, appeal);
	return bar === 'forbidden' ? undefined : bar;
}

/** Whether somebody may step back from an appeal: who could still decide it. */
export function mayRecuse(actor: Actor, unitPath: UnitPath, appeal: AppealState): boolean {
	return isOpenAppeal(appeal.status) && appealBar(actor, 'dismiss', unitPath, appeal) === undefined;
}
