/** What an aggregation works on: the children's scores of all units, NaN where missing. */
export interface AggregationFrame {
	readonly children: readonly Float64Array[];
	readonly weights: readonly number[];
	/** True if no score of any child is missing: lets a mean skip counting weights unit by unit. */
	readonly isComplete: boolean;
	readonly parameters: AggregationParameters;
	/** Row numbers of each peer group, where units are compared with each other. */
	readonly groups: readonly Int32Array[];
	/** A value that the aggregation cannot take. */
	report(row: number, child: number, message: string, remedy: string): void;
}

export interface AggregationParameters {
	/** Exponent of `power`. */
	readonly p?: number;
	/** Scores below it are raised to it before a mean that cannot take them. */
	readonly floor?: number;
	/** Range that Copeland scores are mapped onto. */
	readonly to?: readonly [number, number];
}

/**
 * How children's contributions make up the parent: `additive` contributions sum to the score, `logarithmic` ones to its
 * logarithm; `none` have no such shares and are explained by leaving one child out.
 */
export type Additivity = 'additive' | 'logarithmic' | 'none';

/** One way of aggregating, over whole columns. Writes a score per unit, or NaN where nothing (or no weight) is left. */
export interface AggregationKind {
	readonly additivity: Additivity;
	readonly usesWeights: boolean;
	/** Key of the node that it reads beside the weights. */
	readonly takes: readonly (keyof AggregationParameters)[];
	/** True if a value ≤ 0 is an error unless `floor` is set. */
	needsPositive(parameters: AggregationParameters): boolean;
	aggregate(frame: AggregationFrame, out: Float64Array): void;
}

export const neverNeedsPositive = () => false;
