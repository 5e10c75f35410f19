import { demand, standsAside } from '../../../domain/access/can';
import type { Pace } from '../../../domain/assessment/pace';
import { orderWork, type WorkOrder } from '../../../domain/assessment/worklist';
import type { AssignedCell, ScoringRound } from '../../../domain/assessment/assigned-cell';
import { progressOf, scoringBar, type AssessmentProgress } from '../../../domain/assessment/assessment-rules';
import { isStageOpen } from '../../../domain/round/round';
import { isStageOf } from '../../../domain/round/round-acts';
import type { Context } from '../../context';
import { listScoringRounds } from '../../db/queries/assessment';
import { listConflictPaths } from '../../db/queries/interest';
import { listAssignments } from './list-assignments';
import { paceOfRound } from './pace-of-round';

export interface WorkRound {
	readonly round: ScoringRound;
	readonly progress: AssessmentProgress;
	/** the earliest day by which something of it that is not submitted is due; undefined when all is submitted */
	readonly dueAt: Date | undefined;
	readonly isOpen: boolean;
	readonly pace: Pace;
	/** the first cell without a score, where to go on */
	readonly nextUnscoredId: number | undefined;
}

export interface Worklist {
	readonly rounds: readonly WorkRound[];
	/** all cells, in the order in which they are gone through */
	readonly cells: readonly (AssignedCell & {
		/** of a unit of one's own, or of a declared conflict of interest */
		readonly isOwnUnit: boolean;
	})[];
}

/** What is left to score, round by round. */
export async function listWorklist(ctx: Context, order: WorkOrder = 'indicator'): Promise<Worklist> {
	demand(ctx.actor, 'assessment.score');
	const conflicts = await listConflictPaths(ctx.db, ctx.actor.userId);
	const isAside = (cell: AssignedCell) => standsAside(ctx.actor, cell.unit.path, conflicts);
	const assigned = orderWork(await listAssignments(ctx), order);
	const cells = assigned.map((cell) => ({ ...cell, isOwnUnit: isAside(cell) }));
	const rounds = await listScoringRounds(ctx.db, [...new Set(cells.map((cell) => cell.roundId))]);
	return {
		cells,
		rounds: rounds.map((round) => {
			const own = cells.filter((cell) => cell.roundId === round.id);
			const situation = (cell: (typeof own)[number]) => ({
				status: cell.status,
				stage: round.stage,
				windows: round.windows,
				ownsUnit: cell.isOwnUnit
			});
			const open = own.filter((cell) => cell.status === 'assigned' || cell.status === 'draft');
			return {
				round,
				progress: progressOf(own),
				pace: paceOfRound(assigned, round, isAside, ctx.now),
				dueAt: open.map((cell) => cell.dueAt).sort((a, b) => a.getTime() - b.getTime())[0],
				isOpen: isStageOf('score', round.stage) && isStageOpen(round.windows, 'scoring', ctx.now),
				nextUnscoredId: own.find((cell) => cell.score === null && !scoringBar(situation(cell), ctx.now))?.id
			};
		})
	};
}
