import { demand, type Actor } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { RegisteredUnit } from '../../../domain/unit/unit-register';
import type { Tx } from '../../db/client';
import { holdTrees } from '../../db/queries/figure';
import { getRegisteredUnit, type UnitKey } from '../../db/queries/unit-register';

/**
 * A unit that somebody manages, held until the transaction ends: nobody else changes it or its tree meanwhile.
 * @param revision the one that the form was drawn from
 * @throws DomainError `unknownUnit`, `forbidden`, `conflict` (it has changed since)
 */
export async function getManagedUnit(
	tx: Tx,
	actor: Actor,
	key: UnitKey,
	revision: number
): Promise<RegisteredUnit> {
	const all = demand(actor, 'published.read');
	const before = await getRegisteredUnit(tx, all, key);
	await holdTrees(tx, [Number(before.path.split('.')[0])]);
	const unit = await getRegisteredUnit(tx, all, key, { lock: true });
	demand(actor, 'unit.manage', unit.path);
	if (unit.revision !== revision) {
		throw new DomainError('conflict', `Unit ${unit.code} was changed by somebody else`, {
			unit: unit.code,
			revision: unit.revision
		});
	}
	return unit;
}
