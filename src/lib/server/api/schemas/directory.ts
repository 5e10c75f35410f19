import { z } from 'zod';
import {
	distributionStatistics,
	frequencies,
	measures,
	rollUpRules,
	timeRules
} from '../../../domain/indicator/indicator';
import { periodKinds } from '../../../domain/period/period';
import { unitFlags, unitKinds, unitLevels } from '../../../domain/unit/unit';
import { daySchema, instantSchema, localisedSchema, pageOf } from './common';

export const unitSchema = z.object({
	code: z.string(),
	kind: z.enum(unitKinds),
	level: z.enum(unitLevels),
	parent: z.string().nullable().describe('Code of the unit above.'),
	name: localisedSchema,
	shortName: localisedSchema,
	sector: z.string().nullable(),
	flag: z.enum(unitFlags).nullable().describe('Why it stands in the tree and in no ranking.'),
	isRanked: z.boolean(),
	validFrom: daySchema,
	validTo: daySchema.nullable(),
	isDemonstration: z.boolean().describe('Made up.')
});

export const unitDetailSchema = unitSchema.extend({
	ancestors: z.array(z.object({ code: z.string(), name: localisedSchema })).describe('From the root down.'),
	peerGroups: z.array(z.object({ groupSet: localisedSchema, code: z.string(), name: localisedSchema })),
	childCount: z.number().int().describe('Units right below it.')
});
export const unitPageSchema = pageOf(unitSchema);

export const indicatorSchema = z.object({
	code: z.string(),
	name: localisedSchema,
	definition: localisedSchema,
	measure: z.enum(measures),
	unitLabel: localisedSchema,
	direction: z.union([z.literal(1), z.literal(-1)]).describe('1: more is better, −1: less is better.'),
	frequency: z.enum(frequencies),
	timeRule: z.enum(timeRules).describe('How months become a quarter and a year.'),
	rollUp: z.enum(rollUpRules).describe('How departments become their region.'),
	statistic: z.enum(distributionStatistics).nullable(),
	isRatio: z.boolean().describe('Sent as numerator and denominator.'),
	factor: z.number(),
	isScored: z.boolean().describe('Scored by assessors: no values are sent.'),
	numerator: localisedSchema.nullable(),
	denominator: localisedSchema.nullable(),
	source: localisedSchema,
	minimum: z.number().nullable(),
	maximum: z.number().nullable(),
	decimals: z.number().int(),
	retiredAt: instantSchema.nullable(),
	revision: z.number().int()
});

export const indicatorDetailSchema = indicatorSchema.extend({
	frameworks: z
		.array(z.object({ framework: z.string(), version: z.number().int(), node: z.string() }))
		.describe('Published framework versions in which it stands.'),
	targets: z.array(
		z.object({
			unit: z.string().nullable().describe('Null: for everybody.'),
			period: z.string().describe('By whose end it is due.'),
			value: z.number(),
			source: localisedSchema
		})
	)
});
export const indicatorPageSchema = pageOf(indicatorSchema);

export const periodPageSchema = pageOf(
	z.object({
		code: z.string(),
		kind: z.enum(periodKinds),
		startsOn: daySchema,
		endsOn: daySchema.describe('Its last day.'),
		dueAt: instantSchema.describe('Until when its data is on time, in the time zone of the installation.'),
		hasEnded: z.boolean(),
		isPublished: z.boolean().describe('Results of it are published that you may read.')
	})
);
