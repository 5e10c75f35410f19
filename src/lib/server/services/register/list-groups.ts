import { demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import { listGroupSets, type StoredGroupSet } from '../../db/queries/peer-group';

/** The sets of peer groups, with how many of the units that one manages are in each. */
export async function listGroups(ctx: Context): Promise<StoredGroupSet[]> {
	const scope = demand(ctx.actor, 'unit.manage');
	return listGroupSets(ctx.db, scope);
}
