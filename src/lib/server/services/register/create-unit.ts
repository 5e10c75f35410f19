import { demand } from '../../../domain/access/can';
import { refuseProblems } from '../../../domain/register/problem';
import {
	detailProblems,
	parentProblems,
	unitCodePattern,
	type UnitDetails
} from '../../../domain/unit/unit-register';
import type { UnitKind, UnitLevel } from '../../../domain/unit/unit';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { holdTrees } from '../../db/queries/figure';
import { getRegisteredUnit, insertUnit, isCodeTaken } from '../../db/queries/unit-register';
import { refreshParents } from '../figure/refresh-parents';
import { getParent } from './get-parent';

export interface UnitToCreate {
	readonly code: string;
	readonly kind: UnitKind;
	/** of a region; a department is of its region's level */
	readonly level: UnitLevel;
	readonly parentCode: string;
	/** ISO day */
	readonly validFrom: string;
	readonly details: UnitDetails;
}

/**
 * Puts a new unit into the tree. @returns its code
 * @throws DomainError `forbidden` (above it), `invalidInput` with problems by field
 */
export async function createUnit(ctx: Context, wish: UnitToCreate): Promise<string> {
	const manageable = demand(ctx.actor, 'unit.manage');
	return ctx.db.transaction(async (tx) => {
		const found = await getParent(tx, ctx.actor, wish.parentCode);
		await holdTrees(tx, [Number(found.path.split('.')[0])]);
		const parent = await getRegisteredUnit(tx, manageable, { code: found.code, since: found.validFrom });
		const level = wish.kind === 'department' ? parent.level : wish.level;
		refuseProblems([
			...(unitCodePattern.test(wish.code) ? [] : [{ field: 'code', problem: 'codeShape' as const }]),
			...((await isCodeTaken(tx, manageable, wish.code, wish.validFrom))
				? [{ field: 'code', problem: 'codeTaken' as const, subject: wish.code }]
				: []),
			...parentProblems({ kind: wish.kind, level }, parent, wish.validFrom),
			...detailProblems(wish.kind, wish.details)
		]);
		const { id } = await insertUnit(tx, {
			...wish,
			level,
			parent,
			isDemonstration: parent.isDemonstration
		});
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'unit.create',
			entity: 'unit',
			entityId: id,
			unitId: id,
			after: {
				code: wish.code,
				kind: wish.kind,
				level,
				parent: parent.code,
				validFrom: wish.validFrom,
				...wish.details
			}
		});
		await refreshParents(tx, ctx, [parent.id], wish.validFrom);
		return wish.code;
	});
}
