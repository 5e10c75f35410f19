import { demand, type Actor } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { refuseProblems } from '../../../domain/register/problem';
import type { RegisteredUnit } from '../../../domain/unit/unit-register';
import type { Db, Tx } from '../../db/client';
import { getRegisteredUnit } from '../../db/queries/unit-register';

/**
 * The unit below which somebody wants to put another, if they manage it.
 * @throws DomainError `forbidden`; `invalidInput` where there is no such unit
 */
export async function getParent(db: Db | Tx, actor: Actor, code: string): Promise<RegisteredUnit> {
	const all = demand(actor, 'published.read');
	try {
		const parent = await getRegisteredUnit(db, all, { code });
		demand(actor, 'unit.manage', parent.path);
		return parent;
	} catch (error) {
		if (error instanceof DomainError && error.code === 'unknownUnit') {
			refuseProblems([{ field: 'parent', problem: 'parentUnknown', subject: code }]);
		}
		throw error;
	}
}
