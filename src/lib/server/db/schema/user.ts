import { boolean, index, integer, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { roles } from '../../../domain/access/roles';
import { mailDigests } from '../../../domain/message/message';
import { unit } from './unit';

export const appUser = pgTable(
	'app_user',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		/** stored in lower case */
		email: text().notNull(),
		name: text().notNull(),
		/** argon2id, in its own encoded form */
		passwordHash: text('password_hash').notNull(),
		locale: text({ enum: ['en', 'zh-CN'] }),
		/** when messages are also sent by mail, gathered */
		mailDigest: text('mail_digest', { enum: mailDigests }).notNull().default('daily'),
		lastDigestAt: timestamp('last_digest_at', { withTimezone: true }),
		isDisabled: boolean('is_disabled').notNull().default(false),
		createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow()
	},
	(t) => [uniqueIndex('app_user_email').on(sql`lower(${t.email})`)]
);

/** A role of a user on a subtree of units. Ended by a mark, never deleted. */
export const roleGrant = pgTable(
	'role_grant',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		userId: integer('user_id')
			.notNull()
			.references(() => appUser.id),
		role: text({ enum: roles }).notNull(),
		unitId: integer('unit_id')
			.notNull()
			.references(() => unit.id),
		grantedBy: integer('granted_by').references(() => appUser.id),
		grantedAt: timestamp('granted_at', { withTimezone: true }).notNull().defaultNow(),
		revokedAt: timestamp('revoked_at', { withTimezone: true })
	},
	(t) => [
		uniqueIndex('role_grant_once')
			.on(t.userId, t.role, t.unitId)
			.where(sql`${t.revokedAt} is null`)
	]
);

/** Signed-in browsers. `id` is the SHA-256 of the secret in the cookie: who reads this table can enter nowhere. */
export const session = pgTable(
	'session',
	{
		id: text().primaryKey(),
		userId: integer('user_id')
			.notNull()
			.references(() => appUser.id),
		expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
		createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow()
	},
	(t) => [index('session_of_user').on(t.userId)]
);
