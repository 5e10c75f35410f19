import { can, demand } from '../../../domain/access/can';
import { seesReviewed } from '../../../domain/assessment/self-assessment';
import type { SelfSummary } from '../../../domain/assessment/self-summary';
import { DomainError } from '../../../domain/errors';
import type { RoundHead } from '../../../domain/round/readable-round';
import type { StageWindow } from '../../../domain/round/round';
import type { Context } from '../../context';
import { listWindowsOf } from '../../db/queries/round-board';
import { listSelfSummaries } from '../../db/queries/self-summary';
import { readable } from '../round/get-round-board';

export interface SelfAssessmentList {
	readonly head: RoundHead;
	readonly window: StageWindow | undefined;
	readonly rows: readonly SelfSummary[];
	/** units that the filter lets through */
	readonly total: number;
	readonly pageSize: number;
	/** of all units of the round that are the reader's matter */
	readonly units: number;
	readonly submitted: number;
	readonly seesReviewed: boolean;
}

const pageSize = 50;

/**
 * Which units of a round have assessed themselves, and how far that lies from what assessors came to: all of the round for those who
 * read submitted scores, their own units for heads.
 * @throws DomainError `forbidden`, `notFound`
 */
export async function listSelfAssessments(
	ctx: Context,
	roundId: number,
	wanted: { readonly state?: 'open' | 'submitted' | undefined; readonly page: number }
): Promise<SelfAssessmentList> {
	demand(ctx.actor, 'round.read');
	const { head } = await readable(ctx, roundId);
	const scope = can(ctx.actor, 'assessment.readSubmitted') ?? can(ctx.actor, 'selfAssessment.write');
	if (!scope) throw new DomainError('forbidden', 'What units say of themselves is not for you');
	// Of the whole at once: who sees a part of it only is one whose units these are.
	const roots = scope.subtrees === 'everything' ? [head.rootPath] : scope.subtrees;
	const sees = roots.every((unitPath) => seesReviewed(ctx.actor, { unitPath, stage: head.stage }));
	const windows = await listWindowsOf(ctx.db, roundId);
	const { rows, ...counts } = await listSelfSummaries(ctx.db, scope, head, {
		state: wanted.state,
		limit: pageSize,
		offset: (wanted.page - 1) * pageSize
	});
	return {
		head,
		window: windows.find(({ stage }) => stage === 'selfAssessment'),
		...counts,
		rows: sees ? rows : rows.map((row) => ({ ...row, reviewed: null, gap: null, widest: null })),
		pageSize,
		seesReviewed: sees
	};
}
