import type { PublishedChange } from '../domain/publication/publication';
import type { Evidence } from '../domain/evidence/evidence';
import type { ScoreDisclosure } from '../domain/assessment/score-disclosure';
import type { Consolidation } from '../domain/assessment/assessment';
import type { FigureProvenance } from '../domain/indicator/indicator';
import type { MissingReason } from '../domain/scoring/missing-reason';

/** A stored figure as a line of evidence. */
export interface FigureLine {
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly reason: MissingReason | null;
	readonly isAbove: boolean;
	readonly provenance: FigureProvenance;
	/** code of the source */
	readonly source: string | null;
	readonly revision: number | null;
	readonly submittedAt: Date | null;
	/** name of who reported it, where the reader may know */
	readonly by: string | null;
}

/** A cell that came back and was not given in again. */
export interface ReturnedCell {
	readonly period: string;
	readonly reason: string;
	/** null where no change on record says so */
	readonly at: Date | null;
	readonly by: string | null;
}

/** An approved cell that may be changed until then. */
export interface ReopenedCell {
	readonly period: string;
	readonly until: Date;
	readonly reason: string;
}

export interface FigureEvidenceView {
	readonly returned: readonly ReturnedCell[];
	readonly reopened: readonly ReopenedCell[];
	/** periods whose cells have a page of their own that the reader may see */
	readonly cellPeriods: readonly string[];
	/** files and links that prove the unit's own cells */
	readonly proofs: readonly { readonly period: string; readonly evidence: readonly Evidence[] }[];
	/** the cell as it is now; first the one that counts */
	readonly whole: readonly FigureLine[];
	/** the cell has changed since the round took it in */
	readonly hasChanged: boolean;
	readonly parts: readonly { readonly period: string; readonly figures: readonly FigureLine[] }[];
	readonly rollUp:
		| {
				readonly departments: readonly {
					readonly code: string;
					readonly name: string;
					readonly figures: readonly FigureLine[];
				}[];
				readonly value: number | null;
				readonly isAbove: boolean;
				readonly reason: MissingReason | null;
				readonly present: number;
				readonly expected: number;
				/** the region's own report, where it has one that differs from the roll-up */
				readonly ownReport: number | null;
		  }
		| undefined;
	readonly revisions: readonly RevisionLine[] | undefined;
}

/** A change of a cell: what it said before and after, as far as it has a value. */
export interface RevisionLine {
	readonly revision: number;
	readonly period: string;
	readonly before: RevisionState | null;
	readonly after: RevisionState;
	readonly reason: string | null;
	readonly by: string | null;
	readonly at: Date;
}

export interface RevisionState {
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly missingReason: string | null;
	readonly status: string | null;
	/** what was typed over an approved value at that time */
	readonly draft?: RevisionState | undefined;
}

/** Reads what a revision kept; its JSON is the row as it was, in either spelling of its columns. */
export function revisionState(row: Readonly<Record<string, unknown>>): RevisionState {
	const text = (value: unknown) => (typeof value === 'string' ? value : null);
	const number = (value: unknown) => (typeof value === 'number' ? value : null);
	return {
		value: number(row['value']),
		numerator: number(row['numerator']),
		denominator: number(row['denominator']),
		missingReason: text(row['missingReason'] ?? row['missing_reason']),
		status: text(row['status']),
		...(isRow(row['draft']) ? { draft: revisionState(row['draft']) } : {})
	};
}

function isRow(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}

export interface AssessmentEvidenceView {
	readonly disclosure: ScoreDisclosure;
	readonly assigned: number;
	readonly submitted: number;
	readonly scores: readonly {
		readonly by: string | undefined;
		readonly score: number;
		readonly comment: string;
		readonly evidence: readonly { readonly label: string; readonly url?: string }[];
		readonly submittedAt: Date | null;
		/** name of the rubric's level that the score reaches */
		readonly level: string | undefined;
	}[];
	readonly consolidation: Consolidation;
	/** points between the highest and the lowest score; null under two scores */
	readonly spread: number | null;
	readonly spreadLimit: number;
	readonly levels: readonly {
		readonly level: number;
		readonly points: number;
		readonly name: string;
		readonly description: string;
	}[];
	/** what was decided in the place of the assessors' scores */
	readonly decision:
		| {
				readonly origin: 'moderation' | 'appeal';
				readonly score: number;
				readonly at: Date;
				readonly byName: string | undefined;
				readonly reason: string | undefined;
				readonly appealId: number | undefined;
				readonly difference: { readonly node: PublishedChange; readonly total: PublishedChange } | null;
		  }
		| undefined;
}
