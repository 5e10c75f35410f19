import { demand } from '../../../domain/access/can';
import { refuseProblems, type RegisterProblem } from '../../../domain/register/problem';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { closeUnits, countOpenBelow, listPlacements, type UnitKey } from '../../db/queries/unit-register';
import { refreshParents } from '../figure/refresh-parents';
import { getManagedUnit } from './get-managed-unit';

export interface UnitToClose extends UnitKey {
	readonly revision: number;
	/** ISO day: the first on which it is no longer there */
	readonly on: string;
	/** close what is open below it as well */
	readonly below: boolean;
}

/**
 * Ends a unit on a day: it is asked for no period that ends later and taken into no such round; what it reported stays readable.
 * @returns how many units were closed
 * @throws DomainError `unknownUnit`, `forbidden`, `conflict`, `invalidInput` with problems by field
 */
export async function closeUnit(ctx: Context, wish: UnitToClose): Promise<number> {
	const scope = demand(ctx.actor, 'unit.manage');
	return ctx.db.transaction(async (tx) => {
		const unit = await getManagedUnit(tx, ctx.actor, wish, wish.revision);
		const below = await countOpenBelow(tx, scope, unit.path, wish.on);
		const [placement] = await listPlacements(tx, scope, unit.id);
		const problems: RegisterProblem[] = [];
		if (unit.validTo !== null) problems.push({ field: 'on', problem: 'notOpen' });
		if (wish.on <= unit.validFrom) {
			problems.push({ field: 'on', problem: 'dateBeforeUnit', subject: unit.validFrom });
		} else if (placement && wish.on <= placement.validFrom) {
			problems.push({ field: 'on', problem: 'dateBeforeMove', subject: placement.validFrom });
		}
		if (below.open > 0 && !wish.below) {
			problems.push({ field: 'below', problem: 'openBelow', subject: String(below.open) });
		} else if (below.placedLast !== null && below.placedLast >= wish.on) {
			problems.push({ field: 'on', problem: 'dateBeforeBelow', subject: below.placedLast });
		}
		refuseProblems(problems);
		const closed = await closeUnits(tx, unit, wish.on, wish.below);
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'unit.close',
			entity: 'unit',
			entityId: unit.id,
			unitId: unit.id,
			before: { validTo: null },
			after: { validTo: wish.on, closed }
		});
		if (unit.parentId !== null) await refreshParents(tx, ctx, [unit.parentId], wish.on);
		return closed;
	});
}
