import type { LocalisedText } from '../domain/framework/definition';
import type { Breakdown } from '../domain/ranking/breakdown';
import type { StandingColumn } from '../domain/ranking/arrange';
import type { NodeChoice, Ranking, RefusedParameter } from '../domain/ranking/ranking';
import { roundedScore, type PlacesGained, type Standing } from '../domain/ranking/standing';
import type { FrameworkChoice, ReadableRound } from '../domain/round/readable-round';
import type { ProvisionalBasis } from '../domain/round/provisional-basis';
import type { RoundStage } from '../domain/round/round';
import type { MissingReason } from '../domain/scoring/missing-reason';
import type { UnitLevel } from '../domain/unit/unit';
import type { FormatLocale } from './format/locale';

/** One row of a ranking, in one language, without what a browser has no use for. */
export interface RankingRow {
	readonly code: string;
	readonly name: string;
	/** full name, where the short one is no part of it (FTC) */
	readonly fullName: string | null;
	/** name of the region of a department, where names alone do not tell departments apart */
	readonly parentName: string | null;
	readonly rank: number | null;
	readonly isTied: boolean;
	readonly rankedCount: number;
	readonly groupRank: number | null;
	/** rounded as it is ranked */
	readonly score: number | null;
	readonly missingReason: MissingReason | null;
	readonly placesGained: PlacesGained;
	readonly grade: string | null;
	readonly trend: readonly (number | null)[];
	readonly sector: string | null;
	readonly isOpen: boolean;
}

export interface RoundSummary {
	readonly frameworkCode: string;
	readonly frameworkName: string;
	readonly frameworkVersion: number;
	readonly period: string;
	readonly stage: RoundStage;
	readonly isProvisional: boolean;
	/** what results rest on that are not published yet */
	readonly basis: ProvisionalBasis | null;
	readonly isInternal: boolean;
	readonly isCorrection: boolean;
	readonly publishedAt: Date | null;
	readonly computedAt: Date | null;
	readonly hash: string | null;
}

export interface NodeOption {
	readonly code: string;
	readonly name: string;
	readonly depth: number;
	/** name of the dimension under which it is listed; null for the top and for the dimensions themselves */
	readonly group: string | null;
}

export interface BreakdownView {
	readonly kind: Breakdown['kind'];
	readonly parts: readonly {
		readonly code: string;
		readonly name: string;
		readonly isIndicator: boolean;
		readonly score: number | null;
		readonly missingReason: MissingReason | null;
		readonly weightSharePercent: number | null;
		readonly contribution: number | null;
		readonly contributionAtMost: number | null;
	}[];
	readonly base: number | null;
	readonly rules: readonly {
		readonly code: string;
		readonly name: string;
		readonly kind: 'bonus' | 'penalty' | 'veto';
		readonly effect: number;
		readonly isUnlocked: boolean;
		readonly grounds: readonly string[];
	}[];
	readonly clampedFrom: number | null;
	readonly score: number | null;
}

/** What the page of a ranking shows. */
export interface RankingView {
	readonly round: RoundSummary;
	/** the newest round that is not published yet, where the reader may see it and looks at another */
	readonly openPeriod: string | null;
	/** the newest publication, where the reader looks at a round that is not published */
	readonly publishedPeriod: string | null;
	readonly previousPeriod: string | null;
	readonly trendPeriods: readonly string[];
	readonly node: {
		readonly code: string;
		readonly name: string;
		readonly isTop: boolean;
		readonly isIndicator: boolean;
	};
	readonly frameworks: readonly { readonly code: string; readonly name: string }[];
	readonly periods: readonly { readonly code: string; readonly isProvisional: boolean }[];
	readonly nodes: readonly NodeOption[];
	readonly levels: readonly UnitLevel[];
	readonly sectors: readonly string[];
	readonly groups: readonly { readonly code: string; readonly name: string; readonly groupSet: string }[];
	readonly level: UnitLevel | null;
	readonly sector: string | null;
	readonly group: { readonly code: string; readonly name: string } | null;
	readonly sort: { readonly column: StandingColumn; readonly isDescending: boolean };
	readonly refused: readonly RefusedParameter[];
	readonly hasSeveralPeerGroups: boolean;
	readonly rows: readonly RankingRow[];
	readonly page: Ranking['page'];
	/** digits after the point of a score */
	readonly decimals: number;
	readonly scale: Ranking['scale'];
	readonly gradeNames: Readonly<Record<string, string>>;
	readonly breakdown: BreakdownView | null;
	readonly openCode: string | null;
}

/** Digits that scores are shown with where the framework does not round them. */
const defaultDecimals = 2;

export function rankingView(ranking: Ranking, locale: FormatLocale): RankingView {
	const { round, page, choices, chosen, open } = ranking;
	const first = (page.number - 1) * page.size;
	return {
		round: roundSummary(round, locale, ranking.basis),
		openPeriod: round.isProvisional
			? null
			: (choices.rounds.find((other) => other.isProvisional)?.period ?? null),
		publishedPeriod: round.isProvisional
			? (choices.rounds.find((other) => !other.isProvisional)?.period ?? null)
			: null,
		previousPeriod: ranking.previous?.period ?? null,
		trendPeriods: ranking.trendRounds.map((each) => each.period),
		node: {
			code: ranking.node.code,
			name: textIn(ranking.node.name, locale),
			isTop: ranking.node.depth === 0,
			isIndicator: ranking.node.isIndicator
		},
		frameworks: frameworkOptions(choices.frameworks, locale),
		periods: choices.rounds.map(({ period, isProvisional }) => ({ code: period, isProvisional })),
		nodes: nodeOptions(choices.nodes, locale),
		levels: choices.levels,
		sectors: choices.sectors,
		groups: choices.groups.map(({ code, name, groupSet }) => ({
			code,
			name: name[locale],
			groupSet: groupSet[locale]
		})),
		level: chosen.level ?? null,
		sector: chosen.sector ?? null,
		group: chosen.group ? { code: chosen.group.code, name: chosen.group.name[locale] } : null,
		sort: chosen.sort,
		refused: ranking.refused,
		hasSeveralPeerGroups: ranking.hasSeveralPeerGroups,
		rows: ranking.standings
			.slice(first, first + page.size)
			.map((standing) => rankingRow(standing, ranking.precision, locale, open?.unitCode)),
		page,
		decimals: ranking.precision ?? defaultDecimals,
		scale: ranking.scale,
		gradeNames: gradeNames(ranking, locale),
		breakdown: open?.breakdown ? breakdownView(open.breakdown, locale) : null,
		openCode: open?.unitCode ?? null
	};
}

export function rankingRow(
	standing: Standing,
	precision: number | null,
	locale: FormatLocale,
	openCode?: string
): RankingRow {
	const { unit } = standing;
	return {
		code: unit.code,
		name: unit.shortName[locale],
		fullName: isSpelledOut(unit.shortName[locale], unit.name[locale]) ? null : unit.name[locale],
		parentName: missingParentName(standing, locale),
		rank: standing.rank,
		isTied: standing.tiedWith > 0,
		rankedCount: standing.rankedCount,
		groupRank: standing.groupRank,
		score: standing.score === null ? null : roundedScore(standing.score, precision),
		missingReason: standing.missingReason,
		placesGained: standing.placesGained,
		grade: standing.grade,
		trend: standing.trend,
		sector: unit.sector,
		isOpen: unit.code === openCode
	};
}

function missingParentName({ unit }: Standing, locale: FormatLocale): string | null {
	const parent = unit.parentName?.[locale];
	// Offices without a sector have names of their own.
	if (unit.sector === null || parent === undefined) return null;
	return unit.shortName[locale].includes(parent) ? null : parent;
}

/** True where every word of a short name stands in the full one: then the short one is understood by itself. */
function isSpelledOut(shortName: string, name: string): boolean {
	return shortName.split(/[\s·]+/).every((word) => name.includes(word));
}

export function roundSummary(
	round: ReadableRound,
	locale: FormatLocale,
	basis: ProvisionalBasis | undefined
): RoundSummary {
	return {
		frameworkCode: round.frameworkCode,
		frameworkName: round.frameworkName[locale],
		frameworkVersion: round.frameworkVersion,
		period: round.period,
		stage: round.stage,
		isProvisional: round.isProvisional,
		basis: basis ?? null,
		isInternal: round.audience === 'internal',
		isCorrection: round.correctsRoundId !== null,
		publishedAt: round.publishedAt,
		computedAt: round.computedAt,
		hash: round.publishedHash
	};
}

export function frameworkOptions(
	frameworks: readonly FrameworkChoice[],
	locale: FormatLocale
): { code: string; name: string }[] {
	return frameworks.map(({ code, name }) => ({ code, name: name[locale] }));
}

/** Names of grades where the framework gives them; the well-known ones are words of the product. */
export function gradeNames(ranking: Pick<Ranking, 'grades'>, locale: FormatLocale): Record<string, string> {
	return Object.fromEntries(
		ranking.grades.flatMap(({ code, name }) => (name === code ? [] : [[code, textIn(name, locale)]]))
	);
}

export function textIn(text: LocalisedText, locale: FormatLocale): string {
	return typeof text === 'string' ? text : text[locale];
}

function nodeOptions(nodes: readonly NodeChoice[], locale: FormatLocale): NodeOption[] {
	const byCode = new Map(nodes.map((node) => [node.code, node]));
	return nodes.map((node) => {
		const parent = node.depth > 1 && node.parentCode !== null ? byCode.get(node.parentCode) : undefined;
		return {
			code: node.code,
			name: textIn(node.name, locale),
			depth: node.depth,
			group: parent ? textIn(parent.name, locale) : null
		};
	});
}

function breakdownView(breakdown: Breakdown, locale: FormatLocale): BreakdownView {
	return {
		kind: breakdown.kind,
		parts: breakdown.parts.map((part) => ({
			code: part.nodeCode,
			name: textIn(part.name, locale),
			isIndicator: part.isIndicator,
			score: part.score,
			missingReason: part.missingReason,
			weightSharePercent: part.weightShareUsed === null ? null : part.weightShareUsed * 100,
			contribution: part.contribution,
			contributionAtMost: part.contributionAtMost
		})),
		base: breakdown.base,
		rules: breakdown.rules.map((rule) => ({ ...rule, name: textIn(rule.name, locale) })),
		clampedFrom: breakdown.clampedFrom,
		score: breakdown.score
	};
}
