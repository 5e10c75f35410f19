import { demand } from '../../../domain/access/can';
import type { Indicator } from '../../../domain/indicator/indicator';
import { spanOf } from '../../../domain/reporting/asked-periods';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listReportedCellsOf, type ReportedCell } from '../../db/queries/reporting';
import { getPermittedUnit } from '../observation/get-permitted-unit';
import { chooseMonths } from './get-reporting';
import { readAsked } from './read-asked';

export interface UnitReporting {
	readonly unit: Unit;
	readonly from: string;
	readonly to: string;
	readonly periods: readonly string[];
	/** those that are asked of the unit, in the order of its frameworks, with a cell for each period that is asked for */
	readonly rows: readonly { readonly indicator: Indicator; readonly cells: readonly ReportedCell[] }[];
}

/** Every cell that one unit is asked for within some months, as it stands. @throws DomainError `unknownUnit`, `forbidden` */
export async function getUnitReporting(
	ctx: Context,
	search: { readonly unit: string; readonly from?: string | undefined; readonly to?: string | undefined }
): Promise<UnitReporting> {
	demand(ctx.actor, 'reporting.oversee');
	const { unit, scope } = await getPermittedUnit(ctx, 'reporting.oversee', search.unit);
	const { first, last } = chooseMonths(ctx.now, search);
	const { asked, due, indicators, periods } = await readAsked(ctx, scope, spanOf(first, last));
	const cells =
		periods.length === 0
			? []
			: await listReportedCellsOf(ctx.db, scope, { asked, due, now: ctx.now, filter: { unitId: unit.id } });
	const seen = new Set(cells.map(({ period }) => period));
	return {
		unit,
		from: first.code,
		to: last.code,
		periods: periods.filter((period) => seen.has(period)),
		rows: indicators.flatMap((indicator) => {
			const own = cells.filter(({ indicatorId }) => indicatorId === indicator.id);
			return own.length === 0 ? [] : [{ indicator, cells: own }];
		})
	};
}
