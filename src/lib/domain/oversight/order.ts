import type { Evidence } from '../evidence/evidence';
import type { LocalisedName } from '../unit/unit';
import type { OrderGround, OrderStatus } from './order-status';

/** A unit as an order names it. */
export interface OrderUnit {
	readonly id: number;
	readonly code: string;
	readonly name: LocalisedName;
	readonly path: string;
	readonly timeZone: string;
}

/** A rectification order as lists show it. */
export interface Order {
	readonly id: number;
	readonly unit: OrderUnit;
	readonly ground: OrderGround;
	readonly indicator: { readonly code: string; readonly name: LocalisedName } | null;
	readonly period: string | null;
	readonly round: {
		readonly id: number;
		readonly period: string;
		readonly frameworkCode: string;
		readonly frameworkName: LocalisedName;
	} | null;
	readonly finding: string;
	readonly demand: string;
	readonly dueOn: string;
	readonly status: OrderStatus;
	readonly isOverdue: boolean;
	readonly issuedBy: number | null;
	readonly issuedByName: string | null;
	readonly issuedAt: Date;
	readonly answeredAt: Date | null;
	readonly revision: number;
}

/** One step of an order, as it was taken. */
export interface OrderStepLine {
	readonly id: number;
	readonly toStatus: OrderStatus;
	readonly text: string;
	readonly takenBy: number | null;
	readonly takenByName: string | null;
	readonly takenAt: Date;
	/** proofs that came with this answer */
	readonly evidence: readonly Evidence[];
}

/** How many orders want somebody's attention. */
export interface OrderCounts {
	readonly open: number;
	readonly overdue: number;
	/** due within the next days, and not overdue */
	readonly dueSoon: number;
	/** answered, and not yet verified or sent back */
	readonly answered: number;
}

/** Orders of a list that is asked for. */
export interface OrderFilter {
	/** undefined: all; `open`: whatever is not closed */
	readonly state?: OrderStatus | 'open' | 'overdue' | undefined;
	readonly ground?: OrderGround | undefined;
}
