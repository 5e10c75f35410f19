import { systemScope } from '../../../domain/access/can';
import {
	containingPeriod,
	parsePeriod,
	periodEndExclusive,
	periodStart
} from '../../../domain/period/period';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { listCellsBelow } from '../../db/queries/figure';
import { applyChange } from '../round/apply-change';

/** Cells made anew in one go. */
const atOnce = 5_000;

/**
 * Makes anew what some regions' figures add up to, in every period that ends on a day or after: another unit stands below them
 * since, or one less. Part of the transaction of the change of the tree, whose service has asked for leave. Published rounds hold
 * what they were computed from and stay.
 */
export async function refreshParents(
	tx: Tx,
	ctx: Pick<Context, 'now' | 'actor'>,
	parentIds: readonly number[],
	from: string
): Promise<void> {
	// The installation's own work: who moves units need not be let at the values that move with them.
	const scope = systemScope('observation.enter');
	// A year that ends after the day may have begun long before it.
	const begun = periodStart(containingPeriod(parsePeriod(from.slice(0, 7)), 'year'));
	const cells = (await listCellsBelow(tx, scope, parentIds, begun)).filter(({ period, frequency }) => {
		const known = parsePeriod(period);
		return known.kind === frequency && periodEndExclusive(known) > from;
	});
	const changes = cells.flatMap(({ indicatorId, period }) =>
		parentIds.map((unitId) => ({ unitId, indicatorId, period }))
	);
	for (let at = 0; at < changes.length; at += atOnce) {
		await applyChange(tx, ctx, changes.slice(at, at + atOnce));
	}
}
