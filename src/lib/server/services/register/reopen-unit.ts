import { demand } from '../../../domain/access/can';
import { refuseProblems, type RegisterProblem } from '../../../domain/register/problem';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import {
	isCodeTaken,
	listPlacements,
	reopenUnit as reopen,
	type UnitKey
} from '../../db/queries/unit-register';
import { listUnitDates } from '../../db/queries/unit-tree';
import { refreshParents } from '../figure/refresh-parents';
import { getManagedUnit } from './get-managed-unit';

/**
 * Takes back that a unit was closed: it has been there all the time. One that comes back after a gap is a new unit with its code.
 * @throws DomainError `unknownUnit`, `forbidden`, `conflict`, `invalidInput` (not closed, the code is another's, closed above)
 */
export async function reopenUnit(ctx: Context, wish: UnitKey & { readonly revision: number }): Promise<void> {
	const scope = demand(ctx.actor, 'unit.manage');
	await ctx.db.transaction(async (tx) => {
		const unit = await getManagedUnit(tx, ctx.actor, wish, wish.revision);
		const { validTo } = unit;
		if (validTo === null) {
			refuseProblems([{ field: 'reopen', problem: 'notClosed' }]);
			return;
		}
		const problems: RegisterProblem[] = [];
		if (await isCodeTaken(tx, scope, unit.code, unit.validFrom, unit.id)) {
			problems.push({ field: 'reopen', problem: 'codeTaken', subject: unit.code });
		}
		const [placement] = await listPlacements(tx, scope, unit.id);
		const [parent] = await listUnitDates(tx, scope, placement?.parentId ? [placement.parentId] : []);
		if (parent && parent.validTo !== null) {
			problems.push({ field: 'reopen', problem: 'parentClosed', subject: parent.code });
		}
		refuseProblems(problems);
		await reopen(tx, unit.id, validTo);
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'unit.change',
			entity: 'unit',
			entityId: unit.id,
			unitId: unit.id,
			before: { validTo },
			after: { validTo: null }
		});
		if (unit.parentId !== null) await refreshParents(tx, ctx, [unit.parentId], validTo);
	});
}
