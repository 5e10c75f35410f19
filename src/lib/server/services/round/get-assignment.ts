import { can, demand } from '../../../domain/access/can';
import { reasonAside, unfilledCells, type UnfilledCell } from '../../../domain/assessment/assign-cells';
import { isStageOf } from '../../../domain/round/round-acts';
import type { RoundHead } from '../../../domain/round/readable-round';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import { listAssessors, listAssignedPairs, listScoredCells } from '../../db/queries/assign-cells';
import { listAssessorLoads, type AssessorLoad } from '../../db/queries/round-board';
import type { StoredRound } from '../../db/queries/round';
import { readable } from './get-round-board';

/** Nobody runs a round with more. */
export const mostAssessors = 500;
/** Cells without enough assessors that are named one by one. */
const mostNamed = 50;

export interface CandidateLoad extends Omit<AssessorLoad, 'userId'> {
	readonly userId: number;
	/** units of the round from which they stand aside, by reason */
	readonly ownUnits: number;
	readonly conflictUnits: number;
	/** false: has begun something, and may score here no more */
	readonly mayScore: boolean;
}

export interface AssignmentPage {
	readonly head: RoundHead;
	readonly settings: StoredRound;
	/** everybody who may score in the round, and those who do, by name */
	readonly people: readonly CandidateLoad[];
	readonly cells: number;
	readonly unfilledCount: number;
	/** the first of them */
	readonly unfilled: readonly UnfilledCell[];
	readonly mayAssign: boolean;
}

/** Who scores how much in a round, who may, and which cells lack somebody. @throws DomainError `forbidden`, `notFound` */
export async function getAssignment(ctx: Context, roundId: number): Promise<AssignmentPage> {
	demand(ctx.actor, 'assessment.readSubmitted');
	const { head, settings, scope, isWhole } = await readable(ctx, roundId);
	if (!isWhole || !can(ctx.actor, 'assessment.readSubmitted', head.rootPath)) {
		throw new DomainError('forbidden', 'Who scores what in a round is for those who oversee all of it');
	}
	const assessors = await listAssessors(ctx.db, head.rootPath, mostAssessors);
	const loads = await listAssessorLoads(ctx.db, roundId, ctx.now, mostAssessors);
	const cells = await listScoredCells(ctx.db, scope, settings);
	const pairs = await listAssignedPairs(ctx.db, roundId);
	const unfilled = unfilledCells(cells, pairs, assessors, settings.assessorsPerCell);
	const units = [...new Set(cells.map(({ unitPath }) => unitPath))];
	const none = { total: 0, begun: 0, submitted: 0, overdue: 0 };
	const candidates = assessors.map((assessor): CandidateLoad => {
		const aside = units.map((path) => reasonAside(assessor, path));
		return {
			...(loads.find(({ userId }) => userId === assessor.id) ?? none),
			userId: assessor.id,
			name: assessor.name,
			ownUnits: aside.filter((reason) => reason === 'ownUnit').length,
			conflictUnits: aside.filter((reason) => reason === 'conflict').length,
			mayScore: true
		};
	});
	const others = loads
		.filter(({ userId }) => !assessors.some(({ id }) => id === userId))
		.map((load) => ({ ...load, ownUnits: 0, conflictUnits: 0, mayScore: false }));
	return {
		head,
		settings,
		people: [...candidates, ...others],
		cells: cells.length,
		unfilledCount: unfilled.length,
		unfilled: unfilled.slice(0, mostNamed),
		mayAssign:
			isStageOf('assign', settings.stage) && can(ctx.actor, 'assessment.assign', head.rootPath) !== undefined
	};
}
