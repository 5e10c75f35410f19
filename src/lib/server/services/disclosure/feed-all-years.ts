import { firstDisclosureYear } from '../../../domain/oversight/disclosure';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { feedDisclosures } from './feed-disclosures';

/** Feeds every year for which a party in a unit's charge answers, up to this one. Part of the transaction of that party's change. */
export async function feedAllYears(
	tx: Tx,
	ctx: Pick<Context, 'actor' | 'now'>,
	unitId: number,
	valid: { readonly validFrom: string; readonly validTo: string | null }
): Promise<void> {
	const last = Math.min(ctx.now.getUTCFullYear(), Number((valid.validTo ?? '9999').slice(0, 4)));
	for (let year = Math.max(firstDisclosureYear, Number(valid.validFrom.slice(0, 4))); year <= last; year++) {
		await feedDisclosures(tx, ctx, year, [unitId]);
	}
}
