import { bigint, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { evidenceSubjects } from '../../../domain/evidence/evidence';
import { unit } from './unit';
import { appUser } from './user';

/** A file or a link that proves something, and to what it belongs. Bytes lie outside of the web root, by their hash. Taken away by a mark. */
export const evidence = pgTable(
	'evidence',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		/** the unit whose matter it is: who may read that, may read this */
		unitId: integer('unit_id')
			.notNull()
			.references(() => unit.id),
		subject: text({ enum: evidenceSubjects }).notNull(),
		/** `unitCode/indicatorCode/period` of an observation; `roundId/unitId/indicatorId` of a self-assessment; an id of another */
		subjectKey: text('subject_key').notNull(),
		label: text().notNull(),
		url: text(),
		fileSha256: text('file_sha256'),
		/** the true type, found in the bytes */
		mediaType: text('media_type'),
		fileBytes: bigint('file_bytes', { mode: 'number' }),
		addedBy: integer('added_by').references(() => appUser.id),
		addedAt: timestamp('added_at', { withTimezone: true }).notNull(),
		removedBy: integer('removed_by').references(() => appUser.id),
		removedAt: timestamp('removed_at', { withTimezone: true })
	},
	(t) => [index('evidence_of').on(t.subject, t.subjectKey), index('evidence_file').on(t.fileSha256)]
);
