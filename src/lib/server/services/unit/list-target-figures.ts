import { demand } from '../../../domain/access/can';
import type { SeriesFigure, Target } from '../../../domain/indicator/series-figure';
import { parsePeriod, periodOfDate, periodRange, shiftPeriod } from '../../../domain/period/period';
import type { Context } from '../../context';
import { listFigures, type ReadableUnit } from '../../db/queries/series';

/** How many periods of a target's kind before now are read beside its own. */
const recent = 3;

/** Figures of the periods for which targets are set, and of the last ones of the same kind: what targets are judged by. */
export async function listTargetFigures(
	ctx: Context,
	units: readonly ReadableUnit[],
	targets: readonly Target[]
): Promise<SeriesFigure[]> {
	demand(ctx.actor, 'published.read');
	const periods = new Set(targets.map(({ period }) => period));
	for (const kind of new Set(targets.map(({ period }) => parsePeriod(period).kind))) {
		const last = shiftPeriod(periodOfDate(ctx.now.toISOString(), kind), -1);
		for (const { code } of periodRange(shiftPeriod(last, 1 - recent), last)) periods.add(code);
	}
	return listFigures(ctx.db, {
		units,
		indicatorIds: [...new Set(targets.map(({ indicatorId }) => indicatorId))],
		periods: [...periods]
	});
}
