import type { Notice } from '../../../domain/message/message';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { listApprovalSteps } from '../../db/queries/review';
import { sendMessages } from '../message/send-messages';

export interface Submission {
	readonly unit: Pick<Unit, 'id' | 'code' | 'path'>;
	/** by the indicator's own code; `isCorrection`: it had come back, or was opened again */
	readonly cells: readonly {
		readonly code: string;
		readonly period: string;
		readonly isCorrection: boolean;
	}[];
}

/**
 * Tells whoever has the next step: the department's head where it approves first, else the reviewers who sent something back.
 * What comes in as usual waits in the reviewers' queue without a word: a message a unit and day at most, however many values of
 * how many periods were handed in at once.
 */
export async function tellOfSubmissions(
	tx: Tx,
	ctx: Pick<Context, 'actor' | 'now'>,
	submissions: readonly Submission[]
): Promise<void> {
	const filled = submissions.filter(({ cells }) => cells.length > 0);
	if (filled.length === 0) return;
	const steps = await listApprovalSteps(
		tx,
		filled.map(({ unit }) => unit.path)
	);
	const notices = filled.flatMap((submission) => {
		const isTwoStep = steps.get(submission.unit.path) === 2;
		const told = isTwoStep ? submission.cells : submission.cells.filter(({ isCorrection }) => isCorrection);
		return told.length === 0 ? [] : [noticeOf(ctx, submission.unit, told, isTwoStep)];
	});
	await sendMessages(tx, ctx, notices);
}

function noticeOf(
	ctx: Pick<Context, 'actor' | 'now'>,
	unit: Submission['unit'],
	told: Submission['cells'],
	isTwoStep: boolean
): Notice {
	const periods = new Set(told.map(({ period }) => period));
	const period = periods.size === 1 ? told[0]!.period : null;
	const when = ctx.now.toISOString().slice(0, isTwoStep ? 10 : 16);
	return {
		kind: 'observation.submitted',
		unitId: unit.id,
		roles: [isTwoStep ? 'departmentHead' : 'evaluationStaff'],
		details: {
			period,
			count: told.length,
			indicator: told.length === 1 ? told[0]!.code : null,
			by: ctx.actor.name
		},
		path: `/review?${new URLSearchParams({ unit: unit.code, ...(period === null ? {} : { period }) })}`,
		dedupeKey: `submitted ${unit.id} ${period ?? 'several'} ${when}`
	};
}
