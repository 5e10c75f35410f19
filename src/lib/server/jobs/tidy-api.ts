import { deleteStaleApiRows, keptHours } from '../db/queries/idempotency';
import type { JobDefinition } from './queue';

const hourMs = 60 * 60 * 1000;

/** Forgets what programs are no longer answered from: kept answers after a day, counters of requests after an hour. */
export const tidyApi: JobDefinition = {
	name: 'tidy-api',
	schedule: { cron: '17 * * * *', timeZone: 'Asia/Shanghai' },
	retryLimit: 1,
	expireInSeconds: 300,
	async run(ctx) {
		const before = (hours: number) => new Date(ctx.now.getTime() - hours * hourMs);
		await ctx.db.transaction((tx) => deleteStaleApiRows(tx, before(keptHours), before(1)));
	}
};
