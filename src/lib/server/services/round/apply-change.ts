import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { listOpenRoundsTouched } from '../../db/queries/round';
import { refreshFigures, type ChangedCell } from '../figure/refresh-figures';
import { recomputeRound, type Recomputation } from './recompute-round';

/** A score that was given away, or taken back, in one round; in a frozen one, a cell that was decided on, measured or scored. */
export interface ChangedScore {
	readonly unitId: number;
	readonly indicatorId: number;
	readonly roundId: number;
}

/** A unit whose orders changed, in a round on which they weigh. */
export interface ChangedWeight {
	readonly unitId: number;
	readonly roundId: number;
}

/**
 * What everybody who changes an observation or a score calls in the same transaction, with leave for that change: figures that
 * follow from it are brought up to date, and rounds under way that read them are scored anew.
 */
export async function applyChange(
	tx: Tx,
	ctx: Pick<Context, 'now' | 'actor'>,
	changes: readonly (ChangedCell | ChangedScore | ChangedWeight)[]
): Promise<void> {
	const touchedByRound = new Map<number, Set<number>>();
	const touch = (roundId: number, unitId: number): void => {
		touchedByRound.set(roundId, (touchedByRound.get(roundId) ?? new Set()).add(unitId));
	};
	const scores = changes.filter((change) => 'roundId' in change);
	for (const { roundId, unitId } of scores) touch(roundId, unitId);
	const cells = changes.filter((change) => 'period' in change);
	const touched = await refreshFigures(tx, ctx.now, cells);
	const unitIds = [...new Set(touched.map(({ unitId }) => unitId))];
	const rounds = await listOpenRoundsTouched(tx, {
		unitIds,
		indicatorIds: [...new Set(touched.map(({ indicatorId }) => indicatorId))],
		periods: [...new Set(touched.map(({ period }) => period))]
	});
	for (const roundId of rounds) for (const unitId of unitIds) touch(roundId, unitId);
	for (const [roundId, units] of [...touchedByRound].sort(([a], [b]) => a - b)) {
		const decided = scores
			.filter((change) => 'indicatorId' in change)
			.filter((change) => change.roundId === roundId);
		const outcome = await recomputeRound(tx, roundId, ctx.now, [...units], decided);
		await tell(tx, ctx, roundId, [...units], outcome);
	}
}

/** What a change did to the provisional ranking, so that the audit shows cause and effect one after the other. */
async function tell(
	tx: Tx,
	{ now, actor }: Pick<Context, 'now' | 'actor'>,
	roundId: number,
	unitIds: readonly number[],
	{ changedResults, moved }: Recomputation
): Promise<void> {
	if (changedResults === 0) return;
	const touched = moved.filter(({ unitId }) => unitIds.includes(unitId));
	const own = touched.length === 1 ? touched[0] : undefined;
	await appendAudit(tx, {
		actorId: actor.userId,
		at: now,
		action: 'result.recompute',
		entity: 'round',
		entityId: roundId,
		unitId: own?.unitId,
		before: own?.before,
		after: { ...own?.after, changedResults, movedUnits: moved.length }
	});
}
