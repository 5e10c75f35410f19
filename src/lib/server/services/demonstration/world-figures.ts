import {
	columnsOfFigure,
	figureOfBodies,
	figureOfColumns,
	figureOfParts,
	type FigureColumns
} from '../../../domain/indicator/derive-figures';
import type { FigureProvenance } from '../../../domain/indicator/indicator';
import type { Figure } from '../../../domain/indicator/period-figure';
import {
	containingPeriod,
	monthsOf,
	parsePeriod,
	periodRange,
	periodStart,
	shiftPeriod,
	subperiods,
	type Period
} from '../../../domain/period/period';
import { isCounted } from '../../../domain/indicator/count-observation';
import { roundTimeZone } from '../../../domain/round/round';
import { groupBy } from './group-by';
import { reportDueAt } from '../../../domain/indicator/report-due';
import type { StoredIndicator } from './load-indicators';
import type { World, WorldUnit } from './world';

/** What a round reads: a unit's figure of an indicator for a period, with where it comes from. */
export interface PeriodValue extends FigureColumns {
	readonly provenance: FigureProvenance;
	readonly basis: number;
	readonly source: string | null;
}

/** A figure that follows from reports, to be stored. */
export interface DerivedFigure extends PeriodValue {
	readonly unitCode: string;
	readonly indicatorCode: string;
	readonly period: Period;
}

export interface WorldFigures {
	readonly derived: readonly DerivedFigure[];
	/** by `figureKey` */
	readonly byPeriod: ReadonlyMap<string, PeriodValue>;
}

export function figureKey(unitCode: string, indicatorCode: string, period: string): string {
	return `${unitCode} ${indicatorCode} ${period}`;
}

/** Quarters that begin within the months (the last may be under way), and years that lie within them. */
export function derivedPeriods(months: readonly Period[]): { quarters: Period[]; years: Period[] } {
	const known = new Set(months.map(({ code }) => code));
	const last = months.at(-1)!;
	const within = (period: Period): boolean => monthsOf(period).every(({ code }) => known.has(code));
	const quarters = periodRange(containingPeriod(months[0]!, 'quarter'), containingPeriod(last, 'quarter'));
	const years = periodRange(containingPeriod(months[0]!, 'year'), containingPeriod(last, 'year'));
	return {
		quarters: quarters.filter((quarter, i) => within(quarter) || i === quarters.length - 1),
		years: years.filter(within)
	};
}

/** Everything that follows from the world's reports: roll-ups by month, quarters and years. */
export function deriveWorldFigures(world: World, indicators: readonly StoredIndicator[]): WorldFigures {
	const isDue = world.months.map((month) => reportDueAt(month, roundTimeZone) < world.now);
	const derived: DerivedFigure[] = [];
	const byPeriod = new Map<string, PeriodValue>();
	const monthly = new Map<WorldUnit, Map<string, (Figure | undefined)[]>>();
	const children = groupBy(world.units, ({ parentCode }) => parentCode);
	for (const unit of [...world.units].reverse()) {
		const rows = new Map<string, (Figure | undefined)[]>();
		monthly.set(unit, rows);
		for (const indicator of indicators) {
			const own = unit.cells
				.get(indicator.code)
				?.map((cell) => (cell && isCounted(cell.status) ? figureOfColumns(cell) : undefined));
			const bodies = (children.get(unit.code) ?? []).map((child) => monthly.get(child)!.get(indicator.code));
			if (!own && bodies.every((body) => !body)) continue;
			const row = world.months.map((period, i) => {
				const rolledUp = bodies.some((body) => body?.[i])
					? figureOfBodies(
							indicator,
							bodies.map((body) => ({ figure: body?.[i], isDue: isDue[i]! }))
						)
					: undefined;
				if (rolledUp) {
					derived.push(derivedFigure(unit, indicator, period, rolledUp, 'rolledUp'));
				}
				return own?.[i] ?? rolledUp;
			});
			if (row.some(Boolean)) rows.set(indicator.code, row);
		}
	}
	const { quarters, years } = derivedPeriods(world.months);
	const placeOf = new Map(world.months.map(({ code }, i) => [code, i]));
	const spans = [...quarters, ...years].map((period) => ({
		period,
		places: monthsOf(period).flatMap(({ code }) => placeOf.get(code) ?? [])
	}));
	const put = (
		unit: WorldUnit,
		indicator: StoredIndicator,
		period: Period,
		figure: Figure,
		provenance: FigureProvenance
	): void => {
		const row = derivedFigure(unit, indicator, period, figure, provenance);
		derived.push(row);
		byPeriod.set(figureKey(unit.code, indicator.code, period.code), row);
	};
	for (const unit of world.units) {
		for (const indicator of indicators) {
			const row = monthly.get(unit)!.get(indicator.code);
			if (row) {
				for (const { period, places } of spans) {
					const figure = figureOfParts(
						indicator,
						places.map((place) => ({ figure: row[place], isDue: isDue[place]! }))
					);
					if (figure) put(unit, indicator, period, figure, 'aggregated');
				}
			}
		}
	}
	for (const { unit, indicator, years: reports } of yearlyFigures(world, indicators, children)) {
		for (const [code, { figure, source }] of reports) {
			if (source === null) put(unit, indicator, parsePeriod(code), figure, 'rolledUp');
			else {
				const columns = columnsOfFigure(indicator, figure);
				byPeriod.set(figureKey(unit.code, indicator.code, code), {
					...columns,
					provenance: 'own',
					basis: 1,
					source
				});
			}
		}
		for (const quarter of quartersBegun(reports.keys(), world.now)) {
			// Before this year's report is there, last year's holds.
			const report = reports.get(String(quarter.year)) ?? reports.get(String(quarter.year - 1));
			if (report) put(unit, indicator, quarter, report.figure, 'carried');
		}
	}
	return { derived, byPeriod };
}

interface YearlyFigures {
	readonly unit: WorldUnit;
	readonly indicator: StoredIndicator;
	/** by the year's code; without a source where it is rolled up from the units below */
	readonly years: ReadonlyMap<string, { readonly figure: Figure; readonly source: string | null }>;
}

/** Yearly reports of units, and what they make for the units above. */
function yearlyFigures(
	world: World,
	indicators: readonly StoredIndicator[],
	children: ReadonlyMap<string | null, readonly WorldUnit[]>
): YearlyFigures[] {
	const known = new Map<string, YearlyFigures>();
	for (const unit of [...world.units].reverse()) {
		for (const indicator of indicators) {
			const years = new Map<string, { figure: Figure; source: string | null }>();
			const bodies = (children.get(unit.code) ?? []).map(
				(child) => known.get(`${child.code} ${indicator.code}`)?.years
			);
			for (const code of new Set(bodies.flatMap((body) => [...(body?.keys() ?? [])]))) {
				const expected = bodies.map((body) => ({ figure: body?.get(code)?.figure, isDue: false }));
				const figure = figureOfBodies(indicator, expected);
				if (figure) years.set(code, { figure, source: null });
			}
			for (const [code, cell] of unit.yearly.get(indicator.code) ?? []) {
				const figure = figureOfColumns(cell);
				if (figure) years.set(code, { figure, source: cell.source });
			}
			if (years.size > 0) known.set(`${unit.code} ${indicator.code}`, { unit, indicator, years });
		}
	}
	return [...known.values()];
}

/** Of these years and the ones after them. */
function quartersBegun(years: Iterable<string>, now: Date): Period[] {
	const reached = [...years].map(parsePeriod).flatMap((year) => [year, shiftPeriod(year, 1)]);
	const quarters = new Map(
		reached.flatMap((year) => subperiods(year, 'quarter')).map((quarter) => [quarter.code, quarter])
	);
	return [...quarters.values()].filter((quarter) => periodStart(quarter) <= now.toISOString().slice(0, 10));
}

function derivedFigure(
	unit: WorldUnit,
	indicator: StoredIndicator,
	period: Period,
	figure: Figure,
	provenance: FigureProvenance
): DerivedFigure {
	const columns = columnsOfFigure(indicator, figure);
	// Written out, not spread: there are more than a hundred thousand of them.
	return {
		unitCode: unit.code,
		indicatorCode: indicator.code,
		period,
		provenance,
		value: columns.value,
		numerator: columns.numerator,
		denominator: columns.denominator,
		distribution: columns.distribution,
		missingReason: columns.missingReason,
		qualifier: columns.qualifier,
		basis: 1,
		source: null
	};
}
