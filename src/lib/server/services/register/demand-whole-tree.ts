import { demand, type Actor } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { Permission } from '../../../domain/access/permissions';

/**
 * What is everybody's (group sets, indicators) is changed by those alone who hold the permission on a whole tree of units.
 * @throws DomainError `notSignedIn`, `forbidden`
 */
export function demandWholeTree(actor: Actor, permission: Permission): void {
	const { subtrees } = demand(actor, permission);
	if (subtrees === 'everything' || subtrees.some((path) => !path.includes('.'))) return;
	throw new DomainError('forbidden', `"${permission}" here needs a role on a whole tree of units`, {
		permission
	});
}

/** As `demandWholeTree`, but answers. */
export function hasWholeTree(actor: Actor, permission: Permission): boolean {
	try {
		demandWholeTree(actor, permission);
		return true;
	} catch {
		return false;
	}
}
