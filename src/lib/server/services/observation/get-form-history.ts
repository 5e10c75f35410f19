import { demand } from '../../../domain/access/can';
import type { Indicator } from '../../../domain/indicator/indicator';
import { knownOn, type Knowledge } from '../../../domain/indicator/known-state';
import type { Context } from '../../context';
import { listCellHistories, listIndicatorsByIds } from '../../db/queries/history';
import { getHistoryPlace, type HistoryPlace, type HistoryWish } from './get-history-place';

export interface FormHistoryPage extends Pick<HistoryPlace, 'unit' | 'period' | 'periods' | 'timeZone'> {
	/** by the indicator's code */
	readonly rows: readonly {
		readonly indicator: Indicator;
		/** at the end of the day that was asked for, or now */
		readonly known: Knowledge;
		readonly changeCount: number;
	}[];
}

/**
 * What was known of every value of a unit and a period at the end of a day, or is now.
 * @throws DomainError `unknownUnit`, `forbidden`, `invalidPeriod`
 */
export async function getFormHistory(ctx: Context, wanted: HistoryWish): Promise<FormHistoryPage> {
	demand(ctx.actor, 'observation.read');
	const { unit, scope, period, periods, timeZone, at } = await getHistoryPlace(ctx, wanted);
	const histories = await listCellHistories(ctx.db, scope, { unitId: unit.id, period });
	const indicators = await listIndicatorsByIds(ctx.db, [...histories.keys()]);
	return {
		...{ unit, period, periods, timeZone },
		rows: indicators.map((indicator) => {
			const history = histories.get(indicator.id)!;
			return { indicator, known: knownOn(history, at), changeCount: history.changes.length };
		})
	};
}
