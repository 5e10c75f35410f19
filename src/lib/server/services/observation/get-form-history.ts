import { demand } from '../../../domain/access/can';
import type { Indicator } from '../../../domain/indicator/indicator';
import { knownOn, type Knowledge } from '../../../domain/indicator/known-state';
import { endOfDay } from '../../../domain/indicator/report-due';
import { parsePeriod, periodOfDate, shiftPeriod } from '../../../domain/period/period';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listCellHistories, listIndicatorsByIds, listStoredPeriods } from '../../db/queries/history';
import { getUnitTimeZone } from '../../db/queries/observation';
import { getPermittedUnit } from './get-permitted-unit';

export interface FormHistoryPage {
	readonly unit: Unit;
	readonly period: string;
	/** of which something was stored, newest first; the one shown is among them */
	readonly periods: readonly string[];
	readonly timeZone: string;
	/** by the indicator's code */
	readonly rows: readonly {
		readonly indicator: Indicator;
		/** at the end of the day that was asked for, or now */
		readonly known: Knowledge;
		readonly changeCount: number;
	}[];
}

const mostPeriods = 120;

/**
 * What was known of every value of a unit and a period at the end of a day, or is now.
 * @param wanted `knownOn` is a day, ISO; without a period the newest of which something is stored
 * @throws DomainError `unknownUnit`, `forbidden`, `invalidPeriod`
 */
export async function getFormHistory(
	ctx: Context,
	wanted: {
		readonly unit: string;
		readonly period?: string | undefined;
		readonly knownOn?: string | undefined;
	}
): Promise<FormHistoryPage> {
	demand(ctx.actor, 'observation.read');
	const { unit, scope } = await getPermittedUnit(ctx, 'observation.read', wanted.unit);
	const stored = await listStoredPeriods(ctx.db, scope, { unitId: unit.id }, mostPeriods);
	const period =
		wanted.period === undefined
			? (stored[0] ?? shiftPeriod(periodOfDate(ctx.now.toISOString(), 'month'), -1).code)
			: parsePeriod(wanted.period).code;
	const timeZone = await getUnitTimeZone(ctx.db, unit.id);
	const at = wanted.knownOn === undefined ? undefined : endOfDay(wanted.knownOn, timeZone);
	const histories = await listCellHistories(ctx.db, scope, { unitId: unit.id, period });
	const indicators = await listIndicatorsByIds(ctx.db, [...histories.keys()]);
	return {
		unit,
		period,
		periods: stored.includes(period) ? stored : [period, ...stored],
		timeZone,
		rows: indicators.map((indicator) => {
			const history = histories.get(indicator.id)!;
			return { indicator, known: knownOn(history, at), changeCount: history.changes.length };
		})
	};
}
