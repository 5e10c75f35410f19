import { periodsWithin } from '../indicator/entry-sheet';
import { hasEnded } from '../indicator/report-due';
import type { Frequency } from '../indicator/indicator';
import { parsePeriod, periodEndExclusive, periodStart, type Period } from '../period/period';

/** ISO days, both included: periods that end between them are looked at. */
export interface ReportingSpan {
	readonly from: string;
	readonly to: string;
}

/**
 * The periods of a frequency that a round asks its units for, as the entry form does, as far as they are over and end within a
 * span: the months of a quarter, or the year that a quarter lies in.
 */
export function askedPeriods(
	roundPeriod: string,
	frequency: Frequency,
	span: ReportingSpan,
	now: Date,
	timeZone: string
): Period[] {
	return periodsWithin(parsePeriod(roundPeriod), frequency).filter((period) => {
		const last = lastDayOf(period);
		return last >= span.from && last <= span.to && hasEnded(period, now, timeZone);
	});
}

/** Last day of a period, ISO. */
export function lastDayOf(period: Period): string {
	const end = new Date(`${periodEndExclusive(period)}T00:00:00Z`);
	return new Date(end.getTime() - 86_400_000).toISOString().slice(0, 10);
}

/** The span from the first day of one period to the last of another. */
export function spanOf(first: Period, last: Period): ReportingSpan {
	return { from: periodStart(first), to: lastDayOf(last) };
}
