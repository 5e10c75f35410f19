import { z } from 'zod';
import { importStatuses } from '../../../domain/import/import-run';
import { audiences, roundStages } from '../../../domain/round/round';
import { missingReasons } from '../../../domain/scoring/missing-reason';
import { instantSchema, localisedSchema, pageOf } from './common';

export const roundSchema = z.object({
	id: z.number().int(),
	framework: z.object({ code: z.string(), version: z.number().int(), name: localisedSchema }),
	period: z.string(),
	root: z.string().describe('Code of the unit below which its units lie.'),
	stage: z.enum(roundStages),
	audience: z.enum(audiences),
	publishedAt: instantSchema.nullable(),
	publishedHash: z.string().nullable().describe('SHA-256 over the canonical JSON of what was published.'),
	correctsRound: z.number().int().nullable(),
	isDemonstration: z.boolean(),
	stages: z
		.array(z.object({ stage: z.enum(roundStages), opensAt: instantSchema, closesAt: instantSchema }))
		.optional()
		.describe('The timetable, for those who take part.')
});
export const roundPageSchema = pageOf(roundSchema);

export const publicationSchema = roundSchema.extend({
	isProvisional: z.boolean(),
	engineVersion: z.number().int().nullable(),
	computedAt: instantSchema.nullable(),
	nodes: z.array(
		z.object({
			code: z.string(),
			parent: z.string().nullable(),
			name: localisedSchema.nullable(),
			weight: z.number().nullable(),
			isIndicator: z.boolean()
		})
	)
});

export const scorePageSchema = pageOf(
	z.object({
		unit: z.string(),
		node: z.string(),
		score: z.number().nullable(),
		rank: z.number().nullable().describe('Within the peer group.'),
		peerGroup: z.string().nullable(),
		coverage: z.number().describe('Share of the node’s children that are present.'),
		grade: z.string().nullable().describe('Of the top node.'),
		missingReason: z.enum(missingReasons).nullable()
	})
);

const importProblemsSchema = z.array(
	z.object({
		row: z.number().int().nullable(),
		column: z.string().nullable(),
		code: z.string(),
		details: z.unknown()
	})
);

export const importSchema = z.object({
	id: z.number().int(),
	fileName: z.string(),
	fileSha256: z.string(),
	status: z.enum(importStatuses),
	isGoodRowsOnly: z.boolean(),
	rowsDone: z.number().int(),
	rowsTotal: z.number().int().nullable(),
	counts: z.record(z.string(), z.number()),
	failure: z.string().nullable(),
	startedAt: instantSchema,
	finishedAt: instantSchema.nullable(),
	undoneAt: instantSchema.nullable(),
	problems: importProblemsSchema.describe('The first rejected rows; `counts` says how many there are.'),
	warnings: importProblemsSchema.describe(
		'The first rules of severity warning that do not hold; they reject nothing.'
	)
});
