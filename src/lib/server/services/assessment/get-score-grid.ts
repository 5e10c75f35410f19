import { demand, standsAside } from '../../../domain/access/can';
import type { AssignedCell, Rubric, ScoringRound } from '../../../domain/assessment/assigned-cell';
import {
	progressOf,
	scoringBar,
	type AssessmentProgress,
	type ScoringBar
} from '../../../domain/assessment/assessment-rules';
import type { Pace } from '../../../domain/assessment/pace';
import type { PreviousScore } from '../../../domain/assessment/previous-score';
import { filterWork } from '../../../domain/assessment/worklist';
import { DomainError } from '../../../domain/errors';
import type { Evidence } from '../../../domain/evidence/evidence';
import type { Context } from '../../context';
import { listRubrics, listScoringRounds } from '../../db/queries/assessment';
import { listConflictPaths } from '../../db/queries/interest';
import { listAssignments } from './list-assignments';
import { listCellEvidence } from './list-cell-evidence';
import { listPreviousScores } from './list-previous-scores';
import { paceOfRound } from './pace-of-round';

export interface GridCell extends AssignedCell {
	/** why it cannot be changed; undefined: it can */
	readonly bar: ScoringBar | undefined;
	readonly proofs: readonly Evidence[];
	readonly previous: PreviousScore | undefined;
}

export interface ScoreGrid {
	readonly round: ScoringRound;
	/** what all cells have in common: one indicator, or one unit */
	readonly by: 'indicator' | 'unit';
	/** of the cells' indicators, by id */
	readonly rubrics: ReadonlyMap<number, Rubric>;
	readonly cells: readonly GridCell[];
	/** of these cells */
	readonly progress: AssessmentProgress;
	/** of the round */
	readonly pace: Pace;
	/** all of the actor's cells of the round, to choose another grid from */
	readonly assigned: readonly AssignedCell[];
}

export type GridWish = {
	readonly round: number;
} & (
	| { readonly indicator: string; readonly unit?: undefined }
	| { readonly unit: string; readonly indicator?: undefined }
);

/**
 * Cells of the actor side by side: all units of one indicator, or all indicators of one unit. The number of statements does not
 * depend on that of the cells. @throws DomainError `notFound`
 */
export async function getScoreGrid(ctx: Context, wanted: GridWish): Promise<ScoreGrid> {
	demand(ctx.actor, 'assessment.score');
	const all = await listAssignments(ctx);
	const assigned = filterWork(all, { round: wanted.round });
	const cells = filterWork(assigned, { indicator: wanted.indicator, unit: wanted.unit });
	const [round] = await listScoringRounds(ctx.db, [wanted.round]);
	if (cells.length === 0 || !round) {
		const of = wanted.indicator ?? wanted.unit;
		throw new DomainError('notFound', `Nothing of "${of}" is assigned to you in round ${wanted.round}`, {
			...wanted,
			assessment: of
		});
	}
	const conflicts = await listConflictPaths(ctx.db, ctx.actor.userId);
	const isAside = (cell: AssignedCell) => standsAside(ctx.actor, cell.unit.path, conflicts);
	const proofs = await listCellEvidence(ctx, round, cells);
	const previous = await listPreviousScores(ctx, round, {
		unitIds: cells.map(({ unit }) => unit.id),
		nodeCodes: cells.map(({ nodeCode }) => nodeCode)
	});
	const { stage, windows } = round;
	return {
		round,
		by: wanted.indicator === undefined ? 'unit' : 'indicator',
		rubrics: await listRubrics(ctx.db, [...new Set(cells.map(({ indicator }) => indicator.id))]),
		cells: cells.map((cell) => ({
			...cell,
			bar: scoringBar({ status: cell.status, stage, windows, ownsUnit: isAside(cell) }, ctx.now),
			proofs: proofs.get(cell.id) ?? [],
			previous: previous.of(cell.unit.id, cell.nodeCode)
		})),
		progress: progressOf(cells),
		pace: paceOfRound(all, round, isAside, ctx.now),
		assigned
	};
}
