import { systemScope } from '../../domain/access/can';
import { hasEnded } from '../../domain/indicator/report-due';
import { frequencies } from '../../domain/indicator/indicator';
import { periodOfDate, shiftPeriod } from '../../domain/period/period';
import { roundTimeZone } from '../../domain/round/round';
import { checkReportedCells } from '../services/validation/check-reported-cells';
import type { JobDefinition } from './queue';

/** Months in which values are still being corrected. */
const recentPeriods = { month: 3, quarter: 1, year: 1 } as const;

/**
 * Looks every night at what was reported lately: findings follow from other cells too (a sum, a roll-up, a history that was
 * corrected), and what an import brought in is looked at again beside the rest.
 */
export const checkFindings: JobDefinition = {
	name: 'check-findings',
	schedule: { cron: '20 2 * * *', timeZone: roundTimeZone },
	retryLimit: 1,
	expireInSeconds: 3600,
	async run(ctx) {
		const scope = systemScope('observation.read');
		for (const kind of frequencies) {
			const current = periodOfDate(ctx.now.toISOString(), kind);
			for (let back = 0; back <= recentPeriods[kind]; back++) {
				const period = shiftPeriod(current, -back);
				if (hasEnded(period, ctx.now, roundTimeZone)) await checkReportedCells(ctx, scope, period.code);
			}
		}
	}
};
