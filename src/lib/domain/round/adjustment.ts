import { can, standsAside, type Actor, type UnitPath } from '../access/can';
import type { Permission } from '../access/permissions';
import type { RuleDefinition } from '../framework/definition';
import type { LocalisedName } from '../unit/unit';
import type { AdjustmentStatus } from './adjustment-status';
import type { RoundStage } from './round';
import { openStages } from './round-acts';

/** A bonus, penalty or veto of a unit in a round, as its page shows it. */
export interface Adjustment {
	readonly id: number;
	readonly unit: {
		readonly id: number;
		readonly code: string;
		readonly name: LocalisedName;
		readonly path: UnitPath;
	};
	/** code of a rule of the round's framework */
	readonly ruleCode: string;
	/** points; 0 of a veto */
	readonly amount: number;
	/** the same words twice where it was given in one language */
	readonly ground: LocalisedName;
	readonly status: AdjustmentStatus;
	/** null: the installation itself, as of an order */
	readonly proposedBy: number | null;
	readonly proposedByName: string | null;
	readonly proposedAt: Date;
	readonly decidedByName: string | null;
	readonly decidedAt: Date | null;
	readonly decisionReason: string | null;
	/** number of the rectification order that it comes from */
	readonly orderId: number | null;
}

/** proposed → confirmed or rejected by somebody else, or taken back by its proposer; a confirmed one can be revoked. */
export const adjustmentMoves = ['confirm', 'reject', 'withdraw', 'revoke'] as const;
export type AdjustmentMove = (typeof adjustmentMoves)[number];

export const adjustmentPermissions = {
	confirm: 'adjustment.confirm',
	reject: 'adjustment.confirm',
	withdraw: 'adjustment.propose',
	revoke: 'adjustment.confirm'
} as const satisfies Record<AdjustmentMove, Permission>;

/** Where each step starts and leads. */
export const adjustmentSteps = {
	confirm: { from: 'proposed', to: 'confirmed' },
	reject: { from: 'proposed', to: 'rejected' },
	withdraw: { from: 'proposed', to: 'withdrawn' },
	revoke: { from: 'confirmed', to: 'withdrawn' }
} as const satisfies Record<
	AdjustmentMove,
	{ readonly from: AdjustmentStatus; readonly to: AdjustmentStatus }
>;

/** Steps that nobody takes without saying why. */
export const adjustmentMovesWithReason: ReadonlySet<AdjustmentMove> = new Set(['reject', 'revoke']);

/** Characters of a ground, in each language, and of the reason of a decision. */
export const longestAdjustmentText = 1000;

/** Where an adjustment is to be made. */
export interface AdjustmentPlace {
	readonly stage: RoundStage;
	/** subtrees of which the actor has declared a conflict of interest */
	readonly conflicts: readonly UnitPath[];
}

/** Why somebody may not propose one, or not take a step; undefined: he may. */
export type AdjustmentBar =
	'stageClosed' | 'ownUnit' | 'forbidden' | 'proposer' | 'notProposer' | 'fromOrder';

/** While results follow what they are made of, by somebody who does not answer for the unit and has declared no conflict with it. */
export function proposalBar(
	actor: Actor,
	unitPath: UnitPath,
	{ stage, conflicts }: AdjustmentPlace
): AdjustmentBar | undefined {
	if (!can(actor, 'adjustment.propose', unitPath)) return 'forbidden';
	if (!(openStages as readonly RoundStage[]).includes(stage)) return 'stageClosed';
	return standsAside(actor, unitPath, conflicts) ? 'ownUnit' : undefined;
}

/**
 * Four eyes: what one proposed another confirms, rejects or revokes, and only its proposer takes it back. What comes from an order is
 * moved by the order alone.
 */
export function adjustmentBar(
	actor: Actor,
	move: AdjustmentMove,
	{
		unit,
		proposedBy,
		orderId
	}: Pick<Adjustment, 'proposedBy' | 'orderId'> & {
		readonly unit: { readonly path: UnitPath };
	},
	{ stage, conflicts }: AdjustmentPlace
): AdjustmentBar | undefined {
	if (!can(actor, adjustmentPermissions[move], unit.path)) return 'forbidden';
	if (!(openStages as readonly RoundStage[]).includes(stage)) return 'stageClosed';
	if (orderId !== null) return 'fromOrder';
	const isProposer = proposedBy !== null && proposedBy === actor.userId;
	if (move === 'withdraw') return isProposer ? undefined : 'notProposer';
	if (isProposer) return 'proposer';
	return standsAside(actor, unit.path, conflicts) ? 'ownUnit' : undefined;
}

/** The steps that somebody may take on one as it stands. */
export function adjustmentMovesFor(
	actor: Actor,
	adjustment: Parameters<typeof adjustmentBar>[2] & Pick<Adjustment, 'status'>,
	place: AdjustmentPlace
): AdjustmentMove[] {
	return adjustmentMoves.filter(
		(move) =>
			adjustmentSteps[move].from === adjustment.status &&
			adjustmentBar(actor, move, adjustment, place) === undefined
	);
}

/** The most points that one adjustment by a rule can have; undefined of a veto, which has none. */
export function mostPointsOf(rule: RuleDefinition): number | undefined {
	return rule.do === 'veto' ? undefined : rule.max;
}
