import type { Scope } from '../../../domain/access/can';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { listIndicatorIds } from '../../db/queries/framework-write';
import {
	copyGrants,
	ensureRootUnit,
	insertIndicators,
	insertUnits,
	listUnitIds
} from '../../db/queries/import';
import type { ImportLookups } from '../../importers/lookups';
import type { FileToBringIn } from './bring-in-file';

/** What an operator's file brought into being beside its values. */
export interface MadeThings {
	readonly unitsMade: number;
	readonly grantsMade: number;
	readonly indicatorsMade: readonly string[];
	readonly rootUnitId: number | undefined;
}

/**
 * Makes the units and indicators that an operator's mapping lets be made, and says which ids they got in place of the negative
 * ones that the file was read with.
 */
export async function makeThings(
	tx: Tx,
	ctx: Pick<Context, 'now'>,
	scope: Scope,
	wish: Pick<FileToBringIn, 'mapping' | 'indicators' | 'grantsFrom'>,
	lookups: Pick<ImportLookups, 'newcomers'>,
	planned: readonly { readonly id: number; readonly code: string }[]
): Promise<{
	made: MadeThings;
	unitIds: ReadonlyMap<number, number>;
	indicatorIds: ReadonlyMap<number, number>;
}> {
	const isOperator = scope.subtrees === 'everything';
	const indicatorsMade = isOperator && wish.indicators ? await insertIndicators(tx, wish.indicators) : [];
	const ids = await listIndicatorIds(
		tx,
		planned.map(({ code }) => code)
	);
	const indicatorIds = new Map(
		planned.flatMap(({ id, code }) => (ids.has(code) ? [[id, ids.get(code)!]] : []))
	);
	const creation = isOperator ? wish.mapping.unit.create : undefined;
	if (!creation) {
		const made = { unitsMade: 0, grantsMade: 0, indicatorsMade, rootUnitId: undefined };
		return { made, unitIds: new Map(), indicatorIds };
	}
	const root = await ensureRootUnit(tx, creation.root);
	const unitsMade = await insertUnits(tx, root, creation, lookups.newcomers);
	const grantsMade = wish.grantsFrom ? await copyGrants(tx, wish.grantsFrom, root.id, ctx.now) : 0;
	const codes = await listUnitIds(tx, [...lookups.newcomers.keys()]);
	const unitIds = new Map(
		[...lookups.newcomers].flatMap(([code, { id }]) => (codes.has(code) ? [[id, codes.get(code)!]] : []))
	);
	return { made: { unitsMade, grantsMade, indicatorsMade, rootUnitId: root.id }, unitIds, indicatorIds };
}
