import { index, integer, jsonb, pgTable, primaryKey, smallint, text, timestamp } from 'drizzle-orm/pg-core';
import type { Permission } from '../../../domain/access/permissions';
import { appUser } from './user';

/**
 * What a program signs in with: some of its owner's permissions on some of the owner's subtrees, for a time. `hash` is the SHA-256
 * of the secret: who reads this table can call nothing.
 */
export const apiToken = pgTable(
	'api_token',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		userId: integer('user_id')
			.notNull()
			.references(() => appUser.id),
		name: text().notNull(),
		/** the first signs, by which its owner knows it */
		prefix: text().notNull(),
		hash: text().notNull().unique(),
		permissions: jsonb().$type<readonly Permission[]>().notNull(),
		unitIds: jsonb('unit_ids').$type<readonly number[]>().notNull(),
		createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
		expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
		lastUsedAt: timestamp('last_used_at', { withTimezone: true }),
		revokedAt: timestamp('revoked_at', { withTimezone: true })
	},
	(t) => [index('api_token_of').on(t.userId)]
);

/** The answer to a request that carried an idempotency key: the same request gets it again instead of a second effect. */
export const idempotencyKey = pgTable(
	'idempotency_key',
	{
		userId: integer('user_id')
			.notNull()
			.references(() => appUser.id),
		key: text().notNull(),
		/** SHA-256 over method, path and body */
		requestHash: text('request_hash').notNull(),
		/** null while it is being answered */
		status: smallint(),
		headers: jsonb().$type<Record<string, string>>(),
		body: text(),
		createdAt: timestamp('created_at', { withTimezone: true }).notNull()
	},
	(t) => [primaryKey({ columns: [t.userId, t.key] }), index('idempotency_key_age').on(t.createdAt)]
);

/** Counters of the rate limiter, shared by all processes. Shape as rate-limiter-flexible wants it. */
export const rateLimit = pgTable('rate_limit', {
	key: text().primaryKey(),
	points: integer().notNull(),
	expire: timestamp({ withTimezone: true })
});
