import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { RuleKind, Severity, ValidationRule } from '../../../domain/validation/rule';
import { checkRuleExpression, type RuleProblem } from '../../../domain/validation/rule-expression';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Db, Tx } from '../../db/client';
import { getIndicatorByCode } from '../../db/queries/indicator';
import { insertRule, listCheckedIndicators, listRulesOfIndicator, updateRule } from '../../db/queries/rule';
import { demandWholeTree } from '../register/demand-whole-tree';

export interface RuleWish {
	readonly kind: RuleKind;
	/** '' stands for none */
	readonly expression: string;
	readonly severity: Severity;
	readonly messageEn: string;
	readonly messageZh: string;
}

/**
 * Adds a rule to an indicator, or changes one of it. What is found already stays as it is until its cells are looked at again.
 * @throws DomainError `unknownIndicator`, `notFound`, `conflict`, `invalidInput` with `problem` (see `RuleProblem`)
 */
export async function saveRule(
	ctx: Context,
	code: string,
	wish: RuleWish,
	at?: { readonly id: number; readonly revision: number }
): Promise<void> {
	demand(ctx.actor, 'indicator.manage');
	demandWholeTree(ctx.actor, 'indicator.manage');
	await ctx.db.transaction(async (tx) => {
		const indicator = await getIndicatorByCode(tx, code);
		const expression = await checkedExpression(tx, code, wish);
		const rules = await listRulesOfIndicator(tx, indicator);
		const before = at && rules.find(({ id, retiredAt }) => id === at.id && retiredAt === null);
		if (at && !before) throw new DomainError('notFound', `"${code}" has no such rule in force`, { code });
		const { kind, severity, messageEn, messageZh } = wish;
		const values = { kind, expression, severity, messageEn, messageZh };
		const ruleCode = before?.code ?? nextCode(code, rules);
		const isStored = before
			? await updateRule(tx, at!, values)
			: (await insertRule(tx, { ...values, code: ruleCode, indicatorId: indicator.id })) !== undefined;
		if (!isStored)
			throw new DomainError('conflict', `Rule ${ruleCode} was changed by somebody else meanwhile`);
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'rule.change',
			entity: 'validation_rule',
			entityId: ruleCode,
			before: before && audited(before),
			after: values
		});
	});
}

function audited({ kind, expression, severity, message }: ValidationRule): object {
	return { kind, expression, severity, messageEn: message.en, messageZh: message['zh-CN'] };
}

/** Numbered within the indicator; retired rules keep their numbers. */
function nextCode(code: string, rules: readonly ValidationRule[]): string {
	const numbers = rules.map((rule) => Number(/\.(\d+)$/.exec(rule.code)?.[1] ?? 0));
	return `${code}.${Math.max(0, ...numbers) + 1}`;
}

/** The expression as it is stored. @throws DomainError `invalidInput` with what is wrong and where */
export async function checkedExpression(
	db: Db | Tx,
	code: string,
	{ kind, expression }: Pick<RuleWish, 'kind' | 'expression'>
): Promise<string | null> {
	const text = expression.trim();
	if (text === '' && kind === 'required') return null;
	if (text === '') throw refused({ code: 'noExpression' });
	const codes = (await listCheckedIndicators(db)).map((indicator) => indicator.code);
	const checked = checkRuleExpression(kind, text, codes, code);
	if (!checked.ok) throw refused(checked.problem);
	return text;
}

function refused(problem: RuleProblem): DomainError {
	return new DomainError('invalidInput', `The expression of the rule is wrong: ${problem.code}`, { problem });
}
