import { DomainError } from '../errors';
import { missingReasons, type MissingReason } from '../scoring/missing-reason';
import { mergeDistributions } from './distribution';
import type { TimeRule } from './indicator';
import {
	isDistribution,
	isMissing,
	isRatio,
	isValue,
	type Figure,
	type MissingFigure,
	type RatioFigure,
	type ValueFigure
} from './period-figure';

export { timeRules, type TimeRule } from './indicator';

/**
 * The figure of a longer period from those of its parts, in time order: months to a quarter, months or quarters to a year, all alike.
 *
 * A part that is missing:
 * - under `last` and `lastRatio` only the last part counts. If it is missing the period is missing, for its reason: the stock of
 *   February is not that of March, and a unit that stops reporting must not keep its last good figure.
 * - under `sum`, `ratioOfSums` and `distribution` every part counts. A total without one of its months is too small, and a rate without
 *   one can be had by not reporting the bad month; so the period is missing, for the first of `missingReasons` among its parts.
 *   Months that are `notApplicable` had nothing to count (a department founded in February) and are left out instead;
 *   if all are, the period is `notApplicable`.
 *
 * A sum may also be of ratios (use per 10,000 inhabitants): numerators add up, over the denominator of the last month, a stock.
 * No parts at all is `notReported`. For a period that is not over, give the parts that are due so far.
 */
export function aggregateFigures(rule: TimeRule, figures: readonly Figure[]): Figure {
	if (figures.length === 0) return { missing: 'notReported' };
	if (rule === 'last' || rule === 'lastRatio') return lastFigure(rule, figures.at(-1)!);
	const gap = missingAmong(figures);
	if (gap) return gap;
	const counted = figures.filter((figure) => !isMissing(figure));
	if (rule === 'distribution') {
		return mergeDistributions(
			counted.map((figure) => (isDistribution(figure) ? figure : refuse(rule, figure)))
		);
	}
	if (rule === 'sum' && counted.every(isValue)) return sumOfValues(counted);
	const ratios = counted.map((figure) => (isRatio(figure) ? figure : refuse(rule, figure)));
	return rule === 'sum'
		? { ...sumOfRatios(ratios), denominator: ratios.at(-1)!.denominator }
		: sumOfRatios(ratios);
}

/** Numerators and denominators added up, each for itself. */
export function sumOfRatios(ratios: readonly RatioFigure[]): RatioFigure {
	return {
		numerator: ratios.reduce((sum, { numerator }) => sum + numerator, 0),
		denominator: ratios.reduce((sum, { denominator }) => sum + denominator, 0)
	};
}

export function sumOfValues(figures: readonly ValueFigure[]): ValueFigure {
	return { value: figures.reduce((sum, { value }) => sum + value, 0) };
}

/** The gap that makes a whole missing, if there is one: any part missing but for `notApplicable`, or nothing but such parts. */
export function missingAmong(figures: readonly Figure[]): MissingFigure | undefined {
	const reasons = new Set(figures.filter(isMissing).map(({ missing }) => missing));
	const telling: MissingReason | undefined = missingReasons.find(
		(reason) => reason !== 'notApplicable' && reasons.has(reason)
	);
	if (telling) return { missing: telling };
	return figures.every(isMissing) ? { missing: 'notApplicable' } : undefined;
}

function lastFigure(rule: 'last' | 'lastRatio', figure: Figure): Figure {
	const fits = isMissing(figure) || isRatio(figure) || (rule === 'last' && isValue(figure));
	return fits ? figure : refuse(rule, figure);
}

function refuse(rule: TimeRule, figure: Figure): never {
	throw new DomainError(
		'invalidInput',
		`time rule ${rule} cannot take ${JSON.stringify(figure).slice(0, 100)}; give figures of the kind that the rule adds up`,
		{ rule }
	);
}
