import { systemScope } from '../../domain/access/can';
import type { Notice } from '../../domain/message/message';
import type { Context } from '../context';
import { listAppealsDueBefore } from '../db/queries/appeal';
import { sendMessages } from '../services/message/send-messages';
import type { JobDefinition } from './queue';

/** Those who decide hear of a due day so many days before. */
const daysAhead = 3;
const dayMs = 86_400_000;

/** Each morning: which appeals have to be decided in the next days, and which are late. */
export const remindDecidersJob: JobDefinition = {
	name: 'remind-deciders',
	schedule: { cron: '10 8 * * *', timeZone: 'Asia/Shanghai' },
	retryLimit: 2,
	expireInSeconds: 300,
	run: async (ctx) => {
		await remindOfAppeals(ctx);
	}
};

/**
 * Tells evaluation staff which appeals are due within days, once, and what is overdue, once a week, with the managers.
 * @returns how many appeals are due or overdue
 */
export async function remindOfAppeals(ctx: Context): Promise<number> {
	const soon = new Date(ctx.now.getTime() + daysAhead * dayMs);
	const appeals = await listAppealsDueBefore(ctx.db, systemScope('appeal.read'), ctx.now, soon);
	const notices = appeals.map(({ id, unit, indicator, round, dueAt, isOverdue }): Notice => {
		const weeksOver = Math.floor((ctx.now.getTime() - dueAt.getTime()) / (7 * dayMs));
		return {
			kind: isOverdue ? 'appeal.overdue' : 'appeal.dueSoon',
			unitId: unit.id,
			roles: isOverdue ? ['evaluationStaff', 'evaluationManager'] : ['evaluationStaff'],
			details: {
				appeal: id,
				indicator: indicator.code,
				period: round.period,
				until: dueAt.toISOString()
			},
			path: `/rounds/appeals/${id}`,
			dedupeKey: isOverdue ? `appeal overdue ${id} ${weeksOver}` : `appeal due ${id}`
		};
	});
	await ctx.db.transaction((tx) => sendMessages(tx, ctx, notices));
	return notices.length;
}
