import { can, demand } from '../../../domain/access/can';
import { selfAssessmentBar, type SelfAssessmentBar } from '../../../domain/assessment/self-assessment';
import type { SelfTask } from '../../../domain/assessment/self-summary';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listSelfTasks } from '../../db/queries/self-summary';

export interface OwnSelfTask extends SelfTask {
	/** why nothing can be written; undefined: it is to be done now */
	readonly bar: SelfAssessmentBar | undefined;
}

/** The self-assessments of a unit in rounds under way that were begun or can be, for its heads; none for others. */
export async function listOwnSelfTasks(
	ctx: Context,
	unit: Pick<Unit, 'id' | 'path'>
): Promise<readonly OwnSelfTask[]> {
	demand(ctx.actor, 'unit.own', unit.path);
	const scope = can(ctx.actor, 'selfAssessment.write', unit.path);
	if (!scope) return [];
	const tasks = await listSelfTasks(ctx.db, scope, unit.id);
	return tasks.map((task) => ({ ...task, bar: selfAssessmentBar(task, task.submittedAt !== null, ctx.now) }));
}
