import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { hasEnded, reportDueAt } from '../../../domain/indicator/report-due';
import {
	comparePeriods,
	containingPeriod,
	periodOfDate,
	periodRange,
	periodsBetween,
	shiftPeriod,
	subperiods,
	type Period,
	type PeriodKind
} from '../../../domain/period/period';
import { roundTimeZone } from '../../../domain/round/round';
import type { Context } from '../../context';
import { listReadableRounds } from '../ranking/list-readable-rounds';

export interface PeriodEntry {
	readonly period: Period;
	readonly dueAt: Date;
	readonly hasEnded: boolean;
	/** results of it are published that the reader may know of */
	readonly isPublished: boolean;
}

const mostPeriods = 10_000;
const usualPast: Record<PeriodKind, number> = { month: 36, quarter: 12, half: 6, year: 10 };

/** The periods of a kind from one to another: the last years where none are named. In time order. */
export async function listPeriods(
	ctx: Context,
	query: { readonly kind: PeriodKind; readonly from?: Period | undefined; readonly to?: Period | undefined }
): Promise<PeriodEntry[]> {
	demand(ctx.actor, 'published.read');
	const { kind } = query;
	const to = query.to
		? lastWithin(query.to, kind)
		: shiftPeriod(periodOfDate(ctx.now.toISOString(), kind), -1);
	const from = query.from ? containingPeriod(query.from, kind) : shiftPeriod(to, 1 - usualPast[kind]);
	if (comparePeriods(from, to) > 0) return [];
	if (periodsBetween(from, to) >= mostPeriods) {
		throw new DomainError('invalidInput', `More than ${mostPeriods} periods: name a shorter span`);
	}
	const published = new Set(
		(await listReadableRounds(ctx)).flatMap((round) => (round.isProvisional ? [] : [round.period]))
	);
	return periodRange(from, to).map((period) => ({
		period,
		dueAt: reportDueAt(period, roundTimeZone),
		hasEnded: hasEnded(period, ctx.now, roundTimeZone),
		isPublished: published.has(period.code)
	}));
}

/** The last period of a kind within another, or the one that holds it. */
function lastWithin(outer: Period, kind: PeriodKind): Period {
	return subperiods(outer, kind).at(-1)!;
}
