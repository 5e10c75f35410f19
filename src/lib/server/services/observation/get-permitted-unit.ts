import { can, demand, type Scope } from '../../../domain/access/can';
import type { Permission } from '../../../domain/access/permissions';
import { DomainError } from '../../../domain/errors';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { getUnitByCode } from '../../db/queries/unit';

/** A unit in which the actor may do what a permission says, with the proof. */
export interface PermittedUnit {
	readonly unit: Unit;
	readonly scope: Scope;
}

/**
 * The unit of a code, if the actor may do `permission` there.
 * @throws DomainError `unknownUnit`, `forbidden` (it is somebody else's)
 */
export async function getPermittedUnit(
	ctx: Context,
	permission: Permission,
	code: string
): Promise<PermittedUnit> {
	demand(ctx.actor, permission);
	const unit = await getUnitByCode(ctx.db, demand(ctx.actor, 'published.read'), code);
	const scope = can(ctx.actor, permission, unit.path);
	if (!scope) {
		throw new DomainError('forbidden', `Your roles do not include "${permission}" in "${code}"`, {
			permission,
			unitName: unit.name
		});
	}
	return { unit, scope };
}
