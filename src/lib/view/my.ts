import type { PeriodProgress } from '../domain/indicator/report-due';
import { cellState, entryProgress, type CellState, type EntrySheet } from '../domain/indicator/entry-sheet';
import type { StageWindow } from '../domain/round/round';
import type { Measure } from '../domain/indicator/indicator';
import { roundedScore } from '../domain/ranking/standing';
import type { MissingReason } from '../domain/scoring/missing-reason';
import type { LocalisedName } from '../domain/unit/unit';

/** A cell that still wants something of the unit. */
export interface Task {
	readonly code: string;
	readonly name: LocalisedName;
	readonly state: Extract<CellState, 'missing' | 'draft' | 'returned'> | 'reopened';
	/** why it came back, or was opened again */
	readonly returnReason: string | null;
	/** of one that was opened again */
	readonly until: Date | null;
}

/** What is to be reported for one period. */
export interface PeriodTasks {
	readonly period: string;
	readonly dueAt: Date;
	readonly isOpen: boolean;
	readonly total: number;
	readonly reported: number;
	/** what was sent back first, then what was opened again, what is missing, drafts */
	readonly tasks: readonly Task[];
}

const urgency = { returned: 0, reopened: 1, missing: 2, draft: 3 } as const;

export function periodTasks(sheet: EntrySheet): PeriodTasks {
	const { total, reported } = entryProgress(sheet.cells);
	const tasks = sheet.cells.flatMap((cell): Task[] => {
		const state = cellState(cell);
		const { nodeCode: code, stored } = cell;
		const { name } = cell.indicator;
		const until = stored?.reopenedUntil ?? null;
		if (until !== null) {
			return [{ code, name, state: 'reopened', returnReason: stored?.reopenReason ?? null, until }];
		}
		if (state === 'reported' || state === 'rolledUp') return [];
		return [{ code, name, state, returnReason: stored?.returnReason ?? null, until }];
	});
	tasks.sort((a, b) => urgency[a.state] - urgency[b.state]);
	return {
		period: sheet.period.code,
		dueAt: sheet.dueAt,
		isOpen: sheet.period.isOpen,
		total,
		reported,
		tasks
	};
}

/** Score, place and grade in one round, with what changed since the one before. */
export interface StandingView {
	readonly period: string;
	readonly framework: string;
	readonly isProvisional: boolean;
	/** set while the period lasts */
	readonly progress: PeriodProgress | undefined;
	readonly score: number | null;
	readonly decimals: number;
	readonly rank: number | null;
	readonly rankedCount: number;
	/** others have the same place */
	readonly isTied: boolean;
	readonly grade: string | null;
	readonly gradeName: string | undefined;
	readonly previousPeriod: string | undefined;
	readonly scoreChange: number | undefined;
	readonly placesGained: number | undefined;
}

interface RoundResult {
	readonly period: string;
	readonly frameworkCode: string;
	readonly score: number | null;
	readonly rank: number | null;
	readonly rankedCount: number;
	readonly tiedWith: number;
	readonly grade: string | null;
}

export function standingView(
	round: RoundResult,
	before: RoundResult | undefined,
	about: {
		readonly precision: number | null;
		readonly isProvisional: boolean;
		readonly gradeName: string | undefined;
		readonly progress?: PeriodProgress | undefined;
	}
): StandingView {
	const rounded = (score: number | null): number | null =>
		score === null ? null : roundedScore(score, about.precision);
	const score = rounded(round.score);
	const earlier = rounded(before?.score ?? null);
	return {
		period: round.period,
		framework: round.frameworkCode,
		isProvisional: about.isProvisional,
		progress: about.progress,
		score,
		decimals: about.precision ?? 2,
		rank: round.rank,
		rankedCount: round.rankedCount,
		isTied: round.tiedWith > 0,
		grade: round.grade,
		gradeName: about.gradeName,
		previousPeriod: before?.period,
		scoreChange: score === null || earlier === null ? undefined : score - earlier,
		placesGained: round.rank === null || before?.rank == null ? undefined : before.rank - round.rank
	};
}

/** One indicator that would lift the unit. */
export interface GainRow {
	readonly code: string;
	readonly name: string;
	readonly score: number;
	readonly points: number;
	readonly weightShare: number;
	readonly rank: number | null;
	/** units with a place in the round, within the peer group */
	readonly rankedCount: number;
	readonly href: string;
	/** why there is no value to score; null where there is one */
	readonly missingReason: MissingReason | null;
	readonly isScored: boolean;
	/** the period for which its cell stands open */
	readonly openPeriod: string | undefined;
}

/** One indicator of the small table of trends. */
export interface SparkRow {
	readonly code: string;
	readonly name: string;
	readonly values: readonly (number | null)[];
	readonly from: string;
	readonly to: string;
	readonly last: number | null;
	readonly reason: MissingReason | null;
	readonly measure: Measure;
	readonly decimals: number;
	readonly unitLabel: string;
	readonly target: number | null;
	/** against the period before the last */
	readonly change: number | null;
	readonly goodWhen: 'up' | 'down';
	/** how its score came about; undefined where no round is there */
	readonly receiptHref: string | undefined;
}

/** When a stage ends; undefined where the round has none. */
export function closingOf(windows: readonly StageWindow[], stage: StageWindow['stage']): Date | undefined {
	return windows.find((window) => window.stage === stage)?.closesAt;
}
