import { can, demand } from '../../../domain/access/can';
import type { Order, OrderCounts, OrderFilter } from '../../../domain/oversight/order';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { countOrders, searchOrders } from '../../db/queries/order';
import { getPermittedUnit } from '../observation/get-permitted-unit';

export interface OrdersQuery extends OrderFilter {
	/** code: the unit and those below it */
	readonly unit?: string | undefined;
	/** from 1 */
	readonly page: number;
}

export interface OrdersPage {
	readonly orders: readonly Order[];
	readonly total: number;
	readonly pageSize: number;
	/** of everything that the reader may see, whatever is filtered */
	readonly counts: OrderCounts;
	readonly unit: Unit | undefined;
	readonly mayIssue: boolean;
}

const pageSize = 50;

/** Rectification orders as far as the actor may read them. @throws DomainError `unknownUnit`, `forbidden` */
export async function listOrders(ctx: Context, query: OrdersQuery): Promise<OrdersPage> {
	const all = demand(ctx.actor, 'order.read');
	const within = query.unit ? await getPermittedUnit(ctx, 'order.read', query.unit) : undefined;
	const { orders, total } = await searchOrders(ctx.db, within?.scope ?? all, ctx.now, {
		state: query.state,
		ground: query.ground,
		limit: pageSize,
		offset: (query.page - 1) * pageSize
	});
	return {
		orders,
		total,
		pageSize,
		counts: await countOrders(ctx.db, all, ctx.now),
		unit: within?.unit,
		mayIssue: can(ctx.actor, 'order.issue', within?.unit.path) !== undefined
	};
}

/** What the ledger of a unit shows on its page. */
export interface UnitOrders {
	readonly orders: readonly Order[];
	readonly total: number;
	readonly mayIssue: boolean;
}

const mostOnPage = 5;

/** The first orders of exactly one unit; undefined where the actor may not read them. */
export async function listOrdersOfUnit(
	ctx: Context,
	unit: Pick<Unit, 'id' | 'path'>
): Promise<UnitOrders | undefined> {
	const scope = can(ctx.actor, 'order.read', unit.path);
	if (!scope) return undefined;
	const found = await searchOrders(ctx.db, scope, ctx.now, { unitId: unit.id, limit: mostOnPage, offset: 0 });
	return { ...found, mayIssue: can(ctx.actor, 'order.issue', unit.path) !== undefined };
}

/** Orders that wait for somebody of the unit; empty where the actor answers none. */
export async function listOrdersToAnswer(
	ctx: Context,
	unit: Pick<Unit, 'id' | 'path'>
): Promise<readonly Order[]> {
	const scope = can(ctx.actor, 'order.answer', unit.path);
	if (!scope) return [];
	const { orders } = await searchOrders(ctx.db, scope, ctx.now, {
		state: 'open',
		unitId: unit.id,
		limit: mostOnPage * 4,
		offset: 0
	});
	return orders.filter(({ status }) => status !== 'answered');
}

/** What waits of the orders that the actor issues or verifies; undefined for everybody else. */
export async function countOrdersToWatch(ctx: Context): Promise<OrderCounts | undefined> {
	const scope = can(ctx.actor, 'order.issue') ?? can(ctx.actor, 'order.verify');
	return scope && countOrders(ctx.db, scope, ctx.now);
}
