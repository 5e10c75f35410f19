import { periodStart, parsePeriod } from '../../../domain/period/period';
import { copyRows, type CopyField } from '../../db/copy-rows';
import type { CopyFrom } from '../../db/client';
import type { Cell } from './cell';
import type { StoredIndicator } from './load-indicators';
import { demonstrationDepartmentCode, demonstrationRegionCode } from './settings';
import type { World, WorldUnit } from './world';
import type { DerivedFigure } from './world-figures';

export interface StoredIds {
	readonly units: ReadonlyMap<string, number>;
	/** by account */
	readonly people: ReadonlyMap<string, number>;
}

const columns = [
	'unit_id',
	'indicator_id',
	'period',
	'period_start',
	'value',
	'numerator',
	'denominator',
	'distribution',
	'missing_reason',
	'status',
	'return_reason',
	'source',
	'note',
	'revision',
	'entered_by',
	'entered_at',
	'submitted_at',
	'endorsed_at'
];

/** One reported cell in its place. */
export interface PlacedCell {
	readonly unit: WorldUnit;
	readonly indicator: StoredIndicator;
	readonly period: string;
	readonly cell: Cell;
}

/** Every cell that somebody entered, unit by unit. */
export function* placedCells(world: World, indicators: readonly StoredIndicator[]): Generator<PlacedCell> {
	for (const unit of world.units) {
		for (const indicator of indicators) {
			const row = unit.cells.get(indicator.code);
			for (let i = 0; row && i < row.length; i++) {
				const cell = row[i];
				if (cell) yield { unit, indicator, period: world.months[i]!.code, cell };
			}
			for (const [period, cell] of unit.yearly.get(indicator.code) ?? [])
				yield { unit, indicator, period, cell };
		}
	}
}

export async function loadObservations(
	copyFrom: CopyFrom,
	world: World,
	indicators: readonly StoredIndicator[],
	ids: StoredIds
): Promise<number> {
	let count = 0;
	const startOf = new Map<string, string>();
	function* rows(): Generator<readonly CopyField[]> {
		for (const { unit, indicator, period, cell } of placedCells(world, indicators)) {
			count++;
			let start = startOf.get(period);
			if (start === undefined) startOf.set(period, (start = periodStart(parsePeriod(period))));
			yield [
				ids.units.get(unit.code)!,
				indicator.id,
				period,
				start,
				cell.value,
				cell.numerator,
				cell.denominator,
				cell.distribution,
				cell.missingReason,
				cell.status,
				cell.returnReason,
				cell.source,
				cell.note,
				revisionOf(cell),
				reporterOf(unit, ids),
				cell.enteredAt,
				cell.submittedAt,
				endorsedAt(unit, cell)
			];
		}
	}
	await copyRows(copyFrom, 'observation', columns, rows());
	return count;
}

/** How often a cell was written: its first report, a correction, a return. */
export function revisionOf({ correctedFrom, status }: Cell): number {
	return 1 + (correctedFrom ? 1 : 0) + (status === 'returned' ? 1 : 0);
}

/** The demonstration's own region asks its departments to approve first: all have, but the one whose head signs in. */
function endorsedAt(unit: WorldUnit, { status, submittedAt }: Cell): string | null {
	const isAsked = unit.code === demonstrationRegionCode || unit.parentCode === demonstrationRegionCode;
	return isAsked && status === 'submitted' && unit.code !== demonstrationDepartmentCode ? submittedAt : null;
}

/** Only the demonstration's own units have people; the others report through their systems. */
export function reporterOf(unit: WorldUnit, ids: StoredIds): number | null {
	if (unit.code === demonstrationDepartmentCode) return ids.people.get('officer')!;
	if (unit.code === demonstrationRegionCode) return ids.people.get('regionofficer')!;
	return null;
}

export async function loadFigures(
	copyFrom: CopyFrom,
	figures: readonly DerivedFigure[],
	indicators: readonly StoredIndicator[],
	ids: StoredIds
): Promise<void> {
	const indicatorIds = new Map(indicators.map(({ code, id }) => [code, id]));
	function* rows(): Generator<readonly CopyField[]> {
		for (const figure of figures) {
			yield [
				ids.units.get(figure.unitCode)!,
				indicatorIds.get(figure.indicatorCode)!,
				figure.period.code,
				periodStart(figure.period),
				figure.value,
				figure.numerator,
				figure.denominator,
				figure.distribution,
				figure.missingReason,
				figure.qualifier,
				figure.provenance
			];
		}
	}
	await copyRows(copyFrom, 'figure', [...columns.slice(0, 9), 'qualifier', 'provenance'], rows());
}
