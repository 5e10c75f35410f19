import { demand, systemScope } from '../../../domain/access/can';
import { assignCells, type AssignedPair, type UnfilledCell } from '../../../domain/assessment/assign-cells';
import { DomainError } from '../../../domain/errors';
import { refuseOutsideStage } from '../../../domain/round/round-acts';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import {
	deleteUnbegun,
	insertPairs,
	listAssessors,
	listAssignedPairs,
	listScoredCells
} from '../../db/queries/assign-cells';
import { listWindowsOf, updateRound } from '../../db/queries/round-board';
import { holdRound } from '../../db/queries/hold-round';
import { refuseStale } from './refuse-stale';
import { mostAssessors } from './get-assignment';

export interface AssignmentToMake {
	readonly roundId: number;
	/** the revision that the form was drawn from */
	readonly revision: number;
	/** ids of those who are to score */
	readonly assessorIds: readonly number[];
}

export interface MadeAssignment {
	readonly added: number;
	readonly removed: number;
	/** begun already, so left to those who began */
	readonly kept: number;
	readonly unfilled: readonly UnfilledCell[];
}

/**
 * Gives the scored cells of a round to some assessors by rule: nobody on a unit of their own or of a declared conflict, loads alike,
 * as many a cell as the round wants. What somebody has begun stays with them.
 * @throws DomainError `forbidden`, `notFound`, `stageClosed`, `conflict` (changed since it was read), `invalidInput` (nobody of
 *   these may score here, or scoring has no window: `details.reason` is `nobody` or `noScoringWindow`)
 */
export async function assignAssessors(ctx: Context, wish: AssignmentToMake): Promise<MadeAssignment> {
	demand(ctx.actor, 'assessment.assign');
	return ctx.db.transaction(async (tx) => {
		const round = await holdRound(tx, wish.roundId);
		demand(ctx.actor, 'assessment.assign', round.rootPath);
		refuseOutsideStage('assign', round);
		refuseStale(round, wish.revision);
		const assessors = (await listAssessors(tx, round.rootPath, mostAssessors)).filter(({ id }) =>
			wish.assessorIds.includes(id)
		);
		if (assessors.length === 0) {
			throw new DomainError('invalidInput', 'None of these people may score in this round', {
				reason: 'nobody'
			});
		}
		const windows = await listWindowsOf(tx, round.id);
		const dueAt = windows.find(({ stage }) => stage === 'scoring')?.closesAt;
		if (!dueAt) {
			throw new DomainError('invalidInput', 'Say first when scores are given', { reason: 'noScoringWindow' });
		}
		const cells = await listScoredCells(tx, systemScope('assessment.assign'), round);
		const standing = await listAssignedPairs(tx, round.id);
		const kept = standing.filter(({ status }) => status !== 'assigned');
		const unbegun = standing.filter(({ status }) => status === 'assigned');
		const { pairs, unfilled } = assignCells({
			cells,
			assessors,
			perCell: round.assessorsPerCell,
			kept,
			preferred: unbegun,
			seed: `${round.frameworkCode} ${round.period}`
		});
		const wanted = new Set(pairs.map(keyOf));
		const there = new Set(unbegun.map(keyOf));
		const gone = unbegun.filter((pair) => !wanted.has(keyOf(pair)));
		const fresh = pairs.filter((pair) => !there.has(keyOf(pair)));
		await deleteUnbegun(
			tx,
			gone.map(({ id }) => id)
		);
		await insertPairs(tx, round.id, fresh, dueAt);
		await updateRound(tx, round.id, {});
		const made = { added: fresh.length, removed: gone.length, kept: kept.length, unfilled };
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'assessment.assign',
			entity: 'round',
			entityId: round.id,
			unitId: round.rootUnitId,
			after: {
				assessors: assessors.map(({ name }) => name).join(', '),
				added: made.added,
				removed: made.removed,
				kept: made.kept,
				unfilled: unfilled.length
			}
		});
		return made;
	});
}

function keyOf({ unitId, indicatorId, assessorId }: AssignedPair): string {
	return `${unitId} ${indicatorId} ${assessorId}`;
}
