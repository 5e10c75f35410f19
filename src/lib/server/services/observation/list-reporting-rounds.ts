import type { Scope } from '../../../domain/access/can';
import { listEntryPeriods } from '../../../domain/indicator/entry-sheet';
import type { Frequency } from '../../../domain/indicator/indicator';
import { isProvisional, roundTimeZone, type StageWindow } from '../../../domain/round/round';
import type { Context } from '../../context';
import { listStageWindows } from '../../db/queries/observation';
import { listMeasuredIndicators, listReviewRounds } from '../../db/queries/review-rounds';

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
	const rounds = (await listReviewRounds(ctx.db, scope)).filter(({ stage }) => isProvisional(stage));
	const windows = await listStageWindows(
		ctx.db,
		rounds.map(({ id }) => id)
	);
	const measured = await listMeasuredIndicators(
		ctx.db,
		rounds.map(({ frameworkVersionId }) => frameworkVersionId)
	);
	return rounds.map((round) => {
		const own = measured.filter(({ frameworkVersionId }) => frameworkVersionId === round.frameworkVersionId);
		const collecting = {
			...round,
			windows: windows.get(round.id) ?? [],
			frequencies: new Set<Frequency>(own.map(({ frequency }) => frequency))
		};
		return {
			id: round.id,
			windows: collecting.windows,
			periods: listEntryPeriods([collecting], ctx.now, roundTimeZone).map(({ code, isOpen, frequency }) => ({
				code,
				isOpen,
				indicatorIds: own.filter((indicator) => indicator.frequency === frequency).map(({ id }) => id)
			}))
		};
	});
}
