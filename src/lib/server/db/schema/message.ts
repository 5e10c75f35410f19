import { bigint, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { messageKinds } from '../../../domain/message/message';
import { unit } from './unit';
import { appUser } from './user';

/** What the product tells a person: a kind and what its words need, written in the reader's language when it is read. */
export const message = pgTable(
	'message',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
		userId: integer('user_id')
			.notNull()
			.references(() => appUser.id),
		kind: text({ enum: messageKinds }).notNull(),
		unitId: integer('unit_id').references(() => unit.id),
		/** period, indicator, reason, counts: what the words name */
		details: jsonb().$type<Record<string, string | number | null>>().notNull(),
		/** where it leads, without language */
		path: text().notNull(),
		/** the same thing is told once: a reminder of one day, a return of one revision */
		dedupeKey: text('dedupe_key').notNull(),
		createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
		readAt: timestamp('read_at', { withTimezone: true }),
		mailedAt: timestamp('mailed_at', { withTimezone: true })
	},
	(t) => [
		uniqueIndex('message_once').on(t.userId, t.dedupeKey),
		index('message_of').on(t.userId, t.createdAt),
		index('message_to_mail').on(t.mailedAt, t.createdAt)
	]
);
