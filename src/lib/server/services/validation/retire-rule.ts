import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { resolveFindingsOfRule } from '../../db/queries/finding';
import { getIndicatorByCode } from '../../db/queries/indicator';
import { listRulesOfIndicator, updateRule } from '../../db/queries/rule';
import { demandWholeTree } from '../register/demand-whole-tree';

/**
 * Takes a rule out of force. It stays on record, what it has found is resolved.
 * @throws DomainError `unknownIndicator`, `notFound`, `conflict`
 */
export async function retireRule(
	ctx: Context,
	code: string,
	at: { readonly id: number; readonly revision: number }
): Promise<void> {
	demand(ctx.actor, 'indicator.manage');
	demandWholeTree(ctx.actor, 'indicator.manage');
	await ctx.db.transaction(async (tx) => {
		const indicator = await getIndicatorByCode(tx, code);
		const rules = await listRulesOfIndicator(tx, indicator);
		const rule = rules.find(({ id, retiredAt }) => id === at.id && retiredAt === null);
		if (!rule) throw new DomainError('notFound', `"${code}" has no such rule in force`, { code });
		if (!(await updateRule(tx, at, { retiredAt: ctx.now }))) {
			throw new DomainError('conflict', `Rule ${rule.code} was changed by somebody else meanwhile`);
		}
		const resolved = await resolveFindingsOfRule(tx, rule.id, ctx.now);
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'rule.change',
			entity: 'validation_rule',
			entityId: rule.code,
			before: { state: 'in force' },
			after: { state: 'retired', resolved }
		});
	});
}
