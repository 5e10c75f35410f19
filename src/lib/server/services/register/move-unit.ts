import { demand } from '../../../domain/access/can';
import { refuseProblems, type RegisterProblem } from '../../../domain/register/problem';
import { parentProblems } from '../../../domain/unit/unit-register';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { holdTrees } from '../../db/queries/figure';
import { hasStoodAbove, listPlacements, moveUnitBelow, type UnitKey } from '../../db/queries/unit-register';
import { refreshParents } from '../figure/refresh-parents';
import { getManagedUnit } from './get-managed-unit';
import { getParent } from './get-parent';

export interface UnitToMove extends UnitKey {
	readonly revision: number;
	readonly parentCode: string;
	/** ISO day, today or before: from it on the unit counts for the new one */
	readonly from: string;
}

/**
 * Puts a unit, with all below it, under another from a day on. Periods that ended before it stay with the unit above of then;
 * figures of later ones are made anew for both; roles follow at once; published rounds stay as they are.
 * @throws DomainError `unknownUnit`, `forbidden` (the unit, or where it is to go), `conflict`, `invalidInput` with problems by field
 */
export async function moveUnit(ctx: Context, wish: UnitToMove): Promise<void> {
	const scope = demand(ctx.actor, 'unit.manage');
	await ctx.db.transaction(async (tx) => {
		const target = await getParent(tx, ctx.actor, wish.parentCode);
		await holdTrees(tx, [Number(target.path.split('.')[0])]);
		const unit = await getManagedUnit(tx, ctx.actor, wish, wish.revision);
		// Again, now that nobody can move it.
		const parent = await getParent(tx, ctx.actor, wish.parentCode);
		const [current] = await listPlacements(tx, scope, unit.id);
		const problems: RegisterProblem[] = [...parentProblems(unit, parent, wish.from)];
		if (unit.validTo !== null) problems.push({ field: 'parent', problem: 'notOpen' });
		if (parent.id === unit.parentId) problems.push({ field: 'parent', problem: 'parentSame' });
		if (
			parent.path === unit.path ||
			parent.path.startsWith(`${unit.path}.`) ||
			(await hasStoodAbove(tx, scope, unit.id, parent.id, wish.from))
		) {
			problems.push({ field: 'parent', problem: 'insideItself' });
		}
		if (wish.from > lastDayBegun(ctx.now)) problems.push({ field: 'from', problem: 'dateAhead' });
		if (wish.from < unit.validFrom) {
			problems.push({ field: 'from', problem: 'dateBeforeUnit', subject: unit.validFrom });
		} else if (current && wish.from < current.validFrom) {
			problems.push({ field: 'from', problem: 'dateBeforeMove', subject: current.validFrom });
		}
		refuseProblems(problems);
		await moveUnitBelow(tx, {
			unit,
			parent,
			level: unit.kind === 'department' ? parent.level : unit.level,
			from: wish.from,
			since: current?.validFrom ?? wish.from
		});
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'unit.move',
			entity: 'unit',
			entityId: unit.id,
			unitId: unit.id,
			before: { parent: current?.parentCode ?? null },
			after: { parent: parent.code, from: wish.from }
		});
		const parents = [...new Set([unit.parentId, parent.id])].filter((id) => id !== null);
		await refreshParents(tx, ctx, parents, wish.from);
	});
}

/** The newest day that has begun anywhere on earth. */
function lastDayBegun(now: Date): string {
	return new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);
}
