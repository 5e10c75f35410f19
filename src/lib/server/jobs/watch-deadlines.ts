import { roundTimeZone } from '../../domain/round/round';
import type { Context } from '../context';
import { listWeighingRounds } from '../db/queries/order-weight';
import { feedDisclosures } from '../services/disclosure/feed-disclosures';
import { applyChange } from '../services/round/apply-change';
import type { JobDefinition } from './queue';

/** Years in which disclosures are still looked at every night. */
const recentYears = 2;

/** Right after midnight: days pass though nobody changes anything. Orders become overdue, and 31 March ends the year's disclosures. */
export const watchDeadlinesJob: JobDefinition = {
	name: 'watch-deadlines',
	schedule: { cron: '15 0 * * *', timeZone: roundTimeZone },
	retryLimit: 2,
	expireInSeconds: 900,
	run: async (ctx) => {
		await watchDeadlines(ctx);
	}
};

/** Lets overdue orders weigh on rounds under way, and the calendar of disclosures tell its indicator. Doing it again changes nothing. */
export async function watchDeadlines(ctx: Pick<Context, 'db' | 'now' | 'actor'>): Promise<void> {
	const year = ctx.now.getUTCFullYear();
	for (let back = 0; back < recentYears; back++) {
		await ctx.db.transaction((tx) => feedDisclosures(tx, ctx, year - back, 'all'));
	}
	await ctx.db.transaction(async (tx) => applyChange(tx, ctx, await listWeighingRounds(tx, 'all')));
}
