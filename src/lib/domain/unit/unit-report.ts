import type { AppliesTo } from '../framework/applies-to';
import type { FrameworkDefinitionInput, LocalisedText, NodeDefinition } from '../framework/definition';
import type { Histogram, FigureProvenance, Indicator } from '../indicator/indicator';
import type { Audience, RoundStage } from '../round/round';
import type { MissingReason } from '../scoring/missing-reason';
import type { LocalisedName } from './unit';

/** A round that a unit takes part in, with the unit's score, place and grade at the top. */
export interface UnitRound {
	readonly id: number;
	readonly frameworkCode: string;
	readonly frameworkName: LocalisedName;
	readonly frameworkVersionId: number;
	readonly version: number;
	readonly appliesTo: AppliesTo;
	/** the framework less its nodes, as it was written: scale, rank, rules, grades */
	readonly settings: Omit<FrameworkDefinitionInput, 'nodes'>;
	readonly period: string;
	readonly stage: RoundStage;
	readonly audience: Audience;
	readonly rootUnitId: number;
	readonly rootPath: string;
	readonly peerGroup: string | null;
	readonly correctsRoundId: number | null;
	readonly engineVersion: number | null;
	readonly computedAt: Date | null;
	readonly publishedAt: Date | null;
	readonly publishedHash: string | null;
	readonly topNode: string;
	/** before rounding; null while nothing is computed */
	readonly score: number | null;
	readonly rank: number | null;
	/** units with a rank in the same peer group */
	readonly rankedCount: number;
	/** how many of them share this place with the unit, itself not counted */
	readonly tiedWith: number;
	readonly grade: string | null;
}

/** A node of a framework version as pages need it: its definition, and the indicator that it places, if it is one. */
export interface ReportNode {
	readonly code: string;
	readonly spec: NodeDefinition;
	readonly indicator: Indicator | undefined;
}

/** Spread of the scores of one node within a peer group. */
export interface ScoreSpread {
	readonly nodeCode: string;
	/** how many units have a score */
	readonly count: number;
	readonly low: number;
	readonly lowerQuartile: number;
	readonly median: number;
	readonly upperQuartile: number;
	readonly high: number;
}

/** What one indicator's score in a round was computed from. */
export interface RoundInput {
	readonly nodeCode: string;
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly distribution: Histogram | null;
	readonly missingReason: MissingReason | null;
	readonly qualifier: 'above' | null;
	readonly provenance: FigureProvenance;
	/** number of assessors' scores consolidated, or the newest revision of a measured value */
	readonly basis: number;
	readonly source: string | null;
}

/** Ends of the scores of a framework. */
export function scaleOf({ settings }: Pick<UnitRound, 'settings'>): readonly [number, number] {
	return settings.scale ?? [0, 100];
}

/** Decimals that scores are rounded to before they are ranked, or null. */
export function precisionOf({ settings }: Pick<UnitRound, 'settings'>): number | null {
	return settings.rank?.precision ?? null;
}

/** What a framework calls a grade, where it says so. */
export function gradeNameOf(
	{ settings }: Pick<UnitRound, 'settings'>,
	grade: string | null
): LocalisedText | undefined {
	return settings.grades?.find(({ code }) => code === grade)?.name;
}

/** What a framework calls a rule, where it says so. */
export function ruleNameOf({ settings }: Pick<UnitRound, 'settings'>, rule: string): LocalisedText {
	return settings.rules?.find(({ code }) => code === rule)?.name ?? rule;
}
