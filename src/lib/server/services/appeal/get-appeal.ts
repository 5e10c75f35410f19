import { can, demand, isWithin } from '../../../domain/access/can';
import type { Appeal, AppealedFigure, AppealRecusal } from '../../../domain/appeal/appeal';
import {
	appealMovesFor,
	barFromDeciding,
	isOpenAppeal,
	mayRecuse,
	type AppealBar,
	type AppealMove,
	type AppealState
} from '../../../domain/appeal/appeal-flow';
import { DomainError } from '../../../domain/errors';
import { mostEvidence, type Evidence } from '../../../domain/evidence/evidence';
import type { Context } from '../../context';
import type { Db, Tx } from '../../db/client';
import { findAppeal, listRecusals, readScorers } from '../../db/queries/appeal';
import { listEvidenceOf } from '../../db/queries/evidence';
import { listConflictPaths } from '../../db/queries/interest';
import { readAppealedFigure } from './appealed-figure';

export interface AppealPage {
	readonly appeal: Appeal;
	readonly evidence: readonly Evidence[];
	readonly recusals: readonly AppealRecusal[];
	/** steps that the reader may take now */
	readonly moves: readonly AppealMove[];
	readonly mayRecuse: boolean;
	/** why somebody who decides appeals does not decide this one */
	readonly bar: Exclude<AppealBar, 'forbidden'> | undefined;
	/** of one that is open, for who may see what the round holds */
	readonly figure: AppealedFigure | undefined;
	/** the decision names points; otherwise it takes in the value as the data say it now */
	readonly takesPoints: boolean;
}

/** One appeal with everything that was said on it. @throws DomainError `notFound` (none such, or somebody else's) */
export async function getAppeal(ctx: Context, id: number): Promise<AppealPage> {
	const scope = demand(ctx.actor, 'appeal.read');
	const appeal = await findAppeal(ctx.db, scope, ctx.now, id);
	if (!appeal) throw new DomainError('notFound', `There is no appeal ${id} for you`, { id });
	const { state, takesPoints, recusals } = await readAppealState(ctx.db, ctx, appeal);
	const evidence = await listEvidenceOf(
		ctx.db,
		scope,
		{ subject: 'appeal', keys: [String(id)] },
		mostEvidence
	);
	const maySee =
		can(ctx.actor, 'appeal.decide', appeal.unit.path) ??
		can(ctx.actor, 'result.readOwn', appeal.unit.path) ??
		can(ctx.actor, 'result.readProvisional', appeal.unit.path);
	return {
		appeal,
		evidence,
		recusals: recusals.map(({ name, reason, recusedAt }) => ({ name, reason, recusedAt })),
		moves: appealMovesFor(ctx.actor, appeal.unit.path, state),
		mayRecuse: mayRecuse(ctx.actor, appeal.unit.path, state),
		bar: isOpenAppeal(appeal.status) ? barFromDeciding(ctx.actor, appeal.unit.path, state) : undefined,
		figure:
			maySee && isOpenAppeal(appeal.status) ? await readAppealedFigure(ctx.db, cellOf(appeal)) : undefined,
		takesPoints
	};
}

export function cellOf({ round, unit, indicator }: Appeal) {
	return { roundId: round.id, unitId: unit.id, indicatorId: indicator.id };
}

/** How an appeal looks to who asks. The service has asked for leave. */
export async function readAppealState(
	db: Db | Tx,
	{ actor }: Pick<Context, 'actor'>,
	appeal: Appeal
): Promise<{
	readonly state: AppealState;
	readonly takesPoints: boolean;
	readonly recusals: Awaited<ReturnType<typeof listRecusals>>;
}> {
	const { userIds, isAssessed } = await readScorers(db, cellOf(appeal));
	const recusals = await listRecusals(db, appeal.id);
	const conflicts = await listConflictPaths(db, actor.userId);
	return {
		takesPoints: isAssessed,
		recusals,
		state: {
			status: appeal.status,
			stage: appeal.round.stage,
			hasScored: actor.userId !== undefined && userIds.includes(actor.userId),
			isRecused: recusals.some(({ userId }) => userId === actor.userId),
			hasConflict: conflicts.some((root) => isWithin(appeal.unit.path, root))
		}
	};
}
