import { demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import { getTrend, type Trend, type TrendKind } from './get-trend';
import { listTrendChoices, type TrendChoices } from './list-trend-choices';

export interface TrendPageQuery {
	readonly indicator: string | undefined;
	readonly units: readonly string[];
	readonly from: string | undefined;
	readonly to: string | undefined;
	readonly by: TrendKind | undefined;
	readonly search: string | undefined;
}

export interface TrendPage {
	readonly choices: TrendChoices;
	/** undefined where the installation has no indicator yet */
	readonly trend: Trend | undefined;
}

/** The trend that an address asks for, or one worth looking at where it asks for none, and what can be picked instead. */
export async function getTrendPage(ctx: Context, query: TrendPageQuery): Promise<TrendPage> {
	demand(ctx.actor, 'published.read');
	const choices = await listTrendChoices(ctx, query);
	const indicator = query.indicator ?? choices.defaultIndicator;
	if (indicator === undefined) return { choices, trend: undefined };
	const units = query.units.length > 0 ? query.units : choices.defaultUnits;
	return { choices, trend: await getTrend(ctx, { ...query, indicator, units }) };
}
