import { bigint, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** Every change, written in its own transaction. Append-only; the sealer alone fills `hash`, once (migration `guards`). */
export const auditEntry = pgTable(
	'audit_entry',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
		at: timestamp({ withTimezone: true }).notNull(),
		/** null: the installation itself (seed, import from the command line) */
		actorId: integer('actor_id'),
		/** `assessment.submit`, `observation.save` … */
		action: text().notNull(),
		entity: text().notNull(),
		entityId: text('entity_id').notNull(),
		unitId: integer('unit_id'),
		before: jsonb(),
		after: jsonb(),
		previousHash: text('previous_hash'),
		hash: text()
	},
	(t) => [
		index('audit_entry_of').on(t.entity, t.entityId),
		index('audit_entry_at').on(t.at),
		index('audit_entry_unit').on(t.unitId, t.at)
	]
);

/** What holds for the whole installation, by name: `demonstration` … */
export const setting = pgTable('setting', {
	key: text().primaryKey(),
	value: jsonb().notNull()
});
