import { can, demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import {
	disclosureState,
	disclosureYears,
	isRequiredIn,
	type OperationParty
} from '../../../domain/oversight/disclosure';
import type { Context } from '../../context';
import { findParty, listDisclosureItems, listDisclosures } from '../../db/queries/disclosure';
import type { DisclosureCell } from './list-disclosures';

export interface PartyPage {
	readonly party: OperationParty;
	readonly year: number;
	/** newest first */
	readonly years: readonly number[];
	/** whether the party answers for the year at all */
	readonly isRequired: boolean;
	readonly cells: readonly DisclosureCell[];
	readonly mayRecord: boolean;
}

/** One party and what it disclosed of a year; this one where none is named. @throws DomainError `notFound` */
export async function getParty(
	ctx: Context,
	id: number,
	wanted: { readonly year?: number | undefined }
): Promise<PartyPage> {
	const scope = demand(ctx.actor, 'disclosure.read');
	const party = await findParty(ctx.db, scope, id);
	if (!party) throw new DomainError('notFound', `There is no party ${id} for you`, { id });
	const year = wanted.year ?? ctx.now.getUTCFullYear();
	const said = new Map((await listDisclosures(ctx.db, [id], year)).map((row) => [row.itemCode, row]));
	const items = (await listDisclosureItems(ctx.db)).filter(({ kind }) => kind === party.kind);
	return {
		party,
		year,
		years: [...new Set([...disclosureYears(ctx.now), year])],
		isRequired: isRequiredIn(party, year),
		cells: items.map((item) => {
			const disclosure = said.get(item.code);
			return { item, disclosure, state: disclosureState(disclosure?.disclosedOn ?? null, year, ctx.now) };
		}),
		mayRecord: can(ctx.actor, 'disclosure.record', party.unit.path) !== undefined
	};
}
