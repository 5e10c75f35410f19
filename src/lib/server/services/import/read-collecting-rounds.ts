import { periodsWithin } from '../../../domain/indicator/entry-sheet';
import { parsePeriod } from '../../../domain/period/period';
import { isStageOpen } from '../../../domain/round/round';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { listRoundsUnderWay, type CollectingRound } from '../../db/queries/collecting-round';

/** The rounds under way with the periods that they ask for, and whether they take data now: the rule of the form, for a file. */
export async function readCollectingRounds(db: Context['db'] | Tx, now: Date): Promise<CollectingRound[]> {
	const rounds = await listRoundsUnderWay(db);
	return rounds.map(({ id, period, frequencies, windows }) => ({
		roundId: id,
		periods: [
			...new Set(
				frequencies.flatMap((frequency) =>
					periodsWithin(parsePeriod(period), frequency).map(({ code }) => code)
				)
			)
		],
		isOpen: isStageOpen(windows, 'collecting', now)
	}));
}
