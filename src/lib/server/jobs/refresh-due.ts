import { subHours } from 'date-fns';
import { systemScope } from '../../domain/access/can';
import { reportDueAt } from '../../domain/indicator/report-due';
import { parsePeriod } from '../../domain/period/period';
import { roundTimeZone } from '../../domain/round/round';
import type { Context } from '../context';
import { listScoredUnits } from '../db/queries/round';
import { refreshFigures } from '../services/figure/refresh-figures';
import { listReportingRounds } from '../services/observation/list-reporting-rounds';
import { recomputeRound } from '../services/round/recompute-round';
import type { JobDefinition } from './queue';

/** A run that was missed (the server was down) is made up for by the next one within this time. */
const hoursBack = 72;

/** Right after midnight: a due day that has passed makes what is not there count as missing, though nobody changed anything. */
export const refreshDueJob: JobDefinition = {
	name: 'refresh-due',
	schedule: { cron: '5 0 * * *', timeZone: roundTimeZone },
	retryLimit: 2,
	expireInSeconds: 1800,
	run: async (ctx) => {
		await refreshDue(ctx);
	}
};

/**
 * Figures and provisional results of periods whose due day, or whose own end, passed in the last days: indicator by indicator, so
 * that what is read at a time stays small. @returns how many rounds were scored anew
 */
export async function refreshDue(ctx: Pick<Context, 'db' | 'now' | 'actor'>): Promise<number> {
	const scope = systemScope('round.manage');
	let rounds = 0;
	for (const round of await listReportingRounds(ctx, systemScope('reporting.oversee'))) {
		const due = round.periods.filter(({ code }) => {
			const dueAt = reportDueAt(parsePeriod(code), roundTimeZone);
			return dueAt <= ctx.now && dueAt > subHours(ctx.now, hoursBack);
		});
		if (due.length === 0) continue;
		const units = await listScoredUnits(ctx.db, scope, round.id);
		// One indicator a transaction: the embedded database answers nobody else while one lasts.
		for (const { code, indicatorIds } of due) {
			for (const indicatorId of indicatorIds) {
				const cells = units.map(({ unitId }) => ({ unitId, indicatorId, period: code }));
				await ctx.db.transaction((tx) => refreshFigures(tx, ctx.now, cells));
			}
		}
		await ctx.db.transaction((tx) => recomputeRound(tx, round.id, ctx.now));
		rounds++;
	}
	return rounds;
}
