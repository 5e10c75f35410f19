import { demand, type Scope } from '../../../domain/access/can';
import type { Indicator } from '../../../domain/indicator/indicator';
import { endOfDay } from '../../../domain/indicator/report-due';
import { parsePeriod, periodOfDate, shiftPeriod } from '../../../domain/period/period';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listStoredPeriods } from '../../db/queries/history';
import { getUnitTimeZone } from '../../db/queries/observation';
import { getPermittedUnit } from './get-permitted-unit';

/** What a reader of histories asks for. */
export interface HistoryWish {
	readonly unit: string;
	/** without one the newest of which something is stored */
	readonly period?: string | undefined;
	/** a day, ISO: as it was known at its end */
	readonly knownOn?: string | undefined;
}

/** Which cells a history is of, and as of when. */
export interface HistoryPlace {
	readonly unit: Unit;
	readonly scope: Scope;
	readonly period: string;
	/** of which something was stored, newest first; the one shown is among them */
	readonly periods: readonly string[];
	readonly timeZone: string;
	/** the end of the day that was asked for, where the unit is */
	readonly at: Date | undefined;
}

const mostPeriods = 120;

/**
 * Where a history is looked at: of one indicator, or of all that a unit reports.
 * @throws DomainError `unknownUnit`, `forbidden`, `invalidPeriod`
 */
export async function getHistoryPlace(
	ctx: Context,
	wanted: HistoryWish,
	indicator?: Indicator
): Promise<HistoryPlace> {
	demand(ctx.actor, 'observation.read');
	const { unit, scope } = await getPermittedUnit(ctx, 'observation.read', wanted.unit);
	const of = { unitId: unit.id, indicatorId: indicator?.id };
	const stored = await listStoredPeriods(ctx.db, scope, of, mostPeriods);
	const current = periodOfDate(ctx.now.toISOString(), indicator?.frequency ?? 'month');
	const period =
		wanted.period === undefined
			? (stored[0] ?? shiftPeriod(current, -1).code)
			: parsePeriod(wanted.period).code;
	const timeZone = await getUnitTimeZone(ctx.db, unit.id);
	return {
		...{ unit, scope, period, timeZone },
		periods: stored.includes(period) ? stored : [period, ...stored],
		at: wanted.knownOn === undefined ? undefined : endOfDay(wanted.knownOn, timeZone)
	};
}
