import type { MissingReason } from '../scoring/missing-reason';
import type { LocalisedName } from '../unit/unit';
import type { FigureProvenance, Histogram } from './indicator';

/** One cell of the stored series: an indicator's value for a unit and a period, or the reason for its absence. */
export interface SeriesFigure {
	readonly unitId: number;
	readonly indicatorId: number;
	/** `2026-03`, `2026-Q1`, `2026` */
	readonly period: string;
	/** in the indicator's own unit; null exactly when `missingReason` is given */
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly distribution: Histogram | null;
	readonly missingReason: MissingReason | null;
	/** `above`: the true value lies above the one given (a median that was not reached) */
	readonly qualifier: 'above' | null;
	readonly provenance: FigureProvenance;
	/** code of the register, portal, form … where the unit reported it itself */
	readonly source: string | null;
	/** newest revision, where the unit reported it itself */
	readonly revision: number | null;
	readonly submittedAt: Date | null;
}

/** Spread of one indicator among comparable units in one period. */
export interface PeerBand {
	readonly indicatorId: number;
	readonly period: string;
	/** how many units had a value */
	readonly count: number;
	readonly low: number;
	/** 25th percentile */
	readonly lowerQuartile: number;
	readonly median: number;
	/** 75th percentile */
	readonly upperQuartile: number;
	readonly high: number;
}

/** What is aimed at by the end of `period`. `unitId` is null where it is for everybody. */
export interface Target {
	readonly indicatorId: number;
	readonly unitId: number | null;
	readonly period: string;
	readonly value: number;
	readonly source: LocalisedName;
}

/** One change of an observation. `before` is null for the first entry. */
export interface Revision {
	readonly revision: number;
	readonly period: string;
	readonly before: Readonly<Record<string, unknown>> | null;
	readonly after: Readonly<Record<string, unknown>>;
	readonly reason: string | null;
	readonly changedByName: string | null;
	readonly changedAt: Date;
}
