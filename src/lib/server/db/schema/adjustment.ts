import { sql } from 'drizzle-orm';
import {
	check,
	doublePrecision,
	foreignKey,
	index,
	integer,
	pgTable,
	text,
	timestamp
} from 'drizzle-orm/pg-core';
import { adjustmentStatuses } from '../../../domain/round/adjustment-status';
import { rectificationOrder } from './order';
import { roundUnit } from './round';
import { appUser } from './user';

/** 加减分 / 一票否决: bonus, penalty or veto by a rule of the framework, with its ground. */
export const adjustment = pgTable(
	'adjustment',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		roundId: integer('round_id').notNull(),
		unitId: integer('unit_id').notNull(),
		ruleCode: text('rule_code').notNull(),
		/** points, positive; the rule says whether they are added or taken */
		amount: doublePrecision().notNull(),
		groundEn: text('ground_en').notNull(),
		groundZh: text('ground_zh').notNull(),
		evidence: text(),
		createdBy: integer('created_by').references(() => appUser.id),
		createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
		/** only a confirmed one counts; confirmed at once where the installation itself made it, as of an order */
		status: text({ enum: adjustmentStatuses }).notNull().default('proposed'),
		/** four eyes: never who proposed it */
		decidedBy: integer('decided_by').references(() => appUser.id),
		decidedAt: timestamp('decided_at', { withTimezone: true }),
		decisionReason: text('decision_reason'),
		/** the rectification order that it comes from, where the framework lets orders weigh */
		orderId: integer('order_id').references(() => rectificationOrder.id)
	},
	(t) => [
		foreignKey({ columns: [t.roundId, t.unitId], foreignColumns: [roundUnit.roundId, roundUnit.unitId] }),
		index('adjustment_of').on(t.roundId, t.unitId),
		// Nobody's own proposal counts; what the installation made itself nobody proposed.
		check(
			'adjustment_confirmed_by_another',
			sql`${t.status} <> 'confirmed' or ${t.createdBy} is null or ${t.decidedBy} is not null`
		),
		check(
			'adjustment_four_eyes',
			sql`${t.decidedBy} is null or ${t.decidedBy} is distinct from ${t.createdBy}`
		)
	]
);
