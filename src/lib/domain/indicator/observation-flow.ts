import { can, standsAside, type Actor, type UnitPath } from '../access/can';
import type { Permission } from '../access/permissions';
import type { ObservationStatus } from './indicator';

/** Approvals that a value needs: 1 the reviewers', 2 its own department's before it. */
export type ApprovalSteps = 1 | 2;
export const defaultApprovalSteps: ApprovalSteps = 1;

/** Where a cell stands in its life: draft → submitted → (endorsed →) approved, or returned with a reason → draft. */
export interface FlowState {
	readonly status: ObservationStatus;
	/** the department's own approval was given */
	readonly isEndorsed: boolean;
	/** an approved cell that may be changed until then; what was approved counts meanwhile */
	readonly reopenedUntil: Date | null;
	/** something is typed over an approved value, and not submitted */
	readonly hasDraft: boolean;
}

/**
 * `sendBack`: the department's own people return what was submitted in their name. `correct`: whoever reviews puts another value in the
 * place of a submitted or approved one, with a reason.
 */
export const flowSteps = [
	'save',
	'submit',
	'endorse',
	'sendBack',
	'approve',
	'return',
	'correct',
	'reopen'
] as const;
export type FlowStep = (typeof flowSteps)[number];

/** Why a step cannot be taken from where the cell stands. */
export const flowBars = [
	'locked',
	'notSubmitted',
	'notEndorsed',
	'endorsed',
	'oneStep',
	'notApproved',
	'beingChanged'
] as const;
export type FlowBar = (typeof flowBars)[number];

export const longestReason = 1000;
export const longestReopeningDays = 30;

/** What each step asks leave for. */
export const stepPermissions = {
	save: 'observation.enter',
	submit: 'observation.submit',
	endorse: 'observation.endorse',
	sendBack: 'observation.endorse',
	approve: 'observation.review',
	return: 'observation.review',
	correct: 'observation.review',
	reopen: 'observation.reopen'
} as const satisfies Record<FlowStep, Permission>;

/** Nobody decides on data of a unit that they answer for, or of a declared conflict of interest. */
const decidesFromOutside: ReadonlySet<FlowStep> = new Set(['approve', 'return', 'correct', 'reopen']);

/**
 * Why somebody may not take a step in a unit, wherever its cells stand.
 * @param conflicts subtrees of which the actor has declared a conflict of interest
 */
export function actorBar(
	actor: Actor,
	step: FlowStep,
	unitPath: UnitPath,
	conflicts: readonly UnitPath[] = []
): 'forbidden' | 'ownUnit' | undefined {
	if (!can(actor, stepPermissions[step], unitPath)) return 'forbidden';
	return decidesFromOutside.has(step) && standsAside(actor, unitPath, conflicts) ? 'ownUnit' : undefined;
}

export function isReopened(cell: Pick<FlowState, 'status' | 'reopenedUntil'>, now: Date): boolean {
	return cell.status === 'approved' && cell.reopenedUntil !== null && now < cell.reopenedUntil;
}

/** What bars a step; undefined: it may be taken. @param cell undefined: nothing was entered yet */
export function flowBar(
	step: FlowStep,
	cell: FlowState | undefined,
	steps: ApprovalSteps,
	now: Date
): FlowBar | undefined {
	switch (step) {
		case 'save':
		case 'submit':
			return cell === undefined ||
				cell.status === 'draft' ||
				cell.status === 'returned' ||
				isReopened(cell, now)
				? undefined
				: 'locked';
		case 'endorse':
		case 'sendBack':
			if (cell?.status !== 'submitted') return 'notSubmitted';
			if (steps === 1) return 'oneStep';
			return cell.isEndorsed ? 'endorsed' : undefined;
		case 'approve':
		case 'return':
			if (cell?.status !== 'submitted') return 'notSubmitted';
			return steps === 2 && !cell.isEndorsed ? 'notEndorsed' : undefined;
		case 'correct':
			if (cell?.status !== 'submitted' && cell?.status !== 'approved') return 'notSubmitted';
			if (cell.status === 'submitted' && steps === 2 && !cell.isEndorsed) return 'notEndorsed';
			// What the unit is typing over it would be lost.
			return cell.hasDraft || isReopened(cell, now) ? 'beingChanged' : undefined;
		case 'reopen':
			return cell?.status === 'approved' ? undefined : 'notApproved';
	}
}

/** Where a cell stands after a step that nothing bars. @param reopenedUntil of a reopening */
export function afterStep(
	step: FlowStep,
	cell: FlowState | undefined,
	reopenedUntil: Date | null = null
): FlowState {
	const before: FlowState = cell ?? {
		status: 'draft',
		isEndorsed: false,
		reopenedUntil: null,
		hasDraft: false
	};
	switch (step) {
		case 'save':
			// What was approved goes on counting: what is typed over it lies beside it.
			return before.status === 'approved'
				? { ...before, hasDraft: true }
				: { ...before, status: 'draft', isEndorsed: false };
		case 'submit':
			return { status: 'submitted', isEndorsed: false, reopenedUntil: null, hasDraft: false };
		case 'endorse':
			return { ...before, isEndorsed: true };
		case 'approve':
			return { ...before, status: 'approved' };
		case 'correct':
			return { status: 'approved', isEndorsed: before.isEndorsed, reopenedUntil: null, hasDraft: false };
		case 'sendBack':
		case 'return':
			return { ...before, status: 'returned', isEndorsed: false };
		case 'reopen':
			return { ...before, reopenedUntil };
	}
}
