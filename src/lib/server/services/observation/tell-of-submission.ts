import type { Notice } from '../../../domain/message/message';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { getApprovalSteps } from '../../db/queries/review';
import { sendMessages } from '../message/send-messages';

export interface Submission {
	readonly unit: Unit;
	readonly period: string;
	/** by the indicator's own code; `isCorrection`: it had come back, or was opened again */
	readonly cells: readonly { readonly code: string; readonly isCorrection: boolean }[];
}

/**
 * Tells whoever has the next step: the department's head where it approves first, else the reviewers who sent something back.
 * What comes in as usual waits in the reviewers' queue without a word: a message a unit and day at most.
 */
export async function tellOfSubmission(
	tx: Tx,
	ctx: Pick<Context, 'actor' | 'now'>,
	{ unit, period, cells }: Submission
): Promise<void> {
	const isTwoStep = cells.length > 0 && (await getApprovalSteps(tx, unit.path)) === 2;
	const told = isTwoStep ? cells : cells.filter(({ isCorrection }) => isCorrection);
	if (told.length === 0) return;
	const notice: Notice = {
		kind: 'observation.submitted',
		unitId: unit.id,
		roles: [isTwoStep ? 'departmentHead' : 'evaluationStaff'],
		details: {
			period,
			count: told.length,
			indicator: told.length === 1 ? told[0]!.code : null,
			by: ctx.actor.name
		},
		path: `/review?${new URLSearchParams({ unit: unit.code, period })}`,
		dedupeKey: `submitted ${unit.id} ${period} ${ctx.now.toISOString().slice(0, isTwoStep ? 10 : 16)}`
	};
	await sendMessages(tx, ctx, [notice]);
}
