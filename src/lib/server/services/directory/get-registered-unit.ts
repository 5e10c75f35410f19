import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { findRegisteredUnit, type RegisteredUnit } from '../../db/queries/directory';
import { listAncestors, listPeerGroupsOfUnit, type UnitGroup } from '../../db/queries/unit';

export interface UnitEntry extends RegisteredUnit {
	readonly childCount: number;
	/** from the root down */
	readonly ancestors: readonly Unit[];
	readonly peerGroups: readonly UnitGroup[];
}

/** One unit with its place in the tree and its groups. @throws DomainError `unknownUnit` */
export async function getRegisteredUnit(ctx: Context, code: string): Promise<UnitEntry> {
	const scope = demand(ctx.actor, 'published.read');
	const unit = await findRegisteredUnit(ctx.db, scope, code);
	if (!unit) throw new DomainError('unknownUnit', `There is no unit with code "${code}"`, { unit: code });
	return {
		...unit,
		ancestors: await listAncestors(ctx.db, scope, unit),
		peerGroups: await listPeerGroupsOfUnit(ctx.db, unit.id)
	};
}
