import type { MissingReason } from './missing-reason';

/** The last value known of a unit before the scored period, and how many periods old it is (1 = the period before). */
export interface LastKnownValue {
	readonly value: number;
	readonly age: number;
	/** Period that the value is of, as the receipt names it. */
	readonly period?: string;
}

/** Raw values of one indicator, one place a unit in the order of `ScoringInput.units`. */
export interface IndicatorColumn {
	/** NaN is missing; infinities are refused. */
	readonly values: Float64Array;
	/** Why a value is missing; what is left out counts as `notReported`. */
	readonly reasons?: readonly (MissingReason | undefined)[];
	/** Read only where the indicator's missing rule is `lastKnown`. */
	readonly lastKnown?: readonly (LastKnownValue | undefined)[];
}

/** An event that a rule of the framework weighs: an award, a late report, an incident. */
export interface Adjustment {
	readonly unit: string;
	/** Code of a rule of the framework. */
	readonly rule: string;
	/** Points. A bonus adds them, a penalty takes them off (−0.5 and 0.5 both take half a point); a veto ignores them. */
	readonly amount: number;
	readonly ground: string;
}

/** All that a score depends on beside the framework. Order of units and of columns is of no consequence. */
export interface ScoringInput {
	readonly units: readonly string[];
	/** Peer group of each unit; units without one form a group of their own. Without the list, all units are one group. */
	readonly peerGroups?: readonly (string | undefined)[];
	/** By indicator code; an indicator without a column is `notReported` for everybody. */
	readonly columns: ReadonlyMap<string, IndicatorColumn>;
	readonly adjustments?: readonly Adjustment[];
}
