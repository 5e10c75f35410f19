import type { Scope } from '../../../domain/access/can';
import { periodsWithin } from '../../../domain/indicator/entry-sheet';
import { parsePeriod } from '../../../domain/period/period';
import { isProvisional, isStageOpen } from '../../../domain/round/round';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import type { CollectingRound } from '../../db/queries/collecting-round';
import { readAskingRounds } from '../round/read-asking-rounds';

/** The rounds under way with the periods that they ask for, and whether they take data now: the rule of the form, for a file. */
export async function readCollectingRounds(
	db: Context['db'] | Tx,
	scope: Scope,
	now: Date
): Promise<CollectingRound[]> {
	const rounds = (await readAskingRounds(db, scope)).filter(({ stage }) => isProvisional(stage));
	return rounds.map(({ id, period, frequencies, windows }) => ({
		roundId: id,
		periods: [
			...new Set(
				[...frequencies].flatMap((frequency) =>
					periodsWithin(parsePeriod(period), frequency).map(({ code }) => code)
				)
			)
		],
		isOpen: isStageOpen(windows, 'collecting', now)
	}));
}
