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
	periodStart,
	shiftPeriod,
	subperiods,
	type Period,
	type PeriodKind
} from '../../../domain/period/period';
import type { Tx } from '../../db/client';
import {
	holdTrees,
	listChildrenOf,
	listFigureIndicators,
	listSeriesCells,
	listUnitsAndAncestors,
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
	const units = await listUnitsAndAncestors(tx, scope, unique(changed.map(({ unitId }) => unitId)));
	await holdTrees(
		tx,
		units.filter(({ parentId }) => parentId === null).map(({ id }) => id)
	);
	const regions = units.filter(({ kind }) => kind === 'region');
	const children = await listChildrenOf(
		tx,
		scope,
		regions.map(({ id }) => id)
	);
	const wanted = changed.map(({ period }) => parsePeriod(period));
	const periods = unique(wanted.flatMap(periodsBeside).map(({ code }) => code));
	const starts = periods.map((code) => periodStart(parsePeriod(code))).sort();
	const cells = await listSeriesCells(tx, scope, {
		unitIds: unique([...units, ...children].map(({ id }) => id)),
		indicatorIds: indicators.map(({ id }) => id),
		periods,
		from: starts[0]!,
		to: starts.at(-1)!
	});
	const board = new FigureBoard(
		now,
		cells.map((cell) => ({ ...cell, figure: figureOfColumns(cell) }))
	);
	const childrenOf = new Map<number, FigureUnit[]>();
	for (const child of children)
		childrenOf.set(child.parentId!, [...(childrenOf.get(child.parentId!) ?? []), child]);
	const unitOf = new Map(units.map((unit) => [unit.id, unit]));
	for (const indicator of indicators) {
		const own = changed.filter(({ indicatorId }) => indicatorId === indicator.id);
		const natives = new Map<string, { unit: FigureUnit; period: Period }>();
		for (const { unitId, period } of own) {
			for (const id of unitOf.get(unitId)?.path.split('.').map(Number) ?? []) {
				const unit = unitOf.get(id);
				if (unit) natives.set(`${id} ${period}`, { unit, period: parsePeriod(period) });
			}
		}
		// Deepest first: a nation adds up what its provinces have just been given.
		const ordered = [...natives.values()].sort((a, b) => b.unit.path.length - a.unit.path.length);
		for (const { unit, period } of ordered)
			board.rollUp(indicator, unit, childrenOf.get(unit.id) ?? [], period);
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

	rollUp(indicator: FigureIndicator, unit: FigureUnit, bodies: readonly FigureUnit[], period: Period): void {
		if (unit.kind !== 'region' || indicator.rollUp === 'none' || bodies.length === 0) return;
		const figure = figureOfBodies(
			indicator,
			bodies.map((body) => this.#expected(body, indicator, period))
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

function cellKey(unitId: number, indicatorId: number, period: string): string {
	return `${unitId} ${indicatorId} ${period}`;
}
