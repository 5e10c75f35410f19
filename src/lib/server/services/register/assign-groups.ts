import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { refuseProblems } from '../../../domain/register/problem';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { getGroupSet, putIntoGroup, takeOutOfSet } from '../../db/queries/peer-group';
import { listUnitsByCodes } from '../../db/queries/unit';

export interface GroupAssignment {
	/** codes of units, at most a thousand */
	readonly units: readonly string[];
	readonly set: string;
	/** code of the group; null: out of the set */
	readonly group: string | null;
}

/**
 * Puts units into a group of a set, out of the one in which they were: a unit is in one group of each. Rounds that were made
 * keep the groups that they compare in.
 * @returns how many were not there before
 * @throws DomainError `forbidden` (no unit is managed), `notFound`, `invalidInput` naming codes that are not there or not managed
 */
export async function assignGroups(ctx: Context, wish: GroupAssignment): Promise<number> {
	const scope = demand(ctx.actor, 'unit.manage');
	return ctx.db.transaction(async (tx) => {
		const set = await getGroupSet(tx, wish.set);
		const group = set.groups.find(({ code }) => code === wish.group);
		if (wish.group !== null && !group) {
			throw new DomainError('notFound', `There is no group "${wish.group}" in "${wish.set}"`);
		}
		const units = await listUnitsByCodes(tx, scope, wish.units);
		const unknown = wish.units.filter((code) => !units.some((unit) => unit.code === code));
		if (unknown.length > 0) {
			const named = unknown.slice(0, 10).join(', ') + (unknown.length > 10 ? ', …' : '');
			refuseProblems([{ field: 'units', problem: 'unitsUnknown', subject: named }]);
		}
		const ids = units.map(({ id }) => id);
		const changed = group
			? await putIntoGroup(tx, set.id, group.id, ids)
			: await takeOutOfSet(tx, set.id, ids);
		if (changed > 0) {
			await appendAudit(tx, {
				actorId: ctx.actor.userId,
				at: ctx.now,
				action: 'group.change',
				entity: 'group_set',
				entityId: set.id,
				unitId: units.length === 1 ? units[0]!.id : undefined,
				after: {
					groupSet: set.code,
					group: wish.group,
					units: units.map(({ code }) => code).join(', '),
					changed
				}
			});
		}
		return changed;
	});
}
