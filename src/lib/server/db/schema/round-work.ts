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
import { roundStages } from '../../../domain/round/round';
import { appeal } from './appeal';
import { indicator } from './indicator';
import { round, roundUnit } from './round';
import { unit } from './unit';
import { appUser } from './user';

/** Every step of a round from stage to stage, append-only (migration `round_guards`): who took it, and what was overridden. */
export const roundMove = pgTable(
	'round_move',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		roundId: integer('round_id')
			.notNull()
			.references(() => round.id),
		fromStage: text('from_stage', { enum: roundStages }).notNull(),
		toStage: text('to_stage', { enum: roundStages }).notNull(),
		movedBy: integer('moved_by').references(() => appUser.id),
		movedAt: timestamp('moved_at', { withTimezone: true }).notNull(),
		/** what still blocked the step: empty unless it was overridden */
		overridden: jsonb().$type<{ readonly code: string; readonly count: number }[]>().notNull().default([]),
		/** why it was overridden */
		reason: text().notNull().default('')
	},
	(t) => [
		index('round_move_of').on(t.roundId, t.movedAt),
		check('round_move_override_reasoned', sql`jsonb_array_length(${t.overridden}) = 0 or ${t.reason} <> ''`)
	]
);

/** The bytes of a round as they stood when it went into publicity, and when it was published, with their hash. Append-only. */
export const roundSnapshot = pgTable(
	'round_snapshot',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		roundId: integer('round_id')
			.notNull()
			.references(() => round.id),
		kind: text({ enum: ['provisional', 'published'] }).notNull(),
		takenAt: timestamp('taken_at', { withTimezone: true }).notNull(),
		/** SHA-256, hex, over the bytes of `content` in UTF-8 */
		sha256: text().notNull(),
		/** canonical JSON (`domain/round/publication.ts`) */
		content: text().notNull()
	},
	(t) => [index('round_snapshot_of').on(t.roundId, t.kind, t.takenAt)]
);

/** A declared conflict of interest: who may not assess, moderate or decide on a unit and those below it. Ended by a mark. */
export const interestDeclaration = pgTable(
	'interest_declaration',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		userId: integer('user_id')
			.notNull()
			.references(() => appUser.id),
		unitId: integer('unit_id')
			.notNull()
			.references(() => unit.id),
		reason: text().notNull(),
		declaredAt: timestamp('declared_at', { withTimezone: true }).notNull(),
		endedAt: timestamp('ended_at', { withTimezone: true })
	},
	(t) => [
		uniqueIndex('interest_declaration_once')
			.on(t.userId, t.unitId)
			.where(sql`${t.endedAt} is null`)
	]
);

/** What a unit says of itself at a scored indicator of a round 自评. Submitted once; kept beside the reviewed score. */
export const selfAssessment = pgTable(
	'self_assessment',
	{
		roundId: integer('round_id').notNull(),
		unitId: integer('unit_id').notNull(),
		indicatorId: integer('indicator_id')
			.notNull()
			.references(() => indicator.id),
		/** points 0–100; null: not scored yet */
		score: doublePrecision(),
		comment: text().notNull().default(''),
		status: text({ enum: ['draft', 'submitted'] })
			.notNull()
			.default('draft'),
		/** counts saves, for the conflict check */
		revision: integer().notNull().default(1),
		savedBy: integer('saved_by').references(() => appUser.id),
		savedAt: timestamp('saved_at', { withTimezone: true }).notNull(),
		submittedBy: integer('submitted_by').references(() => appUser.id),
		submittedAt: timestamp('submitted_at', { withTimezone: true })
	},
	(t) => [
		primaryKey({ columns: [t.roundId, t.unitId, t.indicatorId] }),
		foreignKey({ columns: [t.roundId, t.unitId], foreignColumns: [roundUnit.roundId, roundUnit.unitId] }),
		check('self_assessment_score', sql`${t.score} is null or ${t.score} between 0 and 100`),
		check(
			'self_assessment_submitted_scored',
			sql`${t.status} <> 'submitted' or (${t.score} is not null and ${t.submittedAt} is not null)`
		)
	]
);

/**
 * A score that stands in the place of the consolidated one: moderated, since the assessors differed too much, or decided on an
 * appeal. The newest counts; the others are kept.
 */
export const scoreDecision = pgTable(
	'score_decision',
	{
		id: integer().primaryKey().generatedByDefaultAsIdentity(),
		roundId: integer('round_id').notNull(),
		unitId: integer('unit_id').notNull(),
		indicatorId: integer('indicator_id')
			.notNull()
			.references(() => indicator.id),
		origin: text({ enum: ['moderation', 'appeal'] }).notNull(),
		appealId: integer('appeal_id').references(() => appeal.id),
		/** points 0–100 */
		score: doublePrecision().notNull(),
		reason: text().notNull(),
		decidedBy: integer('decided_by')
			.notNull()
			.references(() => appUser.id),
		decidedAt: timestamp('decided_at', { withTimezone: true }).notNull()
	},
	(t) => [
		foreignKey({ columns: [t.roundId, t.unitId], foreignColumns: [roundUnit.roundId, roundUnit.unitId] }),
		index('score_decision_of').on(t.roundId, t.unitId, t.indicatorId),
		check('score_decision_score', sql`${t.score} between 0 and 100`),
		check('score_decision_origin', sql`(${t.origin} = 'appeal') = (${t.appealId} is not null)`)
	]
);
