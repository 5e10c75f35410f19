import type { ReportNode } from '../unit/unit-report';
import type { LocalisedName, Unit, UnitKind } from '../unit/unit';
import type { ListedFinding } from '../validation/finding';
import {
	comparePeriods,
	containingPeriod,
	parsePeriod,
	periodKinds,
	subperiods,
	type Period
} from '../period/period';
import { isStageOpen, type RoundStage, type StageWindow } from '../round/round';
import type { Frequency, Indicator, ObservationStatus } from './indicator';
import type { Entry } from './read-entry';
import { hasEnded } from './report-due';
import type { SeriesFigure } from './series-figure';

/** A round as far as entering data for it goes. */
export interface CollectingRound {
	readonly id: number;
	readonly period: string;
	readonly windows: readonly StageWindow[];
	/** of its measured indicators */
	readonly frequencies: ReadonlySet<Frequency>;
	/** of a published round: the periods in which something came back or was opened again, and no others */
	readonly only?: ReadonlySet<string> | undefined;
}

/** A period of a round that a unit can report now. */
export interface EntryPeriod {
	readonly code: string;
	readonly roundId: number;
	/** frequency of the indicators that are reported for it */
	readonly frequency: Frequency;
	/** whether values are taken at this moment */
	readonly isOpen: boolean;
}

/**
 * The periods of rounds under way that are over and can therefore be reported, the newest first: the months of a quarter, and
 * the year that a quarter lies in once it is over. Of two rounds that want one period, the earlier round asks for it.
 */
export function listEntryPeriods(
	rounds: readonly CollectingRound[],
	now: Date,
	timeZone: string
): EntryPeriod[] {
	const found = new Map<string, EntryPeriod & { period: Period }>();
	for (const round of rounds) {
		const isOpen = isStageOpen(round.windows, 'collecting', now);
		for (const frequency of round.frequencies) {
			for (const period of periodsWithin(parsePeriod(round.period), frequency)) {
				if (round.only?.has(period.code) === false) continue;
				if (!hasEnded(period, now, timeZone) || found.get(period.code)?.isOpen) continue;
				found.set(period.code, { code: period.code, roundId: round.id, frequency, isOpen, period });
			}
		}
	}
	return [...found.values()]
		.sort((a, b) => comparePeriods(b.period, a.period))
		.map(({ code, roundId, frequency, isOpen }) => ({ code, roundId, frequency, isOpen }));
}

/** The periods of a frequency that lie in a period, or the longer one in which it lies. */
export function periodsWithin(period: Period, frequency: Frequency): Period[] {
	const outer = containingPeriod(period, frequency);
	return comparePeriods(outer, period) === 0 || subperiods(outer, period.kind).length > 1
		? [outer]
		: subperiods(period, frequency);
}

/** Codes of the periods whose rounds ask for a period: those that hold it, and of a year its quarters, too. */
export function roundPeriodsAsking(period: Period): string[] {
	return periodKinds.flatMap((kind) => {
		const parts = subperiods(period, kind);
		return (parts.length > 1 ? parts : [containingPeriod(period, kind)]).map(({ code }) => code);
	});
}

/** A round under way that takes data of a unit. */
export interface EntryRound {
	readonly id: number;
	readonly frameworkVersionId: number;
	readonly frameworkCode: string;
	readonly frameworkName: LocalisedName;
	readonly version: number;
	readonly period: string;
	readonly stage: RoundStage;
	readonly windows: readonly StageWindow[];
}

/** A measured indicator in its place in a framework version. */
export interface PlacedIndicator {
	readonly nodeCode: string;
	/** the dimension right above it */
	readonly dimension: ReportNode | undefined;
	readonly indicator: Indicator;
}

/** An observation as its unit sees it, in whatever state it is. */
export interface StoredObservation {
	readonly indicatorId: number;
	readonly period: string;
	readonly entry: Entry;
	readonly status: ObservationStatus;
	/** why it was sent back; stays until the correction is submitted */
	readonly returnReason: string | null;
	/** counts from 1 */
	readonly revision: number;
	readonly source: string;
	readonly enteredByName: string | null;
	readonly enteredAt: Date;
	readonly submittedAt: Date | null;
	/** when it was submitted for the first time: by this it is late or not, whatever was corrected later */
	readonly firstSubmittedAt: Date | null;
	/** what is typed over an approved value, and not submitted */
	readonly draft: Entry | null;
	/** of an approved cell that may be changed until then; null where that is not so, or not so any more */
	readonly reopenedUntil: Date | null;
	readonly reopenReason: string | null;
}

/** One indicator to report, with what was reported before. */
export interface EntryCell extends PlacedIndicator {
	readonly stored: StoredObservation | undefined;
	readonly isLate: boolean;
	readonly previous: SeriesFigure | undefined;
	readonly lastYear: SeriesFigure | undefined;
	/** what the unit's departments add up to for this period, where it is a region */
	readonly rolledUp: SeriesFigure | undefined;
	/** the unit's values of earlier periods, oldest first, those missing left out */
	readonly history: readonly number[];
	/** what rules and the series have against what is stored, open or justified */
	readonly findings: readonly ListedFinding[];
}

export interface EntrySheet {
	readonly period: EntryPeriod;
	readonly round: EntryRound;
	readonly dueAt: Date;
	readonly previousPeriod: string;
	readonly lastYearPeriod: string;
	readonly cells: readonly EntryCell[];
}

/** A unit to enter data for. */
export interface EntryUnit {
	readonly code: string;
	readonly name: LocalisedName;
	readonly kind: UnitKind;
	readonly path: string;
}

export interface EntryPage {
	readonly unit: Unit;
	readonly timeZone: string;
	/** units in which the actor enters data */
	readonly units: readonly EntryUnit[];
	/** newest first */
	readonly periods: readonly EntryPeriod[];
	/** undefined where nothing is to be reported */
	readonly sheet: EntrySheet | undefined;
	readonly maySubmit: boolean;
}

export const cellStates = ['missing', 'draft', 'returned', 'reported', 'rolledUp'] as const;
/** `rolledUp`: the unit reported nothing itself, and its departments' figures count */
export type CellState = (typeof cellStates)[number];

export function cellState({ stored, rolledUp }: Pick<EntryCell, 'stored' | 'rolledUp'>): CellState {
	if (stored?.status === 'submitted' || stored?.status === 'approved') return 'reported';
	if (stored?.returnReason || stored?.status === 'returned') return 'returned';
	if (stored) return 'draft';
	return rolledUp ? 'rolledUp' : 'missing';
}

export interface EntryProgress {
	readonly total: number;
	/** reported by the unit, or following from its departments */
	readonly reported: number;
	readonly drafts: number;
	readonly returned: number;
	readonly missing: number;
	readonly late: number;
}

/** A cell as far as progress goes. */
export interface ProgressCell {
	readonly code: string;
	readonly name: LocalisedName;
	readonly state: CellState;
	readonly isLate: boolean;
}

export function progressCells(cells: readonly EntryCell[]): ProgressCell[] {
	return cells.map((cell) => ({
		code: cell.nodeCode,
		name: cell.indicator.name,
		state: cellState(cell),
		isLate: cell.isLate
	}));
}

export function entryProgress(cells: readonly EntryCell[]): EntryProgress {
	return progressOfCells(progressCells(cells));
}

export function progressOfCells(cells: readonly ProgressCell[]): EntryProgress {
	const count = (...states: CellState[]): number =>
		cells.filter(({ state }) => states.includes(state)).length;
	return {
		total: cells.length,
		reported: count('reported', 'rolledUp'),
		drafts: count('draft'),
		returned: count('returned'),
		missing: count('missing'),
		late: cells.filter(({ isLate, state }) => isLate && state === 'reported').length
	};
}
