import type { Actor } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { MessageKind, Notice } from '../../../domain/message/message';
import type { AdjustmentBar } from '../../../domain/round/adjustment';

type AdjustmentKind = Extract<MessageKind, `adjustment.${string}`>;

/** Whoever confirms hears of a proposal, its proposer of the decision; a unit of what counts for it, and of what counts no more. */
export function adjustmentNotice(
	kind: AdjustmentKind,
	of: {
		readonly id: number;
		readonly unitCode: string;
		readonly roundId: number;
		readonly unitId: number;
		readonly proposedBy?: number | null;
	},
	{ name }: Pick<Actor, 'name'>,
	details: { readonly period: string; readonly reason: string }
): Notice {
	const isForUnit = kind === 'adjustment.confirmed' || kind === 'adjustment.revoked';
	return {
		kind,
		unitId: of.unitId,
		roles: kind === 'adjustment.proposed' ? ['evaluationManager'] : isForUnit ? ['departmentHead'] : [],
		alsoUserIds: of.proposedBy ? [of.proposedBy] : [],
		details: { ...details, by: name },
		path: isForUnit
			? `/units/${encodeURIComponent(of.unitCode)}?${new URLSearchParams({ period: details.period })}`
			: `/rounds/${of.roundId}/adjustments`,
		dedupeKey: `adjustment ${of.id} ${kind}`
	};
}

/** @throws DomainError as the bar says; nothing where there is none */
export function refuseBarred(bar: AdjustmentBar | undefined, roundId: number): void {
	if (!bar) return;
	const code = bar === 'ownUnit' || bar === 'stageClosed' ? bar : 'forbidden';
	throw new DomainError(code, `This adjustment is not yours to make: ${bar}`, { bar, round: roundId });
}
