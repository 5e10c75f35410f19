import type { PeriodProgress } from '../indicator/report-due';
import type { Indicator } from '../indicator/indicator';
import type { SeriesFigure } from '../indicator/series-figure';
import type { PreviousScore } from './previous-score';

export interface BackgroundFigure {
	readonly nodeCode: string;
	readonly indicator: Indicator;
	readonly current: SeriesFigure | undefined;
	readonly previous: SeriesFigure | undefined;
}

/** What was published of a unit, and what it measured, beside a cell to score. */
export interface UnitBackground {
	/** of the round before, at the indicator and in total; undefined where nothing was published under this framework */
	readonly previous: {
		readonly node: PreviousScore | undefined;
		readonly top: PreviousScore | undefined;
	};
	readonly currentPeriod: string;
	/** set while the current period lasts: sums of some of its months are not to be read as a fall */
	readonly progress: PeriodProgress | undefined;
	readonly previousPeriod: string;
	/** measured indicators of the same dimension, then headlines */
	readonly figures: readonly BackgroundFigure[];
}
