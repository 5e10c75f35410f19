import { levelReached } from '$lib/domain/assessment/rubric';
import { isProvisional } from '$lib/domain/round/round';
import { gradeNameOf, ruleNameOf } from '$lib/domain/unit/unit-report';
import type { Locale } from '$lib/i18n/paraglide/runtime';
import { localised } from '$lib/i18n/words/localised';
import type { ScoreReceipt } from '$lib/server/services/unit/get-score-receipt';
import type { AssessmentEvidence } from '$lib/server/services/unit/list-assessment-evidence';
import { receiptView } from '$lib/view/receipt';
import { nameOf } from '$lib/view/unit-table';
import type { AssessmentEvidenceView } from '$lib/view/receipt-page';
import { presentFigure } from './present-figure';

/** What the page of a receipt is given: numbers and codes, names in one language. */
export function presentReceipt(found: ScoreReceipt, locale: Locale) {
	const { unit, round, node, receipt, input } = found;
	const view = receiptView(receipt, node.code)!;
	const names = Object.fromEntries(found.nodes.map((one) => [one.code, localised(nameOf(one), locale)]));
	const { indicator } = node;
	return {
		isDemonstration: unit.isDemonstration,
		...(round.publishedHash
			? {
					printNote: {
						framework: localised(round.frameworkName, locale),
						version: round.version,
						hash: round.publishedHash
					}
				}
			: {}),
		unit: {
			code: unit.code,
			name: localised(unit.name, locale),
			shortName: localised(unit.shortName, locale)
		},
		ancestors: found.ancestors.map(({ code, name }) => ({ code, name: localised(name, locale) })),
		round: {
			id: round.id,
			framework: round.frameworkCode,
			frameworkName: localised(round.frameworkName, locale),
			version: round.version,
			period: round.period,
			isProvisional: isProvisional(round.stage),
			publishedAt: round.publishedAt,
			computedAt: round.computedAt,
			hash: round.publishedHash,
			engineVersion: receipt.engineVersion
		},
		/** whether the reader may issue a rectification order on the value */
		mayOrder: found.mayOrder && indicator !== null && indicator !== undefined && !indicator.isScored,
		mayAppeal: found.mayAppeal,
		/** names of all nodes, by code */
		names,
		node: { code: node.code, name: names[node.code]! },
		siblings: found.nodes.map(({ code, spec }) => ({
			value: code,
			label: spec.parent === undefined ? names[code]! : `${code} ${names[code]}`
		})),
		indicator: indicator && {
			code: indicator.code,
			definition: localised(indicator.definition, locale),
			measure: indicator.measure,
			decimals: indicator.decimals,
			unitLabel: localised(indicator.unitLabel, locale),
			direction: indicator.direction,
			isScored: indicator.isScored,
			timeRule: indicator.timeRule,
			frequency: indicator.frequency,
			factor: indicator.measure === 'percent' ? 100 : indicator.factor,
			numerator: indicator.numerator && localised(indicator.numerator, locale),
			denominator: indicator.denominator && localised(indicator.denominator, locale),
			source: localised(indicator.source, locale)
		},
		input: input && {
			value: input.value,
			numerator: input.numerator,
			denominator: input.denominator,
			reason: input.missingReason,
			isAbove: input.qualifier === 'above',
			provenance: input.provenance,
			basis: input.basis,
			source: input.source,
			distribution: input.distribution
		},
		receipt: view,
		basis: found.basis,
		finish: presentFinish(found, locale),
		differences: found.differences,
		figure: found.figure && presentFigure(found.figure, input?.value ?? null, indicator!.decimals, locale),
		assessment: found.assessment && presentAssessment(found.assessment, locale)
	};
}

export type ReceiptPageView = ReturnType<typeof presentReceipt>;

/** Rules with the grounds in the reader's language: the receipt itself carries them in one. */
function presentFinish(found: ScoreReceipt, locale: Locale) {
	const { receipt, round, adjustments } = found;
	const gradeName = (code: string) => {
		const name = gradeNameOf(round, code);
		return name && localised(name, locale);
	};
	return {
		base: receipt.base,
		rules: receipt.rules.map((rule) => ({
			code: rule.code,
			name: localised(ruleNameOf(round, rule.code), locale),
			do: rule.do,
			parameters: rule.parameters,
			isUnlocked: rule.isUnlocked,
			effect: rule.effect,
			scoreAfter: rule.scoreAfter,
			grounds: adjustments
				.filter(({ ruleCode }) => ruleCode === rule.code)
				.map(({ amount, ground }) => ({ amount, ground: localised(ground, locale) }))
		})),
		scale: round.settings.scale ?? ([0, 100] as const),
		clampedFrom: receipt.clampedFrom,
		score: receipt.score,
		precision: receipt.rounding.precision,
		rounded: receipt.rounding.rounded,
		grade: receipt.grade && {
			code: receipt.grade.code,
			name: gradeName(receipt.grade.code),
			from: receipt.grade.band.from,
			below: nextBandFrom(found),
			maxShare: receipt.grade.band.maxShare ?? null,
			byScore: receipt.grade.byScore,
			byScoreName: gradeName(receipt.grade.byScore),
			limitedBy: receipt.grade.limitedBy
		},
		rank: receipt.rank,
		peers: receipt.peers
	};
}

/** Of the lowest grade, which begins nowhere: where the next one begins. Null for the others. */
function nextBandFrom({ receipt, round }: ScoreReceipt): number | null {
	const from = receipt.grade?.band.from;
	const others = (round.settings.grades ?? []).map((band) => band.from).sort((a, b) => a - b);
	return from !== undefined && from === others[0] ? (others[1] ?? null) : null;
}

function presentAssessment(evidence: AssessmentEvidence, locale: Locale): AssessmentEvidenceView {
	const values = evidence.scores.map(({ score }) => score);
	return {
		disclosure: evidence.disclosure,
		assigned: evidence.assigned,
		submitted: evidence.submitted,
		scores: evidence.scores.map(({ assessorName, score, comment, evidence: proof, submittedAt }) => {
			const level = levelReached(evidence.levels, score);
			return {
				by: assessorName,
				score,
				comment,
				evidence: proof,
				submittedAt,
				level: level && localised(level.name, locale)
			};
		}),
		consolidation: evidence.consolidation,
		spread: values.length < 2 ? null : Math.max(...values) - Math.min(...values),
		spreadLimit: evidence.spreadLimit,
		levels: evidence.levels.map(({ level, points, name, description }) => ({
			level,
			points,
			name: localised(name, locale),
			description: localised(description, locale)
		})),
		decision: evidence.decision
	};
}
