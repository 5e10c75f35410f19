import { can, demand } from '../../../domain/access/can';
import { disclosureDueOn, type DisclosureCounts } from '../../../domain/oversight/disclosure';
import type { Order, OrderCounts } from '../../../domain/oversight/order';
import type { Context } from '../../context';
import { searchFindings } from '../../db/queries/finding';
import { countOrders, searchOrders } from '../../db/queries/order';
import { listDisclosureCalendar } from '../disclosure/list-disclosures';
import { listOpenRounds } from '../overview/list-open-rounds';

/** What is due or overdue; each part undefined where it is not the reader's. */
export interface Oversight {
	readonly orders:
		| {
				readonly counts: OrderCounts;
				/** those that want attention first */
				readonly first: readonly Order[];
				readonly mayIssue: boolean;
		  }
		| undefined;
	readonly alerts: { readonly errors: number; readonly warnings: number } | undefined;
	/** values that are past their day, in rounds under way */
	readonly overdueCells: number | undefined;
	readonly disclosures:
		{ readonly year: number; readonly dueOn: string; readonly counts: DisclosureCounts } | undefined;
}

const mostOrders = 8;
/** More parties than any tree of units has. */
const mostParties = 5000;

/** Orders, alerts, reports and disclosures that are due or overdue, as far as the actor oversees them. @throws DomainError `forbidden` */
export async function getOversight(ctx: Context): Promise<Oversight> {
	const reporting = can(ctx.actor, 'reporting.oversee');
	const orders = can(ctx.actor, 'order.read');
	const disclosures = can(ctx.actor, 'disclosure.read');
	if (!reporting && !orders && !disclosures) demand(ctx.actor, 'order.read');
	const calendar = disclosures && (await listDisclosureCalendar(ctx, { page: 1 }, mostParties));
	const open = async (severity: 'error' | 'warning'): Promise<number> =>
		reporting
			? (
					await searchFindings(ctx.db, reporting, {
						indicatorId: undefined,
						periods: undefined,
						kind: undefined,
						severity,
						state: 'open',
						limit: 1,
						offset: 0
					})
				).total
			: 0;
	return {
		orders: orders && {
			counts: await countOrders(ctx.db, orders, ctx.now),
			first: (await searchOrders(ctx.db, orders, ctx.now, { state: 'open', limit: mostOrders, offset: 0 }))
				.orders,
			mayIssue: can(ctx.actor, 'order.issue') !== undefined
		},
		alerts: reporting && { errors: await open('error'), warnings: await open('warning') },
		overdueCells: reporting && (await countOverdueCells(ctx)),
		disclosures: calendar && {
			year: calendar.year,
			dueOn: disclosureDueOn(calendar.year),
			counts: calendar.counts
		}
	};
}

async function countOverdueCells(ctx: Context): Promise<number> {
	return (await listOpenRounds(ctx)).reduce(
		(sum, { overdue }) => sum + overdue.reduce((cells, row) => cells + row.cells, 0),
		0
	);
}
