import { can, standsAside, type Actor, type UnitPath } from '../access/can';
import type { Permission } from '../access/permissions';
import { endOfDay } from '../indicator/report-due';
import type { OrderStatus } from './order-status';

/** The steps of an order: issued → acknowledged → answered → verified, or sent back → answered again; withdrawn while it is open. */
export const orderMoves = ['issue', 'acknowledge', 'answer', 'verify', 'sendBack', 'withdraw'] as const;
export type OrderMove = (typeof orderMoves)[number];

/** What each step asks leave for, in the unit that the order is addressed to. */
export const movePermissions = {
	issue: 'order.issue',
	acknowledge: 'order.answer',
	answer: 'order.answer',
	verify: 'order.verify',
	sendBack: 'order.verify',
	withdraw: 'order.issue'
} as const satisfies Record<OrderMove, Permission>;

/** Where each step leads. */
export const statusAfter = {
	issue: 'issued',
	acknowledge: 'acknowledged',
	answer: 'answered',
	verify: 'verified',
	sendBack: 'sentBack',
	withdraw: 'withdrawn'
} as const satisfies Record<OrderMove, OrderStatus>;

/** Where an order must stand for a step; `issue` begins one. */
const statusesBefore: Readonly<Record<OrderMove, readonly OrderStatus[]>> = {
	issue: [],
	acknowledge: ['issued'],
	answer: ['acknowledged', 'sentBack'],
	verify: ['answered'],
	sendBack: ['answered'],
	withdraw: ['issued', 'acknowledged', 'answered', 'sentBack']
};

/** Steps that have to be explained. */
export const movesWithReason: ReadonlySet<OrderMove> = new Set(['sendBack', 'withdraw']);

/** Orders that somebody still has to do something about. */
export const openOrderStatuses = ['issued', 'acknowledged', 'answered', 'sentBack'] as const;
/** Of those, orders that wait for the unit. */
export const unansweredStatuses = ['issued', 'acknowledged', 'sentBack'] as const;

export const longestOrderText = 4000;
export const longestOrderReason = 1000;
/** A due day lies at most so far ahead. */
export const mostOrderDays = 366;
/** What is proposed for a due day, in calendar days. */
export const usualOrderDays = 15;
/** People hear of the due day so many days before. */
export const remindOrderDays = 3;
/** Days ahead that a page counts as soon. */
export const soonOrderDays = 7;

/** What of an order decides who may do what. */
export interface OrderState {
	readonly status: OrderStatus;
	readonly issuedBy: number | null;
	/** everybody who has answered it, once or again */
	readonly answeredBy: readonly number[];
}

export function isOpenOrder(status: OrderStatus): boolean {
	return (openOrderStatuses as readonly OrderStatus[]).includes(status);
}

/** Whether a step leads on from where an order stands. @param order undefined: there is none yet */
export function leadsOn(move: OrderMove, order: Pick<OrderState, 'status'> | undefined): boolean {
	return order === undefined ? move === 'issue' : statusesBefore[move].includes(order.status);
}

/**
 * Why somebody may not take a step, wherever the order stands. Verified or sent back by nobody whose own unit it is or who has
 * declared a conflict of interest with it, nor by who answered; withdrawn by who issued it.
 * @param conflicts subtrees of which the actor has declared a conflict of interest
 */
export function moveBar(
	actor: Actor,
	move: OrderMove,
	unitPath: UnitPath,
	order: Pick<OrderState, 'issuedBy' | 'answeredBy'> | undefined,
	conflicts: readonly UnitPath[] = []
): 'forbidden' | 'ownUnit' | 'ownAnswer' | 'notIssuer' | undefined {
	if (actor.userId === undefined || !can(actor, movePermissions[move], unitPath)) return 'forbidden';
	if (move === 'verify' || move === 'sendBack') {
		if (standsAside(actor, unitPath, conflicts)) return 'ownUnit';
		if (order?.answeredBy.includes(actor.userId)) return 'ownAnswer';
	}
	return move === 'withdraw' && order?.issuedBy !== actor.userId ? 'notIssuer' : undefined;
}

/** The steps that somebody may take now. */
export function movesFor(
	actor: Actor,
	unitPath: UnitPath,
	order: OrderState,
	conflicts: readonly UnitPath[] = []
): OrderMove[] {
	return orderMoves.filter(
		(move) => leadsOn(move, order) && !moveBar(actor, move, unitPath, order, conflicts)
	);
}

/** The due day passed, where the unit is, while the order waits for the unit. */
export function isOverdueOrder(
	order: { readonly status: OrderStatus; readonly dueOn: string },
	timeZone: string,
	now: Date
): boolean {
	return (
		(unansweredStatuses as readonly OrderStatus[]).includes(order.status) &&
		endOfDay(order.dueOn, timeZone) < now
	);
}
