import { standsAside, type Actor, type UnitPath } from '../access/can';
import { openStages } from '../round/round-acts';
import type { RoundStage } from '../round/round';
import type { LocalisedName } from '../unit/unit';

/** The longest reason of a moderated score that is kept. */
export const longestModerationReason = 2000;

/** What one assessor gave away for a cell, as it is laid beside the others'. */
export interface SideScore {
	readonly assessorId: number;
	readonly name: string;
	/** points 0–100 */
	readonly score: number;
	readonly comment: string;
}

/** A score that stands in the place of the consolidated one. */
export interface StandingDecision {
	readonly id: number;
	readonly origin: 'moderation' | 'appeal';
	/** points 0–100 */
	readonly score: number;
	readonly reason: string;
	readonly byName: string;
	readonly at: Date;
}

/** A cell whose assessors have all submitted, and differ by more than the round's limit. */
export interface ModeratedCell {
	readonly unit: {
		readonly id: number;
		readonly code: string;
		readonly name: LocalisedName;
		readonly path: UnitPath;
	};
	readonly indicator: { readonly id: number; readonly code: string; readonly name: LocalisedName };
	/** points between the highest and the lowest score */
	readonly spread: number;
	/** the highest first */
	readonly scores: readonly SideScore[];
	/** the newest one; undefined: nobody has decided yet */
	readonly decision: StandingDecision | undefined;
}

/** Why somebody may not decide on a cell; undefined: he may. */
export type ModerationBar = 'stageClosed' | 'ownUnit' | 'scoredHere' | 'decidedOnAppeal';

/**
 * Whoever scored a cell has had his say in it, and nobody decides on a unit of his own or of a declared conflict of interest. What
 * was decided on an appeal is not moderated again, and nothing is once results are laid open.
 */
export function moderationBar(
	actor: Actor,
	cell: Pick<ModeratedCell, 'scores' | 'decision'> & { readonly unit: { readonly path: UnitPath } },
	{ stage, conflicts }: { readonly stage: RoundStage; readonly conflicts: readonly UnitPath[] }
): ModerationBar | undefined {
	if (!(openStages as readonly RoundStage[]).includes(stage)) return 'stageClosed';
	if (standsAside(actor, cell.unit.path, conflicts)) return 'ownUnit';
	if (cell.scores.some(({ assessorId }) => assessorId === actor.userId)) return 'scoredHere';
	return cell.decision?.origin === 'appeal' ? 'decidedOnAppeal' : undefined;
}
