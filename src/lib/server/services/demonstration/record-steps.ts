import { addHours, min } from 'date-fns';
import { roundStages, type RoundStage } from '../../../domain/round/round';
import type { Tx } from '../../db/client';
import { roundMove } from '../../db/schema';
import type { StoredIds } from './load-observations';
import type { StoredRound } from './load-rounds';

/** How every round came where it stands: on when the stage before closed, and to publication when it was published. */
export async function recordSteps(tx: Tx, rounds: readonly StoredRound[], ids: StoredIds): Promise<void> {
	const movedBy = ids.people.get('manager')!;
	const rows = rounds.flatMap(({ id, plan }) => {
		const reached: RoundStage = plan.publishedAt ? 'published' : plan.stage;
		const stages = roundStages.slice(0, roundStages.indexOf(reached) + 1);
		return stages.slice(1).map((toStage, i) => {
			const fromStage = stages[i]!;
			const window = plan.windows.find(({ stage }) => stage === fromStage);
			const opened = plan.windows.find(({ stage }) => stage === toStage)?.opensAt;
			const ended = toStage === 'published' ? plan.publishedAt : (window?.closesAt ?? opened);
			// Nothing was still going on when it was published; and of two steps at one hour the order stays.
			const at = min([ended ?? new Date(0), plan.publishedAt ?? ended ?? new Date(0)]);
			return {
				roundId: id,
				fromStage,
				toStage,
				movedBy,
				movedAt: addHours(at, toStage === 'published' ? 0 : -1)
			};
		});
	});
	if (rows.length > 0) await tx.insert(roundMove).values(rows);
}
