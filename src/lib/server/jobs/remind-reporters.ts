import { systemScope } from '../../domain/access/can';
import { selfAssessmentBar } from '../../domain/assessment/self-assessment';
import { endOfDay, reportDueAt } from '../../domain/indicator/report-due';
import type { Notice } from '../../domain/message/message';
import { parsePeriod, periodEndExclusive, periodStart } from '../../domain/period/period';
import type { Context } from '../context';
import { listOrdersToRemind } from '../db/queries/order';
import { listSelfRounds, listUnitsToAssess } from '../db/queries/self-assessment';
import { listReportGaps, type ReportGap } from '../db/queries/report-gap';
import { sendMessages } from '../services/message/send-messages';
import { selfAssessmentNotices } from '../services/self-assessment/self-notices';
import { listReportingRounds } from '../services/observation/list-reporting-rounds';
import type { JobDefinition } from './queue';

/** People hear of a due day so many days before. */
const daysAhead = 3;
const dayMs = 86_400_000;

/** Each morning: which reports, orders and self-assessments are due in the next days, and what is late. */
export const remindReportersJob: JobDefinition = {
	name: 'remind-reporters',
	schedule: { cron: '0 8 * * *', timeZone: 'Asia/Shanghai' },
	retryLimit: 2,
	expireInSeconds: 900,
	run: async (ctx) => {
		await remindReporters(ctx);
		await remindOfOrders(ctx);
		await remindOfSelfAssessments(ctx);
	}
};

/**
 * Tells the people of every unit what is still missing of the periods that are collected now: one message a unit and period, with a
 * count. Once before the due day, and after it once a week until it is there or collection is over.
 * @returns how many units and periods lack something
 */
export async function remindReporters(ctx: Context): Promise<number> {
	const scope = systemScope('reporting.oversee');
	const notices: Notice[] = [];
	for (const round of await listReportingRounds(ctx, scope)) {
		for (const { code, isOpen, indicatorIds } of round.periods) {
			const period = parsePeriod(code);
			if (!isOpen) continue;
			const gaps = await listReportGaps(ctx.db, scope, {
				roundId: round.id,
				period: code,
				starts: periodStart(period),
				ends: periodEndExclusive(period),
				indicatorIds
			});
			for (const gap of gaps) {
				const notice = noticeOf(gap, code, reportDueAt(period, gap.timeZone), ctx.now);
				if (notice) notices.push(notice);
			}
		}
	}
	await ctx.db.transaction((tx) => sendMessages(tx, ctx, notices));
	return notices.length;
}

function noticeOf(gap: ReportGap, period: string, dueAt: Date, now: Date): Notice | undefined {
	const daysLeft = (dueAt.getTime() - now.getTime()) / dayMs;
	if (daysLeft > daysAhead) return undefined;
	const isOverdue = daysLeft < 0;
	const week = Math.floor(-daysLeft / 7);
	return {
		kind: isOverdue ? 'reporting.overdue' : 'reporting.dueSoon',
		unitId: gap.unitId,
		roles: isOverdue ? ['dataOfficer', 'departmentHead'] : ['dataOfficer'],
		details: {
			period,
			count: gap.missing,
			// The last moment of the due day is the first of the next.
			date: new Date(dueAt.getTime() - 1).toISOString()
		},
		path: `/entry?${new URLSearchParams({ unit: gap.unitCode, period })}`,
		dedupeKey: isOverdue ? `overdue ${gap.unitId} ${period} ${week}` : `due ${gap.unitId} ${period}`
	};
}

/**
 * Tells the heads of units which orders are due within days, once, and what is overdue, once a week, with who issued it.
 * @returns how many orders are due or overdue
 */
export async function remindOfOrders(ctx: Context): Promise<number> {
	const orders = await listOrdersToRemind(ctx.db, systemScope('order.read'), ctx.now);
	const notices = orders.map((order): Notice => {
		const daysOver = (ctx.now.getTime() - endOfDay(order.dueOn, order.timeZone).getTime()) / dayMs;
		const isOverdue = daysOver > 0;
		return {
			kind: isOverdue ? 'order.overdue' : 'order.dueSoon',
			unitId: order.unitId,
			roles: ['departmentHead'],
			alsoUserIds: isOverdue && order.issuedBy !== null ? [order.issuedBy] : [],
			details: { order: order.id, date: order.dueOn },
			path: `/oversight/orders/${order.id}`,
			dedupeKey: isOverdue
				? `order overdue ${order.id} ${order.dueOn} ${Math.floor(daysOver / 7)}`
				: `order due ${order.id} ${order.dueOn}`
		};
	});
	await ctx.db.transaction((tx) => sendMessages(tx, ctx, notices));
	return notices.length;
}

/** Tells the heads of units that have not assessed themselves, once that they can and once that little time is left. */
export async function remindOfSelfAssessments(ctx: Context): Promise<void> {
	const rounds = await listSelfRounds(ctx.db);
	for (const round of rounds.filter((one) => selfAssessmentBar(one, false, ctx.now) === undefined)) {
		const notices = selfAssessmentNotices(round, await listUnitsToAssess(ctx.db, round.id), ctx.now);
		await ctx.db.transaction((tx) => sendMessages(tx, ctx, notices));
	}
}
