import type { Period } from '../../domain/period/period';
import type { MissingReason } from '../../domain/scoring/missing-reason';
import { isWrong, type Found, type Wrong } from './found';
import type { KnownIndicator, Lookups } from './map-rows';
import type { Mapping } from './mapping';

/** Where in a row one cell is found: positions of columns, −1 for none. */
export interface CellPlan {
	/** of the whole file; undefined: each row names its own */
	readonly indicator: Found<KnownIndicator> | undefined;
	readonly indicatorAt: number;
	/** of the column; undefined: the row's */
	readonly period: Found<Period> | undefined;
	readonly valueAt: number;
	readonly numeratorAt: number;
	readonly denominatorAt: number;
	readonly distributionAt: number;
	readonly reasonAt: number;
	readonly noteAt: number;
	readonly zeroDenominator: MissingReason;
	/** whether nothing stands in any of its columns */
	isBlank(text: (at: number) => string): boolean;
}

/** What each row of a file is read for. */
export function planCells(
	mapping: Mapping,
	at: (name: string | undefined) => number,
	lookups: Lookups
): CellPlan[] {
	if (mapping.values) {
		return mapping.values.map((want) =>
			plan({
				indicator: lookups.indicator(want.indicator),
				valueAt: at(want.column),
				numeratorAt: at(want.numerator),
				denominatorAt: at(want.denominator),
				period: want.period === undefined ? undefined : lookups.period(want.period),
				...(want.zeroDenominator ? { zeroDenominator: want.zeroDenominator } : {})
			})
		);
	}
	const indicatorAt = at(mapping.indicator!.column);
	const value = mapping.value!;
	if (value.periods) {
		return value.periods.map((each) =>
			plan({ indicatorAt, period: lookups.period(each.period), valueAt: at(each.column) })
		);
	}
	return [
		plan({
			indicatorAt,
			valueAt: at(value.column),
			numeratorAt: at(value.numerator),
			denominatorAt: at(value.denominator),
			distributionAt: at(value.distribution),
			reasonAt: at(value.reasonColumn),
			noteAt: at(value.noteColumn)
		})
	];
}

/** What a mapping names for the whole file and nobody knows here, each once, with the position of its first column (−1: none). */
export function wrongNames(
	mapping: Mapping,
	plans: readonly CellPlan[],
	lookups: Lookups
): Map<string, { readonly at: number; readonly found: Wrong }> {
	const wrong = new Map<string, { readonly at: number; readonly found: Wrong }>();
	const look = (name: string, at: number, found: Found<object> | undefined): void => {
		if (found && isWrong(found) && !wrong.has(name)) wrong.set(name, { at, found });
	};
	const { unit, period } = mapping;
	if (unit.fixed !== undefined && !unit.create) look('unit', -1, lookups.unit(unit.fixed, undefined));
	if (period?.fixed !== undefined && !period.part) look('period', -1, lookups.period(period.fixed));
	for (const { indicator, valueAt, numeratorAt } of plans) {
		const name = indicator && isWrong(indicator) ? `indicator ${indicator.details['text']}` : '';
		look(name, Math.max(valueAt, numeratorAt), indicator);
	}
	return wrong;
}

function plan(known: Partial<CellPlan>): CellPlan {
	const whole = {
		indicator: undefined,
		indicatorAt: -1,
		period: undefined,
		valueAt: -1,
		numeratorAt: -1,
		denominatorAt: -1,
		distributionAt: -1,
		reasonAt: -1,
		noteAt: -1,
		zeroDenominator: 'notApplicable' as const,
		...known
	};
	const columns = [
		whole.valueAt,
		whole.numeratorAt,
		whole.denominatorAt,
		whole.distributionAt,
		whole.reasonAt
	].filter((at) => at >= 0);
	return { ...whole, isBlank: (text) => columns.every((at) => text(at) === '') };
}
