import { demand } from '../../../domain/access/can';
import { figureHorizonOf } from '../../../domain/unit/result-visibility';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import type { ReadableUnit } from '../../db/queries/series';
import { listPublishedPeriods } from '../../db/queries/unit-result';

/** How far the figures of some units may be read by who asks: in the form that the queries of figures demand. */
export async function readHorizons(ctx: Context, units: readonly Unit[]): Promise<ReadableUnit[]> {
	const scope = demand(ctx.actor, 'published.read');
	const treeRoots = units.map((unit) => Number(unit.path.split('.')[0]));
	const published = await listPublishedPeriods(ctx.db, scope, treeRoots);
	return units.map((unit) => ({ unitId: unit.id, ...figureHorizonOf(ctx.actor, unit.path, published) }));
}
