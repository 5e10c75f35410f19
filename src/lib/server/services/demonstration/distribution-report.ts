import { columnsOfFigure } from '../../../domain/indicator/derive-figures';
import type { DistributionStatistic, Histogram } from '../../../domain/indicator/indicator';
import type { Reported } from './cell';

/** Tickets with the number that stands for them; without one where there are too few, while the tickets are kept. */
export function distributionReportOf(statistic: DistributionStatistic, distribution: Histogram): Reported {
	const { value } = columnsOfFigure({ statistic, factor: 1 }, { points: distribution });
	return {
		value,
		numerator: null,
		denominator: null,
		distribution,
		missingReason: null,
		source: 'ticketing'
	};
}
