import { DomainError } from '../errors';
import type { RuleDefinition } from '../framework/definition';
import type { CompiledFramework } from './compile';
import type { Adjustment } from './input';
import type { Rows } from './prepare-input';

/** What one rule did to the top score of one unit. */
export interface AppliedRule {
	readonly rule: RuleDefinition;
	readonly adjustments: readonly Adjustment[];
	/** Points added (bonus) or taken off (penalty, negative); for a veto the change to the recorded score. */
	readonly effect: number;
	/** False for a bonus whose `unlockAt` the base score does not reach. */
	readonly isUnlocked: boolean;
	readonly scoreAfter: number;
}

export interface RuleOutcome {
	readonly score: number;
	readonly applied: readonly AppliedRule[];
	/** Score before it was clamped to the scale, where that changed it. */
	readonly clampedFrom: number | undefined;
	/** Grades that vetoes allow at most. */
	readonly gradesAtMost: readonly string[];
}

/** Adjustments by row, checked against units and rules. */
export function adjustmentsByRow(
	{ definition }: CompiledFramework,
	adjustments: readonly Adjustment[],
	{ units }: Rows
): ReadonlyMap<number, readonly Adjustment[]> {
	if (adjustments.length === 0) return new Map();
	const rowOf = new Map(units.map((unit, row) => [unit, row]));
	const rules = new Map(definition.rules.map((rule) => [rule.code, rule]));
	const byRow = new Map<number, Adjustment[]>();
	for (const adjustment of adjustments) {
		const row = rowOf.get(adjustment.unit);
		const rule = rules.get(adjustment.rule);
		if (row === undefined) refuse(adjustment, 'is for no unit of this run', 'correct or remove it');
		if (!rule)
			refuse(
				adjustment,
				`names no rule of framework ${JSON.stringify(definition.code)}`,
				'name one of its rules'
			);
		if (rule.do !== 'veto' && !Number.isFinite(adjustment.amount)) {
			refuse(adjustment, `has the amount ${adjustment.amount}`, 'give a number of points');
		}
		if (rule.do === 'bonus' && adjustment.amount < 0) {
			refuse(adjustment, `has the negative amount ${adjustment.amount}`, 'take points off by a penalty rule');
		}
		const own = byRow.get(row);
		if (own) own.push(adjustment);
		else byRow.set(row, [adjustment]);
	}
	return byRow;
}

function refuse(adjustment: Adjustment, what: string, remedy: string): never {
	throw new DomainError(
		'invalidInput',
		`adjustment ${JSON.stringify(adjustment.rule)} of unit ${JSON.stringify(adjustment.unit)} ${what}; ${remedy}`,
		{ unit: adjustment.unit, rule: adjustment.rule }
	);
}

/**
 * Bonus, penalty, clamp to `scale`, veto, in this order, on the unrounded top score. A bonus is the sum of its amounts, at most `max`,
 * and only from a base (the score before any rule) of `unlockAt`; a penalty takes the sum of its amounts off, at most `max`;
 * a veto lowers the score to `score` and the grade to `gradeAtMost`. A framework with rules clamps every unit, adjusted or not,
 * for the same cut must hold for all. A missing score stays missing.
 */
export function applyRules(
	{ definition: { rules, scale } }: CompiledFramework,
	base: number,
	adjustments: readonly Adjustment[]
): RuleOutcome {
	const applied: AppliedRule[] = [];
	const gradesAtMost: string[] = [];
	let score = base;
	for (const kind of ['bonus', 'penalty'] as const) {
		for (const rule of rules) {
			if (rule.do !== kind) continue;
			const own = adjustmentsOf(rule, adjustments);
			if (own.length === 0) continue;
			const isUnlocked = rule.do === 'penalty' || rule.unlockAt === undefined || base >= rule.unlockAt;
			const points = Math.min(totalAmount(own), rule.max);
			const effect = isUnlocked && points > 0 ? (kind === 'bonus' ? points : -points) : 0;
			score += effect;
			applied.push({ rule, adjustments: own, effect, isUnlocked, scoreAfter: score });
		}
	}
	const clamped = rules.length === 0 ? score : Math.min(Math.max(score, scale[0]), scale[1]);
	const clampedFrom = clamped === score || Number.isNaN(score) ? undefined : score;
	score = clamped;
	for (const rule of rules) {
		if (rule.do !== 'veto') continue;
		const own = adjustmentsOf(rule, adjustments);
		if (own.length === 0) continue;
		const recorded = rule.score === undefined ? score : Math.min(score, rule.score);
		applied.push({
			rule,
			adjustments: own,
			effect: recorded - score,
			isUnlocked: true,
			scoreAfter: recorded
		});
		score = recorded;
		gradesAtMost.push(rule.gradeAtMost);
	}
	return { score, applied, clampedFrom, gradesAtMost };
}

/** In the order of their amounts and grounds, so that the order of a file does not reach the last bit of a sum. */
function adjustmentsOf(rule: RuleDefinition, adjustments: readonly Adjustment[]): Adjustment[] {
	return adjustments
		.filter((adjustment) => adjustment.rule === rule.code)
		.sort(
			(a, b) =>
				Math.abs(a.amount) - Math.abs(b.amount) || (a.ground < b.ground ? -1 : a.ground > b.ground ? 1 : 0)
		);
}

function totalAmount(adjustments: readonly Adjustment[]): number {
	return adjustments.reduce((sum, { amount }) => sum + Math.abs(amount), 0);
}
