import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import { listGroupSets, type StoredGroupSet } from '../../db/queries/peer-group';
import { hasWholeTree } from './demand-whole-tree';

export interface GroupPage {
	readonly sets: readonly StoredGroupSet[];
	/** whether the reader may make and rename sets and groups */
	readonly mayManageSets: boolean;
}

/**
 * The sets of peer groups, with how many of the units that one manages are in each; of a code, that one alone.
 * @throws DomainError `forbidden`, `notFound`
 */
export async function listGroups(ctx: Context, code?: string): Promise<GroupPage> {
	const scope = demand(ctx.actor, 'unit.manage');
	const all = await listGroupSets(ctx.db, scope);
	const sets = code === undefined ? all : all.filter((set) => set.code === code);
	if (code !== undefined && sets.length === 0) {
		throw new DomainError('notFound', `There is no group set "${code}"`, { groupSet: code });
	}
	return { sets, mayManageSets: hasWholeTree(ctx.actor, 'unit.manage') };
}
