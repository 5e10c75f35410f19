import {
	ordersStillWeigh,
	weighingInstant,
	weightGround,
	weightOf
} from '../../../domain/oversight/order-weight';
import { parsePeriod } from '../../../domain/period/period';
import type { Tx } from '../../db/client';
import { getFrameworkDefinition } from '../../db/queries/framework';
import {
	findOrderRule,
	listOrdersAt,
	replaceOrderAdjustments,
	type OrderAdjustment
} from '../../db/queries/order-weight';
import type { StoredRound } from '../../db/queries/round';
import { roundTimeZone } from '../../../domain/round/round';

/**
 * Lets orders weigh on a round whose framework says so: each that is overdue, or was sent back and is not verified, takes the
 * points of the framework's order rule from its unit, by an adjustment that names it. Part of a round's recomputation, which holds
 * the round; the same orders give the same adjustments. From publicity on nothing changes any more.
 */
export async function weighOrders(
	tx: Tx,
	round: StoredRound,
	unitIds: readonly number[],
	now: Date
): Promise<void> {
	if (!ordersStillWeigh(round.stage)) return;
	const rule = await findOrderRule(tx, round.frameworkVersionId);
	if (!rule) return;
	const { rules } = await getFrameworkDefinition(tx, round.frameworkVersionId);
	// A version that names a rule it does not have, or one that gives points, would stop every recomputation.
	if (!rules.some(({ code, do: kind }) => code === rule.ruleCode && kind === 'penalty')) return;
	const at = weighingInstant(parsePeriod(round.period), roundTimeZone, now);
	const orders = await listOrdersAt(tx, unitIds, at);
	const wanted = orders.flatMap((order): OrderAdjustment[] => {
		const weight = weightOf(order, order.timeZone, at);
		if (!weight) return [];
		const ground = weightGround(order.id, weight, order.dueOn);
		return [
			{
				orderId: order.id,
				unitId: order.unitId,
				ruleCode: rule.ruleCode,
				amount: rule.points,
				groundEn: ground.en,
				groundZh: ground['zh-CN']
			}
		];
	});
	await replaceOrderAdjustments(tx, round.id, unitIds, wanted, now);
}
