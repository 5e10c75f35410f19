import { parsePeriod, periodEndExclusive, shiftPeriod } from '../period/period';

/** The middle half of a unit's peers. */
export interface PeerRange {
	readonly low: number;
	readonly high: number;
	/** how many peers have a value */
	readonly count: number;
}

export interface PeerRanges {
	/** of the periods whose figures everybody may read, the newest that is not after the one entered */
	readonly period: string;
	/** by the indicator's code; those with too few values are left out */
	readonly ranges: Readonly<Record<string, PeerRange>>;
}

const furthestBack = 120;

/** The newest period of the kind of `code`, and not after it, that ends no later than `until` (the first hidden day, ISO). */
export function newestPeriodUntil(code: string, until: string): string | undefined {
	const asked = parsePeriod(code);
	for (let back = 0; back <= furthestBack; back++) {
		const period = shiftPeriod(asked, -back);
		if (periodEndExclusive(period) <= until) return period.code;
	}
	return undefined;
}
