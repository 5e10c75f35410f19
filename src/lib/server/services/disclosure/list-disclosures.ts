import { can, demand } from '../../../domain/access/can';
import {
	countDisclosures,
	disclosureState,
	disclosureYears,
	type Disclosure,
	type DisclosureCounts,
	type DisclosureItem,
	type DisclosureState,
	type OperationParty
} from '../../../domain/oversight/disclosure';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listDisclosureItems, listDisclosures, listParties } from '../../db/queries/disclosure';
import { getPermittedUnit } from '../observation/get-permitted-unit';

export interface DisclosuresQuery {
	readonly year?: number | undefined;
	/** code: the unit and those below it */
	readonly unit?: string | undefined;
	/** from 1 */
	readonly page: number;
}

export interface DisclosureCell {
	readonly item: DisclosureItem;
	readonly state: DisclosureState;
	readonly disclosure: Disclosure | undefined;
}

export interface PartyRow {
	readonly party: OperationParty;
	readonly cells: readonly DisclosureCell[];
}

export interface DisclosuresPage {
	readonly year: number;
	/** newest first */
	readonly years: readonly number[];
	readonly items: readonly DisclosureItem[];
	readonly rows: readonly PartyRow[];
	/** of the rows of this page */
	readonly counts: DisclosureCounts;
	readonly total: number;
	readonly pageSize: number;
	readonly unit: Unit | undefined;
	readonly mayRecord: boolean;
}

const usualPageSize = 50;

/**
 * What the parties of a year have disclosed, as far as the actor may read it.
 * @param pageSize parties of a page; a download takes more
 * @throws DomainError `unknownUnit`, `forbidden`
 */
export async function listDisclosureCalendar(
	ctx: Context,
	query: DisclosuresQuery,
	pageSize = usualPageSize
): Promise<DisclosuresPage> {
	const all = demand(ctx.actor, 'disclosure.read');
	const within = query.unit ? await getPermittedUnit(ctx, 'disclosure.read', query.unit) : undefined;
	const years = disclosureYears(ctx.now);
	const year = query.year !== undefined && years.includes(query.year) ? query.year : years[1]!;
	const items = await listDisclosureItems(ctx.db);
	const { parties, total } = await listParties(ctx.db, within?.scope ?? all, {
		year,
		limit: pageSize,
		offset: (query.page - 1) * pageSize
	});
	const said = await listDisclosures(
		ctx.db,
		parties.map(({ id }) => id),
		year
	);
	const byKey = new Map(said.map((row) => [`${row.partyId} ${row.itemCode}`, row]));
	const rows = parties.map((party) => ({
		party,
		cells: items
			.filter(({ kind }) => kind === party.kind)
			.map((item) => {
				const disclosure = byKey.get(`${party.id} ${item.code}`);
				return { item, disclosure, state: disclosureState(disclosure?.disclosedOn ?? null, year, ctx.now) };
			})
	}));
	return {
		...{ year, years, items, rows, total, pageSize },
		counts: countDisclosures(rows.flatMap(({ cells }) => cells.map(({ state }) => state))),
		unit: within?.unit,
		mayRecord: can(ctx.actor, 'disclosure.record', within?.unit.path) !== undefined
	};
}
