import { demand } from '../../../domain/access/can';
import { chooseHeadlines } from '../../../domain/indicator/headlines';
import type { PeerBand, SeriesFigure, Target } from '../../../domain/indicator/series-figure';
import type { Frequency, Indicator } from '../../../domain/indicator/indicator';
import { periodOfDate, periodRange, shiftPeriod } from '../../../domain/period/period';
import type { ReportNode } from '../../../domain/unit/unit-report';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listTargets } from '../../db/queries/indicator';
import { listFigures, listPeerBands, type FigureQuery } from '../../db/queries/series';
import { listTargetFigures } from './list-target-figures';
import { readHorizons } from './read-horizons';
import { untilEarliest } from './until-earliest';

/** The run of one indicator of a unit. */
export interface UnitTrend {
	readonly node: string;
	readonly indicator: Indicator;
	readonly isHeadline: boolean;
	/** period codes in time order, those before the first figure and after the last left out */
	readonly periods: readonly string[];
	/** beside `periods`; undefined where there is no figure at all */
	readonly figures: readonly (SeriesFigure | undefined)[];
	/** of headlines only */
	readonly bands: readonly PeerBand[];
	readonly targets: readonly Target[];
	/** of headlines with targets: the figures that these are judged by */
	readonly targetFigures: readonly SeriesFigure[];
}

export interface UnitTrends {
	readonly trends: readonly UnitTrend[];
	/** comparable units that the bands are made of, the unit included */
	readonly peerCount: number;
}

/** How far back the page of a unit looks, in periods of each kind. */
const span: Record<Frequency, number> = { month: 36, quarter: 12, year: 20 };

/** The measured indicators of a framework over the last years, the headline ones with their peers' middle half. */
export async function getUnitTrends(
	ctx: Context,
	{ unit, peers, nodes }: { unit: Unit; peers: readonly Unit[]; nodes: readonly ReportNode[] }
): Promise<UnitTrends> {
	demand(ctx.actor, 'published.read');
	const measured = nodes.flatMap(({ code, spec, indicator }) =>
		indicator && !indicator.isScored ? [{ code, weight: spec.weight, indicator }] : []
	);
	const headlines = new Set(chooseHeadlines(measured).map(({ code }) => code));
	const own = await readHorizons(ctx, [unit]);
	const all = await readHorizons(ctx, peers);
	const trends: UnitTrend[] = [];
	for (const frequency of ['month', 'quarter', 'year'] as const) {
		const group = measured.filter(({ indicator }) => indicator.frequency === frequency);
		if (group.length === 0) continue;
		const periods = lastPeriods(ctx.now, frequency);
		const query: FigureQuery = {
			units: own,
			indicatorIds: group.map(({ indicator }) => indicator.id),
			periods
		};
		const figures = preferOwn(await listFigures(ctx.db, query));
		const bands = await listPeerBands(ctx.db, {
			units: untilEarliest(all),
			indicatorIds: group.filter(({ code }) => headlines.has(code)).map(({ indicator }) => indicator.id),
			periods
		});
		const targets = await listTargets(ctx.db, query.indicatorIds, [unit.id]);
		const judged = targets.filter(({ indicatorId }) =>
			group.some(({ code, indicator }) => indicator.id === indicatorId && headlines.has(code))
		);
		const targetFigures = await listTargetFigures(ctx, own, judged);
		for (const { code, indicator } of group) {
			const cells = periods.map((period) => figures.get(`${indicator.id} ${period}`));
			const first = cells.findIndex(Boolean);
			const last = cells.findLastIndex(Boolean);
			const shown = first < 0 ? [] : periods.slice(first, last + 1);
			trends.push({
				node: code,
				indicator,
				isHeadline: headlines.has(code),
				periods: shown,
				figures: first < 0 ? [] : cells.slice(first, last + 1),
				bands: bands.filter((band) => band.indicatorId === indicator.id),
				targets: targets.filter((target) => target.indicatorId === indicator.id),
				targetFigures: targetFigures.filter((figure) => figure.indicatorId === indicator.id)
			});
		}
	}
	return { trends: inOrderOf(nodes, trends), peerCount: peers.length };
}

/** The last complete periods of a kind before `now`, in time order. */
function lastPeriods(now: Date, kind: Frequency): string[] {
	const last = shiftPeriod(periodOfDate(now.toISOString(), kind), -1);
	return periodRange(shiftPeriod(last, 1 - span[kind]), last).map((period) => period.code);
}

/** Of a unit's own report and a roll-up for one cell, the own one; the query gives it first. */
function preferOwn(figures: readonly SeriesFigure[]): Map<string, SeriesFigure> {
	const byCell = new Map<string, SeriesFigure>();
	for (const figure of figures) {
		const key = `${figure.indicatorId} ${figure.period}`;
		if (!byCell.has(key)) byCell.set(key, figure);
	}
	return byCell;
}

function inOrderOf(nodes: readonly ReportNode[], trends: readonly UnitTrend[]): UnitTrend[] {
	const position = new Map(nodes.map(({ code }, index) => [code, index]));
	return [...trends].sort((a, b) => position.get(a.node)! - position.get(b.node)!);
}
