import type { FigureProvenance, Measure } from '../domain/indicator/indicator';
import type { MissingReason } from '../domain/scoring/missing-reason';
import type { UnitKind } from '../domain/unit/unit';
import type { TargetStatus } from './trend';

/** How the values of an indicator are written. */
export interface IndicatorLook {
	readonly measure: Measure;
	readonly decimals: number;
	readonly unitLabel: string;
}

/** One node in the table of a unit's page; names in the reader's language. */
export interface NodeRowView {
	readonly code: string;
	readonly name: string;
	readonly depth: number;
	readonly indicator:
		| (IndicatorLook & { readonly code: string; readonly isScored: boolean; readonly direction: 1 | -1 })
		| undefined;
	readonly input:
		| {
				readonly value: number | null;
				readonly numerator: number | null;
				readonly denominator: number | null;
				readonly isAbove: boolean;
				readonly provenance: FigureProvenance;
				readonly basis: number;
				readonly reason: MissingReason | null;
		  }
		| undefined;
	readonly score: number | null;
	readonly reason: MissingReason | null;
	readonly isFilled: boolean;
	readonly weight: number;
	readonly weightShare: number | null;
	readonly toTop: number | null;
	readonly rank: number | null;
	readonly rankedCount: number | undefined;
	readonly placesGained: number | null;
	readonly peerMedian: number | undefined;
	readonly trend:
		{ readonly from: string; readonly to: string; readonly values: readonly (number | null)[] } | undefined;
}

/** The top of a unit's page. */
export interface RoundView {
	readonly framework: { readonly code: string; readonly name: string; readonly version: number };
	readonly period: string;
	readonly isProvisional: boolean;
	readonly score: number | null;
	readonly rank: number | null;
	readonly rankedCount: number;
	/** others have the same place */
	readonly isTied: boolean;
	readonly grade: string | null;
	readonly gradeName: string | undefined;
	readonly decimals: number;
	readonly previousPeriod: string | undefined;
	readonly scoreChange: number | undefined;
	readonly placesGained: number | undefined;
	readonly topNode: string;
	/** contributions of the nodes add up to the score before rules */
	readonly hasSum: boolean;
	readonly hasPeers: boolean;
	readonly adjustments: readonly {
		readonly rule: string;
		readonly amount: number;
		readonly ground: string;
	}[];
}

export interface HistoryRow {
	readonly period: string;
	readonly score: number | null;
	readonly rank: number | null;
	readonly rankedCount: number;
	/** others have the same place */
	readonly isTied: boolean;
	readonly grade: string | null;
	readonly gradeName: string | undefined;
	readonly isProvisional: boolean;
}

export interface ChildRow {
	readonly code: string;
	readonly name: string;
	readonly kind: UnitKind;
	readonly sector: string | null;
	readonly score: number | null;
	readonly rank: number | null;
	readonly rankedCount: number;
	/** others have the same place */
	readonly isTied: boolean;
	readonly grade: string | null;
	readonly gradeName: string | undefined;
	readonly isProvisional: boolean;
}

/** How a target stands, for a list beside a chart. */
export interface TargetRow {
	readonly period: string;
	readonly goal: number;
	readonly status: TargetStatus;
	readonly value: number | null;
	readonly at: string | null;
	readonly pacePerYear: number | null;
}
