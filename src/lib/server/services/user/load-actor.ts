import type { Db } from '../../db/client';
import { findActor, type KnownActor } from '../../db/queries/user';

/**
 * Who a session belongs to, with the grants that hold at this moment: a grant that is taken away counts from the next request.
 * Asks for no permission, since it is what permissions are decided from.
 */
export function loadActor(db: Db, userId: number): Promise<KnownActor | undefined> {
	return findActor(db, userId);
}
