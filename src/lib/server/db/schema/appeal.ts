import { sql } from 'drizzle-orm';
import {
	check,
	doublePrecision,
	foreignKey,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	timestamp,
	uniqueIndex
} from 'drizzle-orm/pg-core';
import { appealStatuses } from '../../../domain/appeal/appeal-status';
import { indicator } from './indicator';
import { roundUnit } from './round';
import { appUser } from './user';

/** 申诉: an objection of a unit against the value or the score of one indicator in one round. */
export const appeal = pgTable(
	'appeal',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		roundId: integer('round_id').notNull(),
		unitId: integer('unit_id').notNull(),
		indicatorId: integer('indicator_id')
			.notNull()
			.references(() => indicator.id),
		status: text({ enum: appealStatuses }).notNull().default('filed'),
		claim: text().notNull(),
		/** what the unit holds to be right: points of a scored indicator, the value of a measured one; null where it names none */
		claimedValue: doublePrecision('claimed_value'),
		filedBy: integer('filed_by').references(() => appUser.id),
		filedAt: timestamp('filed_at', { withTimezone: true }).notNull(),
		/** when whoever must act next has to have acted */
		dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
		admittedBy: integer('admitted_by').references(() => appUser.id),
		admittedAt: timestamp('admitted_at', { withTimezone: true }),
		/** why it was admitted or refused */
		admissionReason: text('admission_reason').notNull().default(''),
		decidedBy: integer('decided_by').references(() => appUser.id),
		decidedAt: timestamp('decided_at', { withTimezone: true }),
		decisionReason: text('decision_reason').notNull().default(''),
		/** points or value that the decision puts in the place of what stood */
		decidedValue: doublePrecision('decided_value'),
		/** score and place of the indicator and of the total before and after: what the public sees of it */
		difference: jsonb().$type<{
			readonly node: AppealChange;
			readonly total: AppealChange;
		}>(),
		/** counts steps, for the conflict check */
		revision: integer().notNull().default(1)
	},
	(t) => [
		foreignKey({ columns: [t.roundId, t.unitId], foreignColumns: [roundUnit.roundId, roundUnit.unitId] }),
		// One objection at a time against one figure.
		uniqueIndex('appeal_open_once')
			.on(t.roundId, t.unitId, t.indicatorId)
			.where(sql`${t.status} in ('filed', 'admitted')`),
		index('appeal_of').on(t.roundId, t.status),
		check(
			'appeal_decided_whole',
			sql`${t.status} not in ('upheld', 'partlyUpheld', 'dismissed') or (${t.decidedAt} is not null and ${t.decisionReason} <> '')`
		)
	]
);

export interface AppealChange {
	readonly scoreBefore: number | null;
	readonly scoreAfter: number | null;
	readonly rankBefore: number | null;
	readonly rankAfter: number | null;
}

/** Who steps back from an appeal, of his own accord or because he scored in it. */
export const appealRecusal = pgTable(
	'appeal_recusal',
	{
		appealId: integer('appeal_id')
			.notNull()
			.references(() => appeal.id),
		userId: integer('user_id')
			.notNull()
			.references(() => appUser.id),
		reason: text().notNull(),
		recusedAt: timestamp('recused_at', { withTimezone: true }).notNull()
	},
	(t) => [primaryKey({ columns: [t.appealId, t.userId] })]
);
