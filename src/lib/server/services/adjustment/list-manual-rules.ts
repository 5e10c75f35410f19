import type { RuleDefinition } from '../../../domain/framework/definition';
import type { Db, Tx } from '../../db/client';
import { getFrameworkDefinition } from '../../db/queries/framework';
import { findOrderRule } from '../../db/queries/order-weight';

/** The rules by which people adjust; that of rectification orders is the installation's own. Part of services that have asked for leave. */
export async function listManualRules(
	db: Db | Tx,
	frameworkVersionId: number
): Promise<readonly RuleDefinition[]> {
	const { rules } = await getFrameworkDefinition(db, frameworkVersionId);
	const ofOrders = await findOrderRule(db, frameworkVersionId);
	return rules.filter(({ code }) => code !== ofOrders?.ruleCode);
}
