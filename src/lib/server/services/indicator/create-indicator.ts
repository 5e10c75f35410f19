import { demand } from '../../../domain/access/can';
import { indicatorProblems, type IndicatorDetails } from '../../../domain/indicator/indicator-register';
import { refuseProblems } from '../../../domain/register/problem';
import { unitCodePattern } from '../../../domain/unit/unit-register';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { insertIndicator } from '../../db/queries/indicator-register';
import { demandWholeTree } from '../register/demand-whole-tree';

/** A new indicator. It is asked of somebody once a framework has it. @throws DomainError `forbidden`, `invalidInput` with problems by field */
export async function createIndicator(
	ctx: Context,
	wish: { readonly code: string; readonly details: IndicatorDetails }
): Promise<void> {
	demand(ctx.actor, 'indicator.manage');
	demandWholeTree(ctx.actor, 'indicator.manage');
	refuseProblems([
		...(unitCodePattern.test(wish.code) ? [] : [{ field: 'code', problem: 'codeShape' as const }]),
		...indicatorProblems(wish.details)
	]);
	await ctx.db.transaction(async (tx) => {
		const id = await insertIndicator(tx, wish.code, wish.details);
		if (id === undefined) {
			refuseProblems([{ field: 'code', problem: 'codeTaken', subject: wish.code }]);
			return;
		}
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'indicator.create',
			entity: 'indicator',
			entityId: wish.code,
			after: { code: wish.code, ...wish.details }
		});
	});
}
