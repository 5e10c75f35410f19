import { demand, stranger } from '../../../domain/access/can';
import type { Indicator } from '../../../domain/indicator/indicator';
import { newestPeriodUntil, type PeerRanges } from '../../../domain/indicator/peer-range';
import { figureHorizonOf } from '../../../domain/unit/result-visibility';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listPeerBands } from '../../db/queries/series';
import { listComparableUnits } from '../../db/queries/unit';
import { listPublishedPeriods } from '../../db/queries/unit-result';
import { untilEarliest } from '../unit/until-earliest';

const maximumPeers = 400;

/**
 * The middle half of a unit's peers, in the newest period that was published of all of them: never what is under way, also not for
 * those who may read it of some, since what others are about to report is no measure for one's own report.
 */
export async function listPeerRanges(
	ctx: Context,
	unit: Unit,
	indicators: readonly Indicator[],
	period: string
): Promise<PeerRanges | undefined> {
	demand(ctx.actor, 'observation.enter', unit.path);
	const scope = demand(ctx.actor, 'published.read');
	const peers = (await listComparableUnits(ctx.db, scope, unit, maximumPeers)).filter(
		({ id }) => id !== unit.id
	);
	if (peers.length === 0) return undefined;
	const published = await listPublishedPeriods(ctx.db, scope, [Number(unit.path.split('.')[0])]);
	const units = untilEarliest(
		peers.map((peer) => {
			const own = figureHorizonOf(ctx.actor, peer.path, published);
			const horizon = own.until === undefined ? figureHorizonOf(stranger, peer.path, published) : own;
			return { unitId: peer.id, ...horizon };
		})
	);
	const newest = newestPeriodUntil(period, units[0]!.until!);
	if (newest === undefined) return undefined;
	const bands = await listPeerBands(ctx.db, {
		units,
		indicatorIds: indicators.map(({ id }) => id),
		periods: [newest]
	});
	const codeOf = new Map(indicators.map(({ id, code }) => [id, code]));
	return {
		period: newest,
		ranges: Object.fromEntries(
			bands.map(({ indicatorId, lowerQuartile, upperQuartile, count }) => [
				codeOf.get(indicatorId)!,
				{ low: lowerQuartile, high: upperQuartile, count }
			])
		)
	};
}
