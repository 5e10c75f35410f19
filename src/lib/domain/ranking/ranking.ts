import type { ProvisionalBasis } from '../round/provisional-basis';
import type { FrameworkChoice, ReadableRound } from '../round/readable-round';
import type { LocalisedText } from '../framework/definition';
import type { LocalisedName, UnitLevel } from '../unit/unit';
import type { StandingColumn } from './arrange';
import type { Breakdown } from './breakdown';
import type { Standing } from './standing';

/** What somebody asks a ranking for; what is left out takes its default. */
export interface RankingQuery {
	readonly framework?: string | undefined;
	readonly period?: string | undefined;
	/** code of the node that is ranked by; default: the top */
	readonly dim?: string | undefined;
	readonly level?: UnitLevel | undefined;
	/** `all`: every sector, even where each is a ranking of its own */
	readonly sector?: string | undefined;
	/** code of a peer group of any group set */
	readonly group?: string | undefined;
	readonly sort?: { readonly column: StandingColumn; readonly isDescending: boolean } | undefined;
	/** code of the unit whose contributions are shown */
	readonly open?: string | undefined;
	/** from 1 */
	readonly page?: number | undefined;
}

export const rankingParameters = [
	'framework',
	'period',
	'dim',
	'level',
	'sector',
	'group',
	'sort',
	'open',
	'page'
] as const;
export type RankingParameter = (typeof rankingParameters)[number];

/** A wish that could not be met, and so was left out. */
export interface RefusedParameter {
	readonly parameter: RankingParameter;
	readonly value: string;
}

export interface NodeChoice {
	readonly code: string;
	readonly name: LocalisedText;
	/** 0: the top */
	readonly depth: number;
	readonly isIndicator: boolean;
	readonly parentCode: string | null;
}

export interface GroupChoice {
	readonly code: string;
	readonly name: LocalisedName;
	readonly groupSet: LocalisedName;
}

/** What may be chosen in a ranking. */
export interface RankingChoices {
	readonly frameworks: readonly FrameworkChoice[];
	/** rounds of the framework, newest first */
	readonly rounds: readonly ReadableRound[];
	readonly nodes: readonly NodeChoice[];
	readonly levels: readonly UnitLevel[];
	readonly sectors: readonly string[];
	readonly groups: readonly GroupChoice[];
}

/** One ranking: units of a round by their score at one node. */
export interface Ranking {
	readonly round: ReadableRound;
	/** the publication that changes of place are counted from */
	readonly previous: ReadableRound | undefined;
	/** in time order, the round itself last */
	readonly trendRounds: readonly ReadableRound[];
	readonly choices: RankingChoices;
	readonly node: NodeChoice;
	readonly chosen: {
		readonly level: UnitLevel | undefined;
		readonly sector: string | undefined;
		readonly group: GroupChoice | undefined;
		readonly sort: { readonly column: StandingColumn; readonly isDescending: boolean };
	};
	readonly refused: readonly RefusedParameter[];
	/** true where the units shown belong to several rankings, each with a first place of its own */
	readonly hasSeveralPeerGroups: boolean;
	/** all that match, in order */
	readonly standings: readonly Standing[];
	readonly page: { readonly number: number; readonly size: number; readonly total: number };
	readonly scale: readonly [low: number, high: number];
	readonly precision: number | null;
	/** best first */
	readonly grades: readonly { readonly code: string; readonly name: LocalisedText }[];
	/** of a round that is not published: what its results rest on so far */
	readonly basis?: ProvisionalBasis | undefined;
	readonly open: { readonly unitCode: string; readonly breakdown: Breakdown | undefined } | undefined;
}
