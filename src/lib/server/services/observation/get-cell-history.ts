import { demand } from '../../../domain/access/can';
import type { Indicator } from '../../../domain/indicator/indicator';
import { knownOn, type CellHistory, type Knowledge } from '../../../domain/indicator/known-state';
import { endOfDay } from '../../../domain/indicator/report-due';
import { parsePeriod, periodOfDate, shiftPeriod } from '../../../domain/period/period';
import type { Unit } from '../../../domain/unit/unit';
import type { ListedFinding } from '../../../domain/validation/finding';
import type { Context } from '../../context';
import { searchFindings } from '../../db/queries/finding';
import { listCellHistories, listStoredPeriods, mostChanges } from '../../db/queries/history';
import { getIndicatorByCode } from '../../db/queries/indicator';
import { getUnitTimeZone } from '../../db/queries/observation';
import { getPermittedUnit } from './get-permitted-unit';

export interface CellHistoryPage {
	readonly unit: Unit;
	readonly indicator: Indicator;
	readonly period: string;
	/** of which something was stored, newest first; the one shown is among them */
	readonly periods: readonly string[];
	readonly timeZone: string;
	readonly history: CellHistory;
	/** where there were more changes than are read: how many are */
	readonly cutAt: number | undefined;
	readonly now: Knowledge;
	/** at the end of the day that was asked for */
	readonly then: Knowledge | undefined;
	/** newest first */
	readonly findings: readonly ListedFinding[];
}

const mostPeriods = 120;
const mostFindings = 100;

/**
 * Everything that happened to one cell, and what was known of it at the end of a day.
 * @param wanted `knownOn` is a day, ISO; without a period the newest of which something is stored
 * @throws DomainError `unknownUnit`, `unknownIndicator`, `forbidden`, `invalidPeriod`
 */
export async function getCellHistory(
	ctx: Context,
	wanted: {
		readonly unit: string;
		readonly indicator: string;
		readonly period?: string | undefined;
		readonly knownOn?: string | undefined;
	}
): Promise<CellHistoryPage> {
	demand(ctx.actor, 'observation.read');
	const { unit, scope } = await getPermittedUnit(ctx, 'observation.read', wanted.unit);
	const indicator = await getIndicatorByCode(ctx.db, wanted.indicator);
	const cell = { unitId: unit.id, indicatorId: indicator.id };
	const stored = await listStoredPeriods(ctx.db, scope, cell, mostPeriods);
	const period =
		wanted.period === undefined
			? (stored[0] ?? shiftPeriod(periodOfDate(ctx.now.toISOString(), indicator.frequency), -1).code)
			: parsePeriod(wanted.period).code;
	const timeZone = await getUnitTimeZone(ctx.db, unit.id);
	const histories = await listCellHistories(ctx.db, scope, { ...cell, period });
	const history = histories.get(indicator.id) ?? { current: undefined, changes: [] };
	const { findings } = await searchFindings(ctx.db, scope, {
		...cell,
		periods: [period],
		limit: mostFindings,
		offset: 0
	});
	return {
		unit,
		indicator,
		period,
		periods: stored.includes(period) ? stored : [period, ...stored],
		timeZone,
		history,
		cutAt: history.changes.length >= mostChanges ? mostChanges : undefined,
		now: knownOn(history),
		then: wanted.knownOn === undefined ? undefined : knownOn(history, endOfDay(wanted.knownOn, timeZone)),
		findings
	};
}
