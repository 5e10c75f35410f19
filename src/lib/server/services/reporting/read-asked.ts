import { demand, type Scope } from '../../../domain/access/can';
import { frequencies, type Indicator } from '../../../domain/indicator/indicator';
import { reportDueAt } from '../../../domain/indicator/report-due';
import { parsePeriod, periodStart } from '../../../domain/period/period';
import { askedPeriods, lastDayOf, type ReportingSpan } from '../../../domain/reporting/asked-periods';
import { roundTimeZone } from '../../../domain/round/round';
import type { RoundHead } from '../../../domain/round/readable-round';
import type { Context } from '../../context';
import { listMeasuredOfVersions } from '../../db/queries/asking-round';
import { listTimeZones } from '../../db/queries/reporting';
import type { AskedPeriod, DuePeriod } from '../../db/queries/reporting-cells';
import { listRoundHeads } from '../../db/queries/round-head';

/** What rounds ask for within a span of time, before it is known of whom. */
export interface AskedReports {
	readonly asked: readonly AskedPeriod[];
	readonly due: readonly DuePeriod[];
	/** in time order; of two that end together the shorter first */
	readonly periods: readonly string[];
	/** that count, in the order of their frameworks, each once */
	readonly indicators: readonly Indicator[];
	/** frameworks of all rounds, by code */
	readonly frameworks: readonly Pick<RoundHead, 'frameworkCode' | 'frameworkName'>[];
}

/**
 * The periods and indicators that rounds ask for: of every round that collects, has collected or is published, as the entry form
 * asks for them. An indicator that was retired by a period's last day is asked of nobody.
 * @param isCounted of which rounds cells are counted; the others still say which figures of a region its departments report
 */
export async function readAsked(
	ctx: Context,
	scope: Scope,
	span: ReportingSpan,
	isCounted: (head: RoundHead) => boolean = () => true
): Promise<AskedReports> {
	demand(ctx.actor, 'reporting.oversee');
	const heads = (await listRoundHeads(ctx.db)).filter(({ stage }) => stage !== 'draft');
	const measured = await listMeasuredOfVersions(ctx.db, [
		...new Set(heads.map(({ frameworkVersionId }) => frameworkVersionId))
	]);
	const asked: AskedPeriod[] = [];
	const indicators = new Map<number, Indicator>();
	for (const head of heads) {
		const counts = isCounted(head);
		const ofVersion = measured.get(head.frameworkVersionId) ?? [];
		for (const frequency of frequencies) {
			for (const period of askedPeriods(head.period, frequency, span, ctx.now, roundTimeZone)) {
				const last = lastDayOf(period);
				const wanted = ofVersion.filter(
					(one) =>
						one.frequency === frequency &&
						!(one.retiredAt && one.retiredAt.toISOString().slice(0, 10) <= last)
				);
				if (wanted.length === 0) continue;
				if (counts) for (const one of wanted) indicators.set(one.id, one);
				asked.push({
					roundId: head.id,
					period: period.code,
					first: periodStart(period),
					last,
					indicatorIds: wanted.map(({ id }) => id),
					isCounted: counts
				});
			}
		}
	}
	const periods = [
		...new Map(
			asked.filter((one) => one.isCounted).map(({ period, last, first }) => [period, { last, first }])
		)
	]
		.sort(([, a], [, b]) => (a.last < b.last ? -1 : a.last > b.last ? 1 : a.first > b.first ? -1 : 1))
		.map(([code]) => code);
	const zones = periods.length === 0 ? [] : await listTimeZones(ctx.db, scope);
	return {
		asked,
		due: periods.flatMap((period) =>
			zones.map((timeZone) => ({ period, timeZone, dueAt: reportDueAt(parsePeriod(period), timeZone) }))
		),
		periods,
		indicators: [...indicators.values()],
		frameworks: [...new Map(heads.map((head) => [head.frameworkCode, head])).values()].map(
			({ frameworkCode, frameworkName }) => ({ frameworkCode, frameworkName })
		)
	};
}
