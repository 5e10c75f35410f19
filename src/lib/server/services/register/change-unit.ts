import { demand } from '../../../domain/access/can';
import { refuseProblems } from '../../../domain/register/problem';
import { detailProblems, type RegisteredUnit, type UnitDetails } from '../../../domain/unit/unit-register';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { updateUnitDetails, type UnitKey } from '../../db/queries/unit-register';
import { getManagedUnit } from './get-managed-unit';

/**
 * Changes what is said of a unit. Rounds that were made keep the units that they have: what is ranked counts from the next on.
 * @throws DomainError `unknownUnit`, `forbidden`, `conflict`, `invalidInput` with problems by field
 */
export async function changeUnit(
	ctx: Context,
	wish: UnitKey & { readonly revision: number; readonly details: UnitDetails }
): Promise<void> {
	demand(ctx.actor, 'unit.manage');
	await ctx.db.transaction(async (tx) => {
		const unit = await getManagedUnit(tx, ctx.actor, wish, wish.revision);
		refuseProblems(detailProblems(unit.kind, wish.details));
		const before = detailsOf(unit);
		if (JSON.stringify(before) === JSON.stringify(wish.details)) return;
		await updateUnitDetails(tx, unit.id, wish.details);
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'unit.change',
			entity: 'unit',
			entityId: unit.id,
			unitId: unit.id,
			before,
			after: wish.details
		});
	});
}

export function detailsOf(unit: RegisteredUnit): UnitDetails {
	return {
		name: unit.name,
		shortName: unit.shortName,
		sector: unit.sector,
		timeZone: unit.timeZone,
		tile: unit.tile ?? { column: null, row: null },
		abbreviation: unit.abbreviation,
		flag: unit.flag,
		isRanked: unit.isRanked,
		approvalSteps: unit.approvalSteps
	};
}
