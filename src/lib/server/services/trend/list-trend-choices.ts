import { can, demand } from '../../../domain/access/can';
import { headlineCodes } from '../../../domain/indicator/headlines';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listCataloguedIndicators, type CataloguedIndicator } from '../../db/queries/indicator';
import {
	listComparableUnits,
	listUnitsByCodes,
	listUnitsByPaths,
	searchUnits,
	type FoundUnit
} from '../../db/queries/unit';
import { findLeadingUnits } from '../../db/queries/unit-result';

export interface TrendChoices {
	/** framework by framework */
	readonly indicators: readonly CataloguedIndicator[];
	/** what to show where the address names nothing */
	readonly defaultIndicator: string | undefined;
	readonly defaultUnits: readonly string[];
	/** units like the first chosen one, it included */
	readonly comparable: readonly Unit[];
	/** what the search field's text found */
	readonly found: readonly FoundUnit[];
	readonly foundTotal: number;
}

const maximumComparable = 400;
const maximumFound = 20;

/** What can be picked on the page of trends, and what is picked where nothing is asked for. */
export async function listTrendChoices(
	ctx: Context,
	query: { readonly units: readonly string[]; readonly search?: string | undefined }
): Promise<TrendChoices> {
	const scope = demand(ctx.actor, 'published.read');
	const indicators = await listCataloguedIndicators(ctx.db);
	const defaults = query.units.length > 0 ? [] : await defaultUnits(ctx);
	const [first] = await listUnitsByCodes(ctx.db, scope, query.units.length > 0 ? query.units : defaults);
	const search = query.search?.trim();
	const found = search
		? await searchUnits(ctx.db, scope, { text: search, limit: maximumFound, offset: 0 })
		: { units: [], total: 0 };
	return {
		indicators,
		defaultIndicator: defaultIndicator(indicators),
		defaultUnits: defaults,
		comparable: first ? await listComparableUnits(ctx.db, scope, first, maximumComparable) : [],
		found: found.units,
		foundTotal: found.total
	};
}

function defaultIndicator(indicators: readonly CataloguedIndicator[]): string | undefined {
	const codes = new Set(indicators.map(({ indicator }) => indicator.code));
	return headlineCodes.find((code) => codes.has(code)) ?? indicators[0]?.indicator.code;
}

/** The units that the reader answers for; else the best, the middle and the last of the newest published ranking. */
async function defaultUnits(ctx: Context): Promise<string[]> {
	const scope = demand(ctx.actor, 'published.read');
	const own = can(ctx.actor, 'unit.own');
	const paths = own && own.subtrees !== 'everything' ? own.subtrees.slice(0, 6) : [];
	const units = await listUnitsByPaths(ctx.db, scope, paths);
	if (units.length > 0) return units.map(({ code }) => code);
	return findLeadingUnits(ctx.db, scope);
}
