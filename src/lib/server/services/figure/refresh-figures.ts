import { systemScope } from '../../../domain/access/can';
import {
	columnsOfFigure,
	figureOfBodies,
	figureOfColumns,
	figureOfParts,
	type ExpectedFigure
} from '../../../domain/indicator/derive-figures';
import { hasEnded, reportDueAt } from '../../../domain/indicator/report-due';
import type { FigureProvenance } from '../../../domain/indicator/indicator';
import type { Figure } from '../../../domain/indicator/period-figure';
import {
	containingPeriod,
	parsePeriod,
	periodEndExclusive,
	periodStart,
	shiftPeriod,
	subperiods,
	type Period,
	type PeriodKind
} from '../../../domain/period/period';
import { TreeOfTime } from '../../../domain/unit/tree-of-time';
import type { Tx } from '../../db/client';
import {
	holdTrees,
	listFigureIndicators,
	listFigureUnits,
	listPlacementsAround,
	listSeriesCells,
	replaceFigures,
	type FigureIndicator,
	type FigureUnit,
	type StoredFigure
} from '../../db/queries/figure';

/** A cell that was reported, corrected or taken back. */
export interface ChangedCell {
	readonly unitId: number;
	readonly indicatorId: number;
	readonly period: string;
}

/** A cell whose figure may be another one now: the changed ones and all that follow from them. */
export type TouchedCell = ChangedCell;

/**
 * Brings everything up to date that follows from some cells: roll-ups into the regions above, quarters and years by the time
 * rule, quarters that carry a yearly figure. Part of the transaction that changed the cells, whose service has asked for leave;
 * a handful of statements whatever the number of cells.
 * @returns every cell touched, the changed ones included
 */
export async function refreshFigures(
	tx: Tx,
	now: Date,
	changed: readonly ChangedCell[]
): Promise<TouchedCell[]> {
	if (changed.length === 0) return [];
	// The installation's own work: a department's value moves its region's figures, which its officer may not write.
	const scope = systemScope('observation.enter');
	const indicators = await listFigureIndicators(tx, unique(changed.map(({ indicatorId }) => indicatorId)));
	const placements = await listPlacementsAround(tx, scope, unique(changed.map(({ unitId }) => unitId)));
	const tree = new TreeOfTime(placements);
	const units = await listFigureUnits(
		tx,
		scope,
		unique([...changed, ...placements].map(({ unitId }) => unitId))
	);
	await holdTrees(
		tx,
		units.map(({ path }) => Number(path.split('.')[0]))
	);
	const wanted = changed.map(({ period }) => parsePeriod(period));
	const periods = unique(wanted.flatMap(periodsBeside).map(({ code }) => code));
	const starts = periods.map((code) => periodStart(parsePeriod(code))).sort();
	const cells = await listSeriesCells(tx, scope, {
		unitIds: units.map(({ id }) => id),
		indicatorIds: indicators.map(({ id }) => id),
		periods,
		from: starts[0]!,
		to: starts.at(-1)!
	});
	const board = new FigureBoard(
		now,
		cells.map((cell) => ({ ...cell, figure: figureOfColumns(cell) }))
	);
	const unitOf = new Map(units.map((unit) => [unit.id, unit]));
	const unitsOf = (ids: readonly number[]): FigureUnit[] => ids.flatMap((id) => unitOf.get(id) ?? []);
	for (const indicator of indicators) {
		const own = changed.filter(({ indicatorId }) => indicatorId === indicator.id);
		const natives = new Map<string, { unit: FigureUnit; period: Period; end: string; depth: number }>();
		for (const { unitId, period: code } of own) {
			const period = parsePeriod(code);
			const end = periodEndExclusive(period);
			const chain = unitsOf(tree.chainAt(unitId, end));
			chain.forEach((unit, at) =>
				natives.set(`${unit.id} ${code}`, { unit, period, end, depth: chain.length - at })
			);
		}
		// Deepest first: a nation adds up what its provinces have just been given.
		const ordered = [...natives.values()].sort((a, b) => b.depth - a.depth);
		for (const { unit, period, end } of ordered) {
			if (tree.hasHadChildren(unit.id))
				board.rollUp(indicator, unit, unitsOf(tree.childrenAt(unit.id, end)), period);
		}
		for (const { unit, period } of ordered) board.aggregate(indicator, unit, period);
	}
	await replaceFigures(tx, board.present, board.absent);
	return [...changed, ...board.touched];
}

function unique<T>(items: readonly T[]): T[] {
	return [...new Set(items)];
}

const kindsByLength: readonly PeriodKind[] = ['month', 'quarter', 'half', 'year'];

/** What has to be read to make everything anew that `period` is part of: its own year, and the year before for what carries on. */
function periodsBeside(period: Period): Period[] {
	const year = containingPeriod(period, 'year');
	const years = [shiftPeriod(year, -1), year, shiftPeriod(year, 1)];
	return period.kind === 'year' ? years : [...subperiods(year, period.kind), period];
}

type FigurePlace = Pick<StoredFigure, 'unitId' | 'indicatorId' | 'period' | 'periodStart'>;

interface BoardCell {
	readonly figure: Figure | undefined;
	readonly provenance: FigureProvenance;
}

/** The figures around a change, by cell, and what becomes of them. */
class FigureBoard {
	/** what is to be stored, the last word on each cell; without a figure it is to be taken away */
	readonly #outcomes = new Map<string, { place: FigurePlace; figure: StoredFigure | undefined }>();
	readonly #cells = new Map<string, BoardCell>();

	/** by period and time zone: telling them apart is slow, and the same few come again and again */
	readonly #calendar = new Map<string, { isDue: boolean; hasEnded: boolean }>();

	constructor(
		readonly now: Date,
		cells: readonly (ChangedCell & BoardCell)[]
	) {
		for (const cell of cells) this.#cells.set(cellKey(cell.unitId, cell.indicatorId, cell.period), cell);
	}

	get touched(): FigurePlace[] {
		return [...this.#outcomes.values()].map(({ place }) => place);
	}

	get present(): StoredFigure[] {
		return [...this.#outcomes.values()].flatMap(({ figure }) => figure ?? []);
	}

	get absent(): FigurePlace[] {
		return [...this.#outcomes.values()].flatMap(({ place, figure }) => (figure ? [] : place));
	}

	/** @param children the units right below at the end of the period; none: the last one went away */
	rollUp(
		indicator: FigureIndicator,
		unit: FigureUnit,
		children: readonly FigureUnit[],
		period: Period
	): void {
		if (unit.kind !== 'region' || indicator.rollUp === 'none') return;
		const figure = figureOfBodies(
			indicator,
			bodiesOf(children, (id) => this.#cells.has(cellKey(id, indicator.id, period.code))).map((body) =>
				this.#expected(body, indicator, period)
			)
		);
		const key = cellKey(unit.id, indicator.id, period.code);
		const isOwn = this.#cells.get(key)?.provenance === 'own';
		if (!isOwn) this.#cells.set(key, { figure, provenance: 'rolledUp' });
		this.#store(indicator, unit, period, figure, 'rolledUp');
	}

	aggregate(indicator: FigureIndicator, unit: FigureUnit, period: Period): void {
		if (period.kind !== indicator.frequency) return;
		if (period.kind === 'year') return this.#carry(indicator, unit, period);
		for (const kind of ['quarter', 'year'] as const) {
			if (kindsByLength.indexOf(kind) <= kindsByLength.indexOf(period.kind)) continue;
			const whole = containingPeriod(period, kind);
			// A year under way has no figure yet; a quarter under way has one of what is due so far, for the open round.
			if (kind === 'year' && !this.#dayOf(whole, unit).hasEnded) continue;
			const parts = subperiods(whole, period.kind).filter((part) => this.#dayOf(part, unit).hasEnded);
			const figure = figureOfParts(
				indicator,
				parts.map((part) => this.#expected(unit, indicator, part))
			);
			this.#store(indicator, unit, whole, figure, 'aggregated');
		}
	}

	/** A yearly figure holds for the quarters of its year, and for those of the next until that has one of its own. */
	#carry(indicator: FigureIndicator, unit: FigureUnit, year: Period): void {
		for (const target of [year, shiftPeriod(year, 1)]) {
			const reported = [target, shiftPeriod(target, -1)]
				.map(({ code }) => this.#cells.get(cellKey(unit.id, indicator.id, code))?.figure)
				.find((figure) => figure !== undefined);
			for (const quarter of subperiods(target, 'quarter')) {
				const hasBegun = periodStart(quarter) <= this.now.toISOString().slice(0, 10);
				if (hasBegun) this.#store(indicator, unit, quarter, reported, 'carried');
			}
		}
	}

	#expected(unit: FigureUnit, indicator: FigureIndicator, period: Period): ExpectedFigure {
		return {
			figure: this.#cells.get(cellKey(unit.id, indicator.id, period.code))?.figure,
			isDue: this.#dayOf(period, unit).isDue
		};
	}

	#dayOf(period: Period, { timeZone }: FigureUnit): { isDue: boolean; hasEnded: boolean } {
		const key = `${period.code} ${timeZone}`;
		const known = this.#calendar.get(key);
		if (known) return known;
		const day = {
			isDue: reportDueAt(period, timeZone) < this.now,
			hasEnded: hasEnded(period, this.now, timeZone)
		};
		this.#calendar.set(key, day);
		return day;
	}

	#store(
		indicator: FigureIndicator,
		unit: FigureUnit,
		period: Period,
		figure: Figure | undefined,
		provenance: FigureProvenance
	): void {
		const place = {
			unitId: unit.id,
			indicatorId: indicator.id,
			period: period.code,
			periodStart: periodStart(period)
		};
		this.#outcomes.set(cellKey(unit.id, indicator.id, period.code), {
			place,
			figure: figure && { ...place, provenance, ...columnsOfFigure(indicator, figure) }
		});
	}
}

/**
 * Whose figures make a region's: its departments, which answer for all of it; the regions below where it has none. A development
 * zone lies within regions that report: it counts where it reports as well, and is not waited for.
 */
function bodiesOf(children: readonly FigureUnit[], reports: (id: number) => boolean): FigureUnit[] {
	const departments = children.filter(({ kind }) => kind === 'department');
	if (departments.length > 0) return departments;
	return children.filter(({ id, flag }) => flag !== 'developmentZone' || reports(id));
}

function cellKey(unitId: number, indicatorId: number, period: string): string {
	return `${unitId} ${indicatorId} ${period}`;
}
