import { check, date, index, integer, pgTable, text, timestamp, type AnyPgColumn } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { orderGrounds, orderStatuses } from '../../../domain/oversight/order-status';
import { indicator } from './indicator';
import { round } from './round';
import { unit } from './unit';
import { appUser } from './user';

/** 整改通知单: a finding that a unit must mend by a date, with proof. */
export const rectificationOrder = pgTable(
	'rectification_order',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		unitId: integer('unit_id')
			.notNull()
			.references(() => unit.id),
		ground: text({ enum: orderGrounds }).notNull(),
		roundId: integer('round_id').references((): AnyPgColumn => round.id),
		indicatorId: integer('indicator_id').references(() => indicator.id),
		/** of the figure that fell short or failed a rule */
		period: text(),
		/** what was found */
		finding: text().notNull(),
		/** what is to be mended */
		demand: text().notNull(),
		/** the last day on which the answer is in time, in the unit's time zone */
		dueOn: date('due_on').notNull(),
		status: text({ enum: orderStatuses }).notNull().default('issued'),
		issuedBy: integer('issued_by').references(() => appUser.id),
		issuedAt: timestamp('issued_at', { withTimezone: true }).notNull(),
		/** the newest answer's, whatever became of it */
		answeredAt: timestamp('answered_at', { withTimezone: true }),
		closedAt: timestamp('closed_at', { withTimezone: true }),
		/** counts steps, for the conflict check */
		revision: integer().notNull().default(1)
	},
	(t) => [
		index('rectification_order_of_unit').on(t.unitId, t.status),
		index('rectification_order_due').on(t.status, t.dueOn),
		check(
			'rectification_order_ground',
			sql`${t.ground} not in ('belowTarget', 'failedRule') or (${t.indicatorId} is not null and ${t.period} is not null)`
		),
		check(
			'rectification_order_closed',
			sql`(${t.status} in ('verified', 'withdrawn')) = (${t.closedAt} is not null)`
		)
	]
);

/** What was said and done on an order, step by step. Append-only (migration `round_guards`). */
export const orderStep = pgTable(
	'order_step',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		orderId: integer('order_id')
			.notNull()
			.references(() => rectificationOrder.id),
		toStatus: text('to_status', { enum: orderStatuses }).notNull(),
		text: text().notNull().default(''),
		takenBy: integer('taken_by').references(() => appUser.id),
		takenAt: timestamp('taken_at', { withTimezone: true }).notNull()
	},
	(t) => [index('order_step_of').on(t.orderId, t.takenAt)]
);
