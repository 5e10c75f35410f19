import type { LocalisedName } from '../unit/unit';
import type { ImportProblemCode, ProblemDetails } from './import-problem';
import type { ImportStatus } from './import-run';

/** A file that somebody brought in, as a list shows it. */
export interface ImportLine {
	readonly id: number;
	readonly fileName: string;
	readonly status: ImportStatus;
	/** whether somebody has said what its columns mean */
	readonly hasMapping: boolean;
	readonly counts: Readonly<Record<string, number>>;
	readonly startedAt: Date;
}

export interface ImportList {
	/** newest first */
	readonly lines: readonly ImportLine[];
	readonly total: number;
	readonly pageSize: number;
	/** units whose values can be had as a file */
	readonly units: readonly Choice[];
}

/** A column as the mapping assistant shows it. */
export interface PreviewColumn {
	readonly name: string;
	readonly samples: readonly string[];
	/** text of the role that is proposed (`column-role.ts`) */
	readonly role: string;
}

/** The beginning of a file, with what its columns probably mean. */
export interface FilePreview {
	readonly format: 'csv' | 'xlsx' | 'json';
	readonly sheets: readonly string[];
	readonly sheet: string | undefined;
	readonly headerRow: number;
	readonly preamble: readonly string[];
	readonly columns: readonly PreviewColumn[];
	/** columns beyond those that are shown, which are not read */
	readonly moreColumns: number;
	/** proposed for a file that has one unit or period for all its rows */
	readonly unit: string;
	readonly period: string;
	readonly source: string;
	/** where the proposal comes from */
	readonly origin: 'run' | 'remembered' | 'template' | 'guess';
}

/** Why a file cannot be opened, and where in it. */
export interface PreviewRefusal {
	readonly reason: string;
	readonly row: number | undefined;
	readonly column: string | undefined;
}

export interface StoredProblem {
	readonly row: number | null;
	readonly column: string | null;
	readonly code: ImportProblemCode;
	readonly details: ProblemDetails;
}

/** What an undoing would do. */
export interface UndoPreview {
	/** cells that become again what they were */
	readonly restored: number;
	/** cells that were not there before and are withdrawn */
	readonly withdrawn: number;
}

/** Something that a text may mean. */
export interface Choice {
	readonly code: string;
	readonly name: LocalisedName;
}

export interface IndicatorChoice extends Choice {
	/** made of a numerator and a denominator */
	readonly isRatio: boolean;
}

/** A text that was not recognised, with what it may mean. */
export interface UnknownText {
	readonly text: string;
	readonly rows: number;
	/** codes, the likeliest first */
	readonly candidates: readonly string[];
}

/** One file on its way in. */
export interface ImportPage {
	readonly run: {
		readonly id: number;
		readonly fileName: string;
		readonly fileBytes: number | null;
		readonly status: ImportStatus;
		readonly hasMapping: boolean;
		readonly isGoodRowsOnly: boolean;
		readonly isCancelWanted: boolean;
		readonly counts: Readonly<Record<string, number>>;
		readonly rowsDone: number;
		readonly rowsTotal: number | null;
		readonly failure: string | null;
		readonly startedAt: Date;
		readonly finishedAt: Date | null;
		readonly undoneAt: Date | null;
	};
	/** whether the page should look again by itself */
	readonly isAtWork: boolean;
	readonly may: Readonly<Record<'map' | 'store' | 'cancel' | 'undo', boolean>>;
	/** what the columns mean, where that is to be said */
	readonly preview: FilePreview | PreviewRefusal | undefined;
	readonly units: readonly Choice[];
	readonly indicators: readonly IndicatorChoice[];
	readonly unknownUnits: readonly UnknownText[];
	readonly unknownIndicators: readonly UnknownText[];
	readonly problems: {
		readonly lines: readonly StoredProblem[];
		readonly total: number;
		readonly pageSize: number;
	};
	/** rules of severity warning that do not hold, the first of them */
	readonly warnings: ImportPage['problems'];
	readonly undo: UndoPreview | undefined;
}
