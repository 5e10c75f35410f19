import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { refuseOutsideStage } from '../../../domain/round/round-acts';
import { roundStages } from '../../../domain/round/round';
import { checkTimetable, daysOfAll, windowOf, type StageDays } from '../../../domain/round/timetable';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { moveDueDate } from '../../db/queries/assign-cells';
import { listWindowsOf, replaceWindows, updateRound } from '../../db/queries/round-board';
import { holdRound } from '../../db/queries/hold-round';
import { refuseStale } from './refuse-stale';

export interface TimetableChange {
	readonly roundId: number;
	/** the revision that the form was drawn from */
	readonly revision: number;
	readonly days: readonly StageDays[];
}

/**
 * Changes when the stages of a round open and close, until results stand open to objection. The times of stages that are over stay
 * as they are; assessments are due when the scoring window closes.
 * @throws DomainError `forbidden`, `notFound`, `stageClosed`, `conflict` (changed since it was read), `invalidInput` with
 *   `details.timetable`, the problems of `checkTimetable`
 */
export async function changeTimetable(ctx: Context, wish: TimetableChange): Promise<void> {
	demand(ctx.actor, 'round.manage');
	await ctx.db.transaction(async (tx) => {
		const round = await holdRound(tx, wish.roundId);
		demand(ctx.actor, 'round.manage', round.rootPath);
		refuseOutsideStage('changeTimetable', round);
		refuseStale(round, wish.revision);
		const before = daysOfAll(await listWindowsOf(tx, round.id));
		const isOver = ({ stage }: StageDays): boolean =>
			roundStages.indexOf(stage) < roundStages.indexOf(round.stage);
		const after = [...before.filter(isOver), ...wish.days.filter((days) => !isOver(days))];
		const problems = checkTimetable(after);
		if (problems.length > 0) {
			throw new DomainError(
				'invalidInput',
				problems.map(({ stage, problem }) => `${stage}: ${problem}`).join('; '),
				{ timetable: problems }
			);
		}
		const changed = after.filter((days) => {
			const known = before.find(({ stage }) => stage === days.stage);
			return known?.first !== days.first || known.last !== days.last;
		});
		if (changed.length === 0) return;
		await replaceWindows(tx, round.id, changed.map(windowOf));
		const scoring = changed.find(({ stage }) => stage === 'scoring');
		if (scoring) await moveDueDate(tx, round.id, windowOf(scoring).closesAt);
		await updateRound(tx, round.id, {});
		const byStage = (days: readonly StageDays[]) =>
			Object.fromEntries(days.map(({ stage, first, last }) => [stage, `${first} – ${last}`]));
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'round.change',
			entity: 'round',
			entityId: round.id,
			unitId: round.rootUnitId,
			before: byStage(before.filter(({ stage }) => changed.some((days) => days.stage === stage))),
			after: byStage(changed)
		});
	});
}
