import type { RoundStage, StageWindow } from '../round/round';
import type { LocalisedName } from '../unit/unit';
import type { AssessmentStatus } from './assessment';
import type { CommentBand } from './assessment-rules';
import type { AssessmentDraft } from './read-draft';
import type { RubricLevel } from './rubric';

/** A cell that one assessor has to score: an indicator of a unit in a round. */
export interface AssignedCell {
	readonly id: number;
	readonly roundId: number;
	readonly unit: {
		readonly id: number;
		readonly code: string;
		readonly name: LocalisedName;
		readonly path: string;
		readonly sector: string | null;
	};
	/** the region that the unit is, or that it belongs to */
	readonly region: { readonly code: string; readonly name: LocalisedName };
	readonly indicator: { readonly id: number; readonly code: string; readonly name: LocalisedName };
	readonly nodeCode: string;
	readonly status: AssessmentStatus;
	/** points 0–100 */
	readonly score: number | null;
	readonly comment: string;
	readonly evidence: AssessmentDraft['evidence'];
	/** the assessor's own mark: to come back to */
	readonly isFlagged: boolean;
	/** counts saves, from 1 */
	readonly revision: number;
	readonly dueAt: Date;
	readonly savedAt: Date | null;
	readonly submittedAt: Date | null;
}

/** A round as an assessor needs to know it. */
export interface ScoringRound {
	readonly id: number;
	readonly frameworkVersionId: number;
	readonly frameworkCode: string;
	readonly frameworkName: LocalisedName;
	readonly version: number;
	readonly period: string;
	readonly stage: RoundStage;
	readonly windows: readonly StageWindow[];
	readonly commentBand: CommentBand;
	readonly isDemonstration: boolean;
}

/** What a scored indicator means, and its described levels, the lowest first. */
export interface Rubric {
	readonly indicatorId: number;
	readonly definition: LocalisedName;
	readonly source: LocalisedName;
	readonly levels: readonly RubricLevel[];
}

/** What another assessor gave the same cell. */
export interface PeerScore {
	readonly assessorName: string;
	readonly score: number;
	readonly comment: string;
}
