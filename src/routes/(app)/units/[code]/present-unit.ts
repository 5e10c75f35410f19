import { parsePeriod } from '$lib/domain/period/period';
import { roundedScore } from '$lib/domain/ranking/standing';
import { isProvisional } from '$lib/domain/round/round';
import { gradeNameOf, precisionOf, ruleNameOf } from '$lib/domain/unit/unit-report';
import { m } from '$lib/i18n/paraglide/messages';
import type { Locale } from '$lib/i18n/paraglide/runtime';
import { localised } from '$lib/i18n/words/localised';
import { formatPeriod } from '$lib/i18n/words/period';
import type { UnitReport, UnitRoundReport } from '$lib/server/services/unit/get-unit-report';
import type { ReadableUnitRound } from '$lib/server/services/unit/list-unit-rounds';
import type { UnitTrend } from '$lib/server/services/unit/get-unit-trends';
import { nodeRows, type NodeRow } from '$lib/view/unit-table';
import { drawHeadline, drawHistory, drawProfile } from './draw-unit';

/** What the page of a unit is given: codes and numbers for its tables, drawings for its charts, names in one language. */
export function presentUnit(report: UnitReport, locale: Locale) {
	const { unit, chosen } = report;
	const rows = chosen ? nodeRows(chosen) : [];
	const trends = new Map(report.trends.trends.map((trend) => [trend.node, trend]));
	return {
		isDemonstration: unit.isDemonstration,
		...(chosen?.round.publishedHash
			? {
					printNote: {
						framework: localised(chosen.round.frameworkName, locale),
						version: chosen.round.version,
						hash: chosen.round.publishedHash
					}
				}
			: {}),
		unit: {
			code: unit.code,
			name: localised(unit.name, locale),
			shortName: localised(unit.shortName, locale),
			kind: unit.kind,
			level: unit.level,
			sector: unit.sector,
			validFrom: unit.validFrom,
			validTo: unit.validTo
		},
		ancestors: report.ancestors.map(({ code, name }) => ({ code, name: localised(name, locale) })),
		groups: report.groups.map(({ groupSet, name }) => ({
			set: localised(groupSet, locale),
			name: localised(name, locale)
		})),
		choices: choicesOf(report, locale),
		round: chosen && presentRound(report, chosen, locale),
		rows: rows.map((row) => presentRow(row, trends.get(row.code), locale)),
		history: report.history.map((round) => ({
			period: round.period,
			score: round.score,
			rank: round.rank,
			rankedCount: round.rankedCount,
			isTied: round.tiedWith > 0,
			grade: round.grade,
			gradeName: gradeLabelOf(round, locale),
			isProvisional: isProvisional(round.stage)
		})),
		children: {
			period: report.children.period,
			isCut: report.children.isCut,
			rows: report.children.results.map(({ unit: child, round }) => ({
				code: child.code,
				name: localised(child.name, locale),
				kind: child.kind,
				sector: child.sector,
				score: round?.score ?? null,
				rank: round?.rank ?? null,
				rankedCount: round?.rankedCount ?? 0,
				isTied: (round?.tiedWith ?? 0) > 0,
				grade: round?.grade ?? null,
				gradeName: round && gradeLabelOf(round, locale),
				isProvisional: round !== undefined && isProvisional(round.stage)
			}))
		},
		orders: report.orders && { ...report.orders, vetoRound: vetoRoundOf(chosen) },
		charts: {
			history: drawHistory(report, locale),
			profile: chosen && drawProfile(report, rows, locale),
			headlines: report.trends.trends
				.filter((trend) => trend.isHeadline && trend.periods.length > 1)
				.map((trend) => drawHeadline(report, trend, locale))
		}
	};
}

export type UnitView = ReturnType<typeof presentUnit>;
export type UnitRowView = UnitView['rows'][number];

function choicesOf({ rounds, chosen }: UnitReport, locale: Locale) {
	const frameworks = new Map(
		rounds.map((round) => [round.frameworkCode, localised(round.frameworkName, locale)])
	);
	return {
		frameworks: [...frameworks].map(([value, label]) => ({ value, label })),
		periods: rounds
			.filter((round) => round.frameworkCode === chosen?.round.frameworkCode)
			.filter((round, i, all) => all.findIndex(({ period }) => period === round.period) === i)
			.map((round) => ({
				value: round.period,
				label: isProvisional(round.stage)
					? m.units_period_provisional({ period: formatPeriod(round.period, locale) }, { locale })
					: formatPeriod(round.period, locale),
				group: parsePeriod(round.period).kind
			}))
	};
}

function presentRound(
	report: UnitReport,
	{ round, previous, adjustments, spreads, nodes, basis }: UnitRoundReport,
	locale: Locale
) {
	const newerProvisional = report.rounds.find(
		(other) =>
			isProvisional(other.stage) && other.frameworkCode === round.frameworkCode && other.period > round.period
	);
	const top = nodes.find((node) => node.spec.parent === undefined);
	const comparable = previous && previous.peerGroup === round.peerGroup ? previous : undefined;
	return {
		framework: {
			code: round.frameworkCode,
			name: localised(round.frameworkName, locale),
			version: round.version
		},
		period: round.period,
		stage: round.stage,
		isProvisional: isProvisional(round.stage),
		score: round.score,
		rank: round.rank,
		rankedCount: round.rankedCount,
		isTied: round.tiedWith > 0,
		grade: round.grade,
		gradeName: gradeLabelOf(round, locale),
		/** decimals of a score as it is ranked */
		decimals: precisionOf(round) ?? 2,
		previousPeriod: previous?.period,
		scoreChange:
			round.score === null || previous?.score == null
				? undefined
				: roundedScore(round.score, precisionOf(round)) - roundedScore(previous.score, precisionOf(round)),
		placesGained: round.rank === null || comparable?.rank == null ? undefined : comparable.rank - round.rank,
		topNode: round.topNode,
		hasSum: top?.spec.aggregate === 'arithmetic' || top?.spec.aggregate === 'sum',
		hasPeers: spreads !== undefined,
		publishedAt: round.publishedAt,
		computedAt: round.computedAt,
		newerProvisional: newerProvisional?.period,
		basis,
		adjustments: adjustments.map(({ ruleCode, amount, ground }) => ({
			rule: localised(ruleNameOf(round, ruleCode), locale),
			amount,
			ground: localised(ground, locale)
		}))
	};
}

/** The round whose veto an order can rest on. */
function vetoRoundOf(chosen: UnitRoundReport | undefined): number | undefined {
	const vetoes = (chosen?.round.settings.rules ?? []).filter((rule) => rule.do === 'veto');
	const isVetoed = chosen?.adjustments.some(({ ruleCode }) => vetoes.some(({ code }) => code === ruleCode));
	return isVetoed ? chosen?.round.id : undefined;
}

function gradeLabelOf(round: ReadableUnitRound, locale: Locale): string | undefined {
	const name = gradeNameOf(round, round.grade);
	return name && localised(name, locale);
}

function presentRow(row: NodeRow, trend: UnitTrend | undefined, locale: Locale) {
	const { indicator, input } = row;
	return {
		code: row.code,
		name: localised(row.name, locale),
		depth: row.depth,
		indicator: indicator && {
			code: indicator.code,
			measure: indicator.measure,
			decimals: indicator.decimals,
			unitLabel: localised(indicator.unitLabel, locale),
			isScored: indicator.isScored,
			direction: indicator.direction
		},
		input: input && {
			value: input.value,
			numerator: input.numerator,
			denominator: input.denominator,
			isAbove: input.qualifier === 'above',
			provenance: input.provenance,
			basis: input.basis,
			reason: input.missingReason
		},
		score: row.score,
		reason: row.reason,
		isFilled: row.isFilled,
		weight: row.weight,
		weightShare: row.weightShare,
		toTop: row.toTop,
		rank: row.rank,
		rankedCount: row.rankedCount,
		placesGained: row.placesGained,
		peerMedian: row.peerMedian,
		trend: trend && trend.periods.length > 1 ? presentTrend(trend) : undefined
	};
}

function presentTrend({ periods, figures }: UnitTrend) {
	return {
		from: periods[0]!,
		to: periods.at(-1)!,
		values: figures.map((figure) => figure?.value ?? null)
	};
}
