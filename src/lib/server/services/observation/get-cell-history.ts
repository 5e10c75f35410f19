import { demand } from '../../../domain/access/can';
import type { Evidence } from '../../../domain/evidence/evidence';
import type { Indicator } from '../../../domain/indicator/indicator';
import { knownOn, type CellHistory, type Knowledge } from '../../../domain/indicator/known-state';
import type { ListedFinding } from '../../../domain/validation/finding';
import type { Context } from '../../context';
import { searchFindings } from '../../db/queries/finding';
import { listCellHistories, mostChanges } from '../../db/queries/history';
import { getIndicatorByCode } from '../../db/queries/indicator';
import { listEvidence } from '../evidence/list-evidence';
import { getHistoryPlace, type HistoryPlace, type HistoryWish } from './get-history-place';

export interface CellHistoryPage extends Pick<HistoryPlace, 'unit' | 'period' | 'periods' | 'timeZone'> {
	readonly indicator: Indicator;
	readonly history: CellHistory;
	/** where there were more changes than are read: how many are */
	readonly cutAt: number | undefined;
	readonly now: Knowledge;
	/** at the end of the day that was asked for */
	readonly then: Knowledge | undefined;
	/** newest first */
	readonly findings: readonly ListedFinding[];
	/** what proves it, as far as it was not taken away */
	readonly evidence: readonly Evidence[];
}

const mostFindings = 100;

/**
 * Everything that happened to one cell, and what was known of it at the end of a day.
 * @throws DomainError `unknownUnit`, `unknownIndicator`, `forbidden`, `invalidPeriod`
 */
export async function getCellHistory(
	ctx: Context,
	wanted: HistoryWish & { readonly indicator: string }
): Promise<CellHistoryPage> {
	demand(ctx.actor, 'observation.read');
	const indicator = await getIndicatorByCode(ctx.db, wanted.indicator);
	const { unit, scope, period, periods, timeZone, at } = await getHistoryPlace(ctx, wanted, indicator);
	const cell = { unitId: unit.id, indicatorId: indicator.id };
	const histories = await listCellHistories(ctx.db, scope, { ...cell, period });
	const history = histories.get(indicator.id) ?? { current: undefined, changes: [] };
	const { findings } = await searchFindings(ctx.db, scope, {
		...cell,
		periods: [period],
		limit: mostFindings,
		offset: 0
	});
	return {
		...{ unit, indicator, period, periods, timeZone, history, findings },
		cutAt: history.changes.length >= mostChanges ? mostChanges : undefined,
		now: knownOn(history),
		then: at && knownOn(history, at),
		evidence: (await listEvidence(ctx, unit, indicator.code, [period])).get(period) ?? []
	};
}
