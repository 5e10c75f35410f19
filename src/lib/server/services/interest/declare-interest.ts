import { demand, systemScope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { refuseProblems } from '../../../domain/register/problem';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { insertInterest } from '../../db/queries/interest';
import { findUnitByCode } from '../../db/queries/unit';

export interface InterestToDeclare {
	readonly unitCode: string;
	readonly reason: string;
}

/**
 * Declares a conflict of interest of one's own with a unit and those below it: nothing of it is given to one to score from then on,
 * and what was given can no longer be scored. Any unit may be named, for conflicts know no bounds of roles.
 * @throws DomainError `forbidden`, `invalidInput` naming the field
 */
export async function declareInterest(ctx: Context, { unitCode, reason }: InterestToDeclare): Promise<void> {
	demand(ctx.actor, 'interest.declare');
	const { userId } = ctx.actor;
	if (userId === undefined) throw new DomainError('notSignedIn', 'Sign in to go on');
	if (reason.trim() === '') refuseProblems([{ field: 'reason', problem: 'wordsMissing' }]);
	await ctx.db.transaction(async (tx) => {
		const unit = await findUnitByCode(tx, systemScope('interest.declare'), unitCode.trim());
		if (!unit) refuseProblems([{ field: 'unit', problem: 'unitsUnknown', subject: unitCode.trim() }]);
		const id = await insertInterest(tx, {
			userId,
			unitId: unit!.id,
			reason: reason.trim(),
			declaredAt: ctx.now
		});
		if (id === undefined) return;
		await appendAudit(tx, {
			actorId: userId,
			at: ctx.now,
			action: 'interest.declare',
			entity: 'interest_declaration',
			entityId: id,
			unitId: unit!.id,
			after: { reason: reason.trim() }
		});
	});
}
