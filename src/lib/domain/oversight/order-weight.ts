import { endOfDay } from '../indicator/report-due';
import { periodEndExclusive, type Period } from '../period/period';
import type { RoundStage } from '../round/round';
import type { OrderStatus } from './order-status';
import { isOverdueOrder } from './order-flow';

/** How a framework version lets orders weigh: a penalty rule of its own, and the points for each order that counts. */
export interface OrderRule {
	readonly ruleCode: string;
	readonly points: number;
}

/** An order as it stood at the instant at which a round looks at it. */
export interface OrderThen {
	/** null: it was not issued yet */
	readonly status: OrderStatus | null;
	readonly wasSentBack: boolean;
	readonly dueOn: string;
}

/** Why an order takes points. */
export type OrderWeight = 'overdue' | 'sentBack';

/** Rounds in which orders still come and go: from publicity on, what was laid open stands. */
export const weighingStages = [
	'draft',
	'collecting',
	'selfAssessment',
	'review',
	'scoring'
] as const satisfies readonly RoundStage[];
export function ordersStillWeigh(stage: RoundStage): boolean {
	return (weighingStages as readonly RoundStage[]).includes(stage);
}

/** The instant at which a round looks at orders: its period's end, or now while the period lasts. */
export function weighingInstant(period: Period, timeZone: string, now: Date): Date {
	const first = new Date(`${periodEndExclusive(period)}T00:00:00Z`);
	const lastDay = new Date(first.getTime() - 86_400_000).toISOString().slice(0, 10);
	const end = endOfDay(lastDay, timeZone);
	return end < now ? end : now;
}

/** Why an order weighs on a round; undefined: it does not. One that was withdrawn never does. */
export function weightOf(order: OrderThen, timeZone: string, at: Date): OrderWeight | undefined {
	const { status, dueOn } = order;
	if (status === null || status === 'verified' || status === 'withdrawn') return undefined;
	if (isOverdueOrder({ status, dueOn }, timeZone, at)) return 'overdue';
	return order.wasSentBack ? 'sentBack' : undefined;
}

/** What the receipt says of the points that an order took, in both languages. */
export function weightGround(
	id: number,
	weight: OrderWeight,
	dueOn: string
): { en: string; 'zh-CN': string } {
	return weight === 'overdue'
		? {
				en: `Rectification order ${id}: overdue since ${dueOn}`,
				'zh-CN': `整改通知单第${id}号：逾期未整改（期限${dueOn}）`
			}
		: {
				en: `Rectification order ${id}: sent back, and not verified`,
				'zh-CN': `整改通知单第${id}号：整改被退回，尚未核实`
			};
}
