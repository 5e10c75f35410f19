import { z } from 'zod';
import { observationStatuses } from '../../../domain/indicator/indicator';
import { longestNote, reportableReasons } from '../../../domain/indicator/read-entry';
import { missingReasons } from '../../../domain/scoring/missing-reason';
import { codeSchema, instantSchema, pageOf, periodSchema } from './common';

const histogramSchema = z
	.array(z.tuple([z.number(), z.number(), z.number()]))
	.describe('`[value, answered, waiting]`, ascending by value.');

const figures = {
	value: z.number().nullable(),
	numerator: z.number().nullable(),
	denominator: z.number().nullable(),
	distribution: histogramSchema.nullable(),
	missingReason: z.enum(missingReasons).nullable().describe('Why there is no value.')
};

export const observationSchema = z.object({
	unit: z.string(),
	indicator: z.string(),
	period: z.string(),
	...figures,
	status: z.enum(observationStatuses),
	revision: z.number().int().describe('Counts from 1.'),
	source: z.string(),
	submittedAt: instantSchema.nullable(),
	note: z.string().nullable().optional().describe('Only for those who may read what is not published.'),
	returnReason: z.string().nullable().optional(),
	enteredAt: instantSchema.optional(),
	enteredBy: z.string().nullable().optional()
});
export const observationPageSchema = pageOf(observationSchema);

const entrySchema = z.strictObject({
	value: z.number().nullish().describe('Of an indicator that is neither a ratio nor a distribution.'),
	numerator: z.number().nullish(),
	denominator: z.number().nullish(),
	distribution: z
		.array(z.tuple([z.number(), z.number(), z.number()]))
		.max(400)
		.nullish()
		.describe('`[value, answered, waiting]`.'),
	missingReason: z.enum(reportableReasons).nullish().describe('Needs a note.'),
	note: z.string().max(longestNote).nullish()
});

const statuses = z
	.enum(['draft', 'submitted'])
	.describe('`draft`: stays with its unit; `submitted`: counts, and waits for review.');
const statusSchema = statuses.default('submitted');

export const itemSchema = entrySchema.extend({
	unit: codeSchema,
	indicator: codeSchema,
	period: periodSchema,
	status: statuses.optional().describe('Without it that of the batch.'),
	revision: z
		.number()
		.int()
		.min(0)
		.optional()
		.describe('The revision that this replaces, 0: there is none. Without it whatever is there is replaced.')
});

export const mostItems = 10_000;

export const batchSchema = z.strictObject({
	observations: z.array(itemSchema).min(1).max(mostItems),
	status: statusSchema,
	source: z.string().trim().min(1).max(100).default('api').describe('Where the values come from.'),
	dryRun: z.boolean().default(false).describe('Say what would happen, store nothing.'),
	goodRowsOnly: z
		.boolean()
		.default(false)
		.describe('Store the sound items although others are refused. Otherwise all or nothing.')
});

const itemErrors = z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() }));
const warningsSchema = itemErrors
	.optional()
	.describe('Rules of severity warning that do not hold: the value is taken all the same.');

/** What a single write answers: the value as it is stored now. */
export const writtenSchema = observationSchema.extend({ warnings: warningsSchema });

export const batchAnswerSchema = z.object({
	dryRun: z.boolean(),
	counts: z.object({
		inserted: z.number().int(),
		changed: z.number().int(),
		unchanged: z.number().int(),
		rejected: z.number().int()
	}),
	items: z
		.array(
			z.object({
				index: z.number().int().describe('Place in what was sent, from 0.'),
				outcome: z.enum(['inserted', 'changed', 'unchanged', 'rejected']),
				revision: z.number().int().nullable().describe('What is there now; null: nothing.'),
				errors: itemErrors
					.optional()
					.describe('Why it is rejected: codes such as `locked`, `periodClosed`, `ruleBroken`.'),
				warnings: warningsSchema
			})
		)
		.describe('One a sent item, in the same order.')
});

export const cellWriteSchema = entrySchema.extend({
	status: statusSchema,
	source: z.string().trim().min(1).max(100).default('api')
});

export const historyPageSchema = pageOf(
	z.object({
		revision: z.number().int(),
		changedAt: instantSchema,
		changedBy: z.string().nullable().describe('Null: an import or the installation.'),
		before: z.record(z.string(), z.unknown()).nullable(),
		after: z.record(z.string(), z.unknown()),
		reason: z.string().nullable()
	})
);
