import { DomainError } from '../errors';
import { mergeDistributions } from './distribution';
import { isDistribution, isMissing, isRatio, isValue, type Figure } from './period-figure';
import { missingAmong, sumOfRatios, sumOfValues } from './time-rule';

export interface RollUpOptions {
	/** How plain values combine: counts add up; scores and levels average, each department alike. */
	readonly values?: 'sum' | 'mean';
	/**
	 * Least share of the departments, those to which the indicator does not apply left out, that must have a figure; equality passes.
	 * 1, the default: a region's total without one of its departments is not its total.
	 */
	readonly minimumShare?: number;
}

export interface RolledUpFigure {
	readonly figure: Figure;
	/** Departments that the figure comes from, of those it should come from: to be shown beside it. */
	readonly present: number;
	readonly expected: number;
}

/**
 * A region's figure from those of its departments, for one period: numerators and denominators add up, distributions merge,
 * values add up or average. A rate is never the mean of rates, so a small department weighs as little as its cases do.
 */
export function rollUpFigures(
	figures: readonly Figure[],
	{ values = 'sum', minimumShare = 1 }: RollUpOptions = {}
): RolledUpFigure {
	const applicable = figures.filter((figure) => !isMissing(figure) || figure.missing !== 'notApplicable');
	const there = applicable.filter((figure) => !isMissing(figure));
	const counts = { present: there.length, expected: applicable.length };
	if (figures.length === 0) return { figure: { missing: 'notReported' }, ...counts };
	if (there.length === 0 || there.length / applicable.length < minimumShare) {
		return { figure: missingAmong(figures) ?? { missing: 'notReported' }, ...counts };
	}
	return { figure: combine(there, values), ...counts };
}

function combine(figures: readonly Figure[], values: 'sum' | 'mean'): Figure {
	if (figures.every(isRatio)) return sumOfRatios(figures);
	if (figures.every(isDistribution)) return mergeDistributions(figures);
	if (figures.every(isValue)) {
		const { value } = sumOfValues(figures);
		return { value: values === 'sum' ? value : value / figures.length };
	}
	throw new DomainError(
		'invalidInput',
		'departments report one indicator in different kinds of figures; give one kind'
	);
}
