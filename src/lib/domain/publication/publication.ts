import type { LocalisedText } from '../framework/localised-text';
import type { Audience } from '../round/round';
import type { LocalisedName } from '../unit/unit';

/** A publication as a list shows it. */
export interface PublicationSummary {
	readonly roundId: number;
	/** stands in its address and never changes */
	readonly slug: string;
	readonly frameworkCode: string;
	readonly frameworkName: LocalisedName;
	readonly frameworkVersion: number;
	readonly period: string;
	readonly rootCode: string;
	readonly rootName: LocalisedName;
	readonly audience: Audience;
	readonly publishedAt: Date;
	/** SHA-256, hex */
	readonly hash: string;
	readonly engineVersion: number | null;
	/** the publication that this one corrects, and the one by which it is corrected, where the reader may know of them */
	readonly corrects: string | undefined;
	readonly correctedBy: string | undefined;
	/** withdrawn publications are kept on record: their figures are not shown any more */
	readonly withdrawn: { readonly at: Date | null; readonly reason: string } | undefined;
	readonly isDemonstration: boolean;
}

export interface PublishedTotal {
	readonly code: string;
	readonly name: LocalisedName;
	readonly peerGroup: string | null;
	readonly score: number | null;
	readonly rank: number | null;
	readonly grade: string | null;
	/** scores of the dimensions, in their order */
	readonly dimensions: readonly (number | null)[];
}

export interface PublishedNode {
	readonly code: string;
	readonly name: LocalisedText | undefined;
}

/** Score and place before and after an appeal. */
export interface PublishedChange {
	readonly scoreBefore: number | null;
	readonly scoreAfter: number | null;
	readonly rankBefore: number | null;
	readonly rankAfter: number | null;
}

export interface PublishedDifference {
	readonly unit: { readonly code: string; readonly name: LocalisedName };
	readonly indicator: { readonly code: string; readonly name: LocalisedName };
	readonly node: PublishedChange;
	readonly total: PublishedChange;
}

export interface PublishedSignature {
	readonly capacity: 'manager' | 'leader';
	readonly signedAt: Date;
	/** for members */
	readonly name: string | undefined;
}

/** What the page of a publication shows. */
export interface Publication extends PublicationSummary {
	/** whether the reader may begin a correction */
	readonly mayCorrect: boolean;
	readonly signatures: readonly PublishedSignature[];
	/** undefined where it is withdrawn */
	readonly results:
		| {
				readonly dimensions: readonly PublishedNode[];
				readonly rows: readonly PublishedTotal[];
				readonly page: { readonly number: number; readonly size: number; readonly total: number };
				readonly grades: readonly PublishedNode[];
				/** decimals that ranks were made from; null: all */
				readonly precision: number | null;
				readonly differences: readonly PublishedDifference[];
				/** whether the bytes are there to be downloaded as they were published */
				readonly hasBytes: boolean;
		  }
		| undefined;
}

/** Files of a publication, by what stands at the end of their address. */
export const publicationFiles = [
	'table.csv',
	'table.xlsx',
	'publication.json',
	'datapackage.json',
	'results.csv',
	'inputs.csv',
	'adjustments.csv',
	'units.csv',
	'nodes.csv',
	'package.zip'
] as const;
export type PublicationFile = (typeof publicationFiles)[number];
