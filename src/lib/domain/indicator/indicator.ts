import type { LocalisedName } from '../unit/unit';

export const measures = ['percent', 'count', 'days', 'points', 'rate'] as const;
export type Measure = (typeof measures)[number];

export const frequencies = ['month', 'quarter', 'year'] as const;
export type Frequency = (typeof frequencies)[number];

/** How months become a quarter and a year (`domain.md`, time and roll-up). */
export const timeRules = ['sum', 'last', 'ratioOfSums', 'lastRatio', 'distribution'] as const;
export type TimeRule = (typeof timeRules)[number];

/** How departments become their region: `sum` of values, `ratio` of summed parts, merged `distribution`, or the region reports itself. */
export const rollUpRules = ['sum', 'ratio', 'distribution', 'none'] as const;
export type RollUpRule = (typeof rollUpRules)[number];

export const distributionStatistics = ['kaplanMeierMedian', 'mean'] as const;
export type DistributionStatistic = (typeof distributionStatistics)[number];

/** `[value, answered, waiting]`, ascending by value: the tickets of a period, counted. */
export type Histogram = readonly (readonly [value: number, answered: number, waiting: number])[];

export const observationStatuses = ['draft', 'submitted', 'approved', 'returned'] as const;
export type ObservationStatus = (typeof observationStatuses)[number];

/** Where a figure comes from: reported by the unit, rolled up from its departments, made from shorter periods, carried over, or scored. */
export const figureProvenances = ['own', 'rolledUp', 'aggregated', 'carried', 'scored'] as const;
export type FigureProvenance = (typeof figureProvenances)[number];

export interface Indicator {
	readonly id: number;
	readonly code: string;
	readonly name: LocalisedName;
	readonly definition: LocalisedName;
	readonly measure: Measure;
	readonly unitLabel: LocalisedName;
	readonly direction: 1 | -1;
	readonly frequency: Frequency;
	readonly timeRule: TimeRule;
	readonly rollUp: RollUpRule;
	readonly statistic: DistributionStatistic | null;
	readonly isRatio: boolean;
	readonly factor: number;
	readonly isScored: boolean;
	readonly numerator: LocalisedName | null;
	readonly denominator: LocalisedName | null;
	readonly source: LocalisedName;
	readonly minimum: number | null;
	readonly maximum: number | null;
	readonly decimals: number;
	/** asked of nobody since; what was reported stays */
	readonly retiredAt: Date | null;
}
