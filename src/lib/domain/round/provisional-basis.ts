import type { PeriodProgress } from '../indicator/report-due';

/** How much a provisional result rests on so far. */
export interface ProvisionalBasis {
	/** undefined once the period is over */
	readonly progress: PeriodProgress | undefined;
	/** values that nobody has given yet and that count as 0 until then */
	readonly countedAsZero: number;
}
