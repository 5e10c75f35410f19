import { and, asc, count, desc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { Order, OrderCounts, OrderFilter } from '../../../domain/oversight/order';
import {
	openOrderStatuses,
	remindOrderDays,
	soonOrderDays,
	unansweredStatuses
} from '../../../domain/oversight/order-flow';
import type { OrderStatus } from '../../../domain/oversight/order-status';
import { selectRows, type Db, type Tx } from '../client';
import {
	appUser,
	framework,
	frameworkVersion,
	indicator,
	orderStep,
	rectificationOrder,
	round,
	unit
} from '../schema';
import { withinScope } from './unit';

const statusIn = (statuses: readonly OrderStatus[]) => inArray(rectificationOrder.status, [...statuses]);

/** Today where the unit is. */
const todayThere = (now: Date): SQL =>
	sql`(${now.toISOString()}::timestamptz at time zone ${unit.timeZone})::date`;
/** `isOverdueOrder`, for a query. */
const isOverdue = (now: Date): SQL =>
	sql`(${statusIn(unansweredStatuses)} and ${rectificationOrder.dueOn} < ${todayThere(now)})`;

function columnsAt(now: Date) {
	return {
		order: rectificationOrder,
		unit: {
			id: unit.id,
			code: unit.code,
			en: unit.nameEn,
			zh: unit.nameZh,
			path: unit.path,
			timeZone: unit.timeZone
		},
		indicatorCode: indicator.code,
		indicatorEn: indicator.nameEn,
		indicatorZh: indicator.nameZh,
		roundPeriod: round.period,
		frameworkCode: framework.code,
		frameworkEn: framework.nameEn,
		frameworkZh: framework.nameZh,
		issuedByName: appUser.name,
		isOverdue: sql<boolean>`${isOverdue(now)}`
	};
}

function select(db: Db | Tx, now: Date) {
	return db
		.select(columnsAt(now))
		.from(rectificationOrder)
		.innerJoin(unit, eq(unit.id, rectificationOrder.unitId))
		.leftJoin(indicator, eq(indicator.id, rectificationOrder.indicatorId))
		.leftJoin(round, eq(round.id, rectificationOrder.roundId))
		.leftJoin(frameworkVersion, eq(frameworkVersion.id, round.frameworkVersionId))
		.leftJoin(framework, eq(framework.id, frameworkVersion.frameworkId))
		.leftJoin(appUser, eq(appUser.id, rectificationOrder.issuedBy));
}

function toOrder(row: Awaited<ReturnType<typeof select>>[number]): Order {
	const { order } = row;
	return {
		id: order.id,
		unit: {
			id: row.unit.id,
			code: row.unit.code,
			name: { en: row.unit.en, 'zh-CN': row.unit.zh },
			path: row.unit.path,
			timeZone: row.unit.timeZone
		},
		ground: order.ground,
		indicator:
			row.indicatorCode === null
				? null
				: {
						code: row.indicatorCode,
						name: { en: row.indicatorEn ?? '', 'zh-CN': row.indicatorZh ?? '' }
					},
		period: order.period,
		round:
			order.roundId === null
				? null
				: {
						id: order.roundId,
						period: row.roundPeriod ?? '',
						frameworkCode: row.frameworkCode ?? '',
						frameworkName: { en: row.frameworkEn ?? '', 'zh-CN': row.frameworkZh ?? '' }
					},
		finding: order.finding,
		demand: order.demand,
		dueOn: order.dueOn,
		status: order.status,
		isOverdue: row.isOverdue,
		issuedBy: order.issuedBy,
		issuedByName: row.issuedByName,
		issuedAt: order.issuedAt,
		answeredAt: order.answeredAt,
		revision: order.revision
	};
}

export interface OrderSearch extends OrderFilter {
	/** the unit and all below it, by its path */
	readonly unitPath?: string | undefined;
	/** of exactly this unit */
	readonly unitId?: number | undefined;
	readonly limit: number;
	readonly offset: number;
}

/** Orders of a scope: what waits for somebody first, by due day; then what is closed, newest first. */
export async function searchOrders(
	db: Db,
	scope: Scope,
	now: Date,
	search: OrderSearch
): Promise<{ orders: Order[]; total: number }> {
	const { state } = search;
	const where = and(
		withinScope(scope),
		state === 'overdue'
			? isOverdue(now)
			: state === 'open'
				? statusIn(openOrderStatuses)
				: state && eq(rectificationOrder.status, state),
		search.ground && eq(rectificationOrder.ground, search.ground),
		search.unitId === undefined ? undefined : eq(rectificationOrder.unitId, search.unitId),
		search.unitPath === undefined
			? undefined
			: sql`(${unit.path} = ${search.unitPath} or ${unit.path} like ${`${search.unitPath}.%`})`
	);
	const isClosed = sql`${rectificationOrder.closedAt} is not null`;
	const rows = await select(db, now)
		.where(where)
		.orderBy(
			asc(isClosed),
			sql`case when ${isClosed} then null else ${rectificationOrder.dueOn} end asc`,
			desc(rectificationOrder.id)
		)
		.limit(search.limit)
		.offset(search.offset);
	const [counted] = await db
		.select({ total: count() })
		.from(rectificationOrder)
		.innerJoin(unit, eq(unit.id, rectificationOrder.unitId))
		.where(where);
	return { orders: rows.map(toOrder), total: counted?.total ?? 0 };
}

/** What in a scope wants attention. */
export async function countOrders(db: Db, scope: Scope, now: Date): Promise<OrderCounts> {
	const number = (where: SQL | undefined) =>
		sql<number>`(count(*) filter (where ${where ?? sql`true`}))::int`;
	const soon = sql`(${statusIn(unansweredStatuses)} and ${rectificationOrder.dueOn} >= ${todayThere(now)}
		and ${rectificationOrder.dueOn} <= ${todayThere(now)} + ${soonOrderDays}::int)`;
	const [row] = await db
		.select({
			open: number(statusIn(openOrderStatuses)),
			overdue: number(isOverdue(now)),
			dueSoon: number(soon),
			answered: number(statusIn(['answered']))
		})
		.from(rectificationOrder)
		.innerJoin(unit, eq(unit.id, rectificationOrder.unitId))
		.where(withinScope(scope));
	return row ?? { open: 0, overdue: 0, dueSoon: 0, answered: 0 };
}

/** One order of a scope. @param lock keeps others from changing it until the transaction ends */
export async function findOrder(
	db: Db | Tx,
	scope: Scope,
	now: Date,
	id: number,
	lock = false
): Promise<Order | undefined> {
	const query = select(db, now).where(and(eq(rectificationOrder.id, id), withinScope(scope)));
	const [row] = await (lock ? query.for('update', { of: rectificationOrder }) : query);
	return row && toOrder(row);
}

/** The steps of an order in the order in which they were taken. */
export async function listOrderSteps(db: Db | Tx, orderId: number) {
	return db
		.select({
			id: orderStep.id,
			toStatus: orderStep.toStatus,
			text: orderStep.text,
			takenBy: orderStep.takenBy,
			takenByName: appUser.name,
			takenAt: orderStep.takenAt
		})
		.from(orderStep)
		.leftJoin(appUser, eq(appUser.id, orderStep.takenBy))
		.where(eq(orderStep.orderId, orderId))
		.orderBy(asc(orderStep.id));
}

/** An order of which a unit is to be reminded. */
export interface OrderToRemind {
	readonly id: number;
	readonly unitId: number;
	readonly dueOn: string;
	readonly issuedBy: number | null;
	readonly timeZone: string;
}

/** Orders that wait for their units and are due within the next days, or were due. */
export async function listOrdersToRemind(db: Db, scope: Scope, now: Date): Promise<OrderToRemind[]> {
	return db
		.select({
			id: rectificationOrder.id,
			unitId: rectificationOrder.unitId,
			dueOn: rectificationOrder.dueOn,
			issuedBy: rectificationOrder.issuedBy,
			timeZone: unit.timeZone
		})
		.from(rectificationOrder)
		.innerJoin(unit, eq(unit.id, rectificationOrder.unitId))
		.where(
			and(
				withinScope(scope),
				statusIn(unansweredStatuses),
				sql`${rectificationOrder.dueOn} <= ${todayThere(now)} + ${remindOrderDays}::int`
			)
		)
		.orderBy(asc(rectificationOrder.id));
}

/** What an order can rest on: the figure of a unit at an indicator in a period, and what it is measured by. */
export interface OrderFigure {
	readonly value: number | null;
	/** the target that was due last, or is due next where none was yet */
	readonly target: { readonly value: number; readonly period: string } | null;
}

/** The figure (a unit's own before what follows from others), and its target: the unit's before everybody's. */
export async function findOrderFigure(
	db: Db,
	scope: Scope,
	of: { readonly unitId: number; readonly indicatorId: number; readonly period: string }
): Promise<OrderFigure> {
	const [figure] = await selectRows<{ value: number | null }>(
		db,
		sql`select s.value from series s join "unit" on "unit".id = s.unit_id
			where s.unit_id = ${of.unitId} and s.indicator_id = ${of.indicatorId} and s.period = ${of.period}
				and ${withinScope(scope) ?? sql`true`}
			order by (s.provenance = 'own') desc limit 1`
	);
	const isPast = sql`(left(t.period, 4) <= left(${of.period}::text, 4))`;
	const [target] = await selectRows<{ value: number; period: string }>(
		db,
		sql`select t.value, t.period from target t
			where t.indicator_id = ${of.indicatorId} and (t.unit_id = ${of.unitId} or t.unit_id is null)
			order by ${isPast} desc, case when ${isPast} then t.period end desc, t.period, t.unit_id nulls last limit 1`
	);
	return { value: figure?.value ?? null, target: target ?? null };
}
