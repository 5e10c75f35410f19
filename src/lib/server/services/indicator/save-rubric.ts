import { demand } from '../../../domain/access/can';
import { rubricProblems, type RubricLevelDetails } from '../../../domain/indicator/indicator-register';
import { refuseProblems } from '../../../domain/register/problem';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import {
	hasBeenScored,
	listRubricDetails,
	markIndicatorChanged,
	replaceRubric
} from '../../db/queries/indicator-register';
import { getHeldIndicator } from './get-held-indicator';

export interface RubricToSave {
	readonly code: string;
	readonly revision: number;
	/** lowest first */
	readonly levels: readonly RubricLevelDetails[];
}

/**
 * The described levels by which a scored indicator is scored. Words can be made clearer at any time; levels and points stay as
 * soon as somebody has scored by them.
 * @throws DomainError `unknownIndicator`, `forbidden`, `conflict`, `invalidInput` with problems by field
 */
export async function saveRubric(ctx: Context, wish: RubricToSave): Promise<void> {
	demand(ctx.actor, 'indicator.manage');
	await ctx.db.transaction(async (tx) => {
		const indicator = await getHeldIndicator(tx, ctx.actor, wish.code, wish.revision);
		if (!indicator.isScored) refuseProblems([{ field: 'levels', problem: 'notForScored' }]);
		const before = await listRubricDetails(tx, indicator.id);
		refuseProblems(rubricProblems(before, wish.levels, await hasBeenScored(tx, indicator.id)));
		if (JSON.stringify(before) === JSON.stringify(wish.levels)) return;
		await replaceRubric(tx, indicator.id, wish.levels);
		await markIndicatorChanged(tx, indicator.id);
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'indicator.change',
			entity: 'indicator',
			entityId: wish.code,
			before: { rubric: before },
			after: { rubric: wish.levels }
		});
	});
}
