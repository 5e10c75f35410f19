import { demand, standsAside } from '../../../domain/access/can';
import type { AssignedCell, Rubric, ScoringRound } from '../../../domain/assessment/assigned-cell';
import {
	progressOf,
	scoringBar,
	type AssessmentProgress,
	type ScoringBar
} from '../../../domain/assessment/assessment-rules';
import { filterWork } from '../../../domain/assessment/worklist';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import { getRubric, listScoringRounds } from '../../db/queries/assessment';
import { listConflictPaths } from '../../db/queries/interest';
import { listAssignments } from './list-assignments';

export interface ScoreGrid {
	readonly round: ScoringRound;
	readonly rubric: Rubric;
	readonly indicator: AssignedCell['indicator'];
	readonly nodeCode: string;
	readonly cells: readonly (AssignedCell & { readonly bar: ScoringBar | undefined })[];
	readonly progress: AssessmentProgress;
	/** the actor's indicators of the round, in the framework's order */
	readonly indicators: readonly {
		readonly nodeCode: string;
		readonly indicator: AssignedCell['indicator'];
	}[];
}

/** All units that the actor scores on one indicator of a round, side by side. @throws DomainError `notFound` */
export async function getScoreGrid(
	ctx: Context,
	wanted: { round: number; indicator: string }
): Promise<ScoreGrid> {
	demand(ctx.actor, 'assessment.score');
	const assigned = filterWork(await listAssignments(ctx), { round: wanted.round });
	const cells = filterWork(assigned, { indicator: wanted.indicator });
	const [first] = cells;
	const [round] = await listScoringRounds(ctx.db, [wanted.round]);
	if (!first || !round) {
		throw new DomainError(
			'notFound',
			`Nothing of "${wanted.indicator}" is assigned to you in round ${wanted.round}`,
			{ ...wanted, assessment: wanted.indicator }
		);
	}
	const conflicts = await listConflictPaths(ctx.db, ctx.actor.userId);
	const indicators = new Map(assigned.map(({ nodeCode, indicator }) => [nodeCode, { nodeCode, indicator }]));
	return {
		round,
		rubric: await getRubric(ctx.db, first.indicator.id),
		indicator: first.indicator,
		nodeCode: first.nodeCode,
		cells: cells.map((cell) => {
			const situation = {
				status: cell.status,
				stage: round.stage,
				windows: round.windows,
				ownsUnit: standsAside(ctx.actor, cell.unit.path, conflicts)
			};
			return { ...cell, bar: scoringBar(situation, ctx.now) };
		}),
		progress: progressOf(cells),
		indicators: [...indicators.values()]
	};
}
