import type { RoundStage, StageWindow } from '../round/round';
import type { LocalisedName } from '../unit/unit';

/** How far a unit of a round is with its self-assessment, and how that compares with what assessors came to. */
export interface SelfSummary {
	readonly unit: { readonly code: string; readonly name: LocalisedName };
	/** indicators with points, and all of them */
	readonly scored: number;
	readonly total: number;
	/** null: not submitted */
	readonly submittedAt: Date | null;
	/** means over the unit's indicators, points; null: nothing submitted, nothing reviewed, or not for the reader */
	readonly self: number | null;
	readonly reviewed: number | null;
	/** reviewed less own points: their mean, and the largest without its sign */
	readonly gap: number | null;
	readonly widest: number | null;
}

/** A round in which a unit is to speak of itself. */
export interface SelfTask {
	readonly roundId: number;
	readonly period: string;
	readonly stage: RoundStage;
	readonly frameworkName: LocalisedName;
	readonly windows: readonly StageWindow[];
	readonly scored: number;
	readonly total: number;
	readonly submittedAt: Date | null;
}
