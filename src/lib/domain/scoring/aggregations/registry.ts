import type { AggregationKind } from './aggregation';
import { arithmetic } from './arithmetic';
import { copeland } from './copeland';
import { geometric } from './geometric';
import { harmonic } from './harmonic';
import { median } from './median';
import { min } from './min';
import { power } from './power';
import { sum } from './sum';

export const aggregationNames = [
	'arithmetic',
	'geometric',
	'harmonic',
	'power',
	'sum',
	'median',
	'min',
	'copeland'
] as const;

export type AggregationName = (typeof aggregationNames)[number];

/** Every aggregation there is. A new one is a file beside these, a name above and a line here. */
export const aggregations = {
	arithmetic,
	geometric,
	harmonic,
	power,
	sum,
	median,
	min,
	copeland
} satisfies Record<AggregationName, AggregationKind>;
