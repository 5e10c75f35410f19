import type { Scope } from '../../../domain/access/can';
import { listEntryPeriods } from '../../../domain/indicator/entry-sheet';
import { isProvisional, roundTimeZone, type StageWindow } from '../../../domain/round/round';
import type { Context } from '../../context';
import { readAskingRounds } from '../round/read-asking-rounds';

/** A round under way with what its units report, and for which periods. */
export interface ReportingRound {
	readonly id: number;
	readonly windows: readonly StageWindow[];
	readonly periods: readonly {
		readonly code: string;
		readonly isOpen: boolean;
		readonly indicatorIds: readonly number[];
	}[];
}

/** What all rounds under way within a scope ask for at this time. */
export async function listReportingRounds(
	ctx: Pick<Context, 'db' | 'now'>,
	scope: Scope
): Promise<ReportingRound[]> {
	const rounds = (await readAskingRounds(ctx.db, scope)).filter(({ stage }) => isProvisional(stage));
	return rounds.map((round) => ({
		id: round.id,
		windows: round.windows,
		periods: listEntryPeriods([round], ctx.now, roundTimeZone).map(({ code, isOpen, frequency }) => ({
			code,
			isOpen,
			indicatorIds: round.indicators
				.filter((indicator) => indicator.frequency === frequency)
				.map(({ id }) => id)
		}))
	}));
}
