import { z } from 'zod';
import { frameworkDefinitionSchema } from '../framework/definition';
import { figureProvenances } from '../indicator/indicator';
import { missingReasons } from '../scoring/missing-reason';

const number = z.number().nullable();
const missingReason = z.enum(missingReasons).nullable();

/** The form of the canonical JSON that `publicationJson` writes. Keys that a later version adds are let through. */
const recordSchema = z.looseObject({
	adjustments: z.array(
		z.looseObject({ amount: z.number(), ground: z.string(), ruleCode: z.string(), unit: z.string() })
	),
	engineVersion: z.number().int(),
	// Read with today's defaults, so that a setting which came later does not look like a change.
	framework: frameworkDefinitionSchema,
	inputs: z.array(
		z.looseObject({
			basis: z.number(),
			denominator: number,
			distribution: z.array(z.tuple([z.number(), z.number(), z.number()])).nullable(),
			lastKnown: z.object({ age: z.number(), period: z.string(), value: z.number() }).optional(),
			missingReason,
			nodeCode: z.string(),
			numerator: number,
			provenance: z.enum(figureProvenances),
			qualifier: z.enum(['above']).nullable(),
			source: z.string().nullable(),
			unit: z.string(),
			value: number
		})
	),
	period: z.string(),
	results: z.array(
		z.looseObject({
			coverage: z.number(),
			grade: z.string().nullable(),
			missingReason,
			nodeCode: z.string(),
			rank: number,
			score: number,
			unit: z.string()
		})
	),
	root: z.string(),
	units: z.array(z.looseObject({ code: z.string(), peerGroup: z.string().nullable() }))
});

/** A publication as its bytes tell it: everything by the codes of units and nodes. */
export type PublicationRecord = z.infer<typeof recordSchema>;
export type RecordedInput = PublicationRecord['inputs'][number];
export type RecordedResult = PublicationRecord['results'][number];

/** What the bytes of a publication say; undefined where they are none. */
export function readPublication(text: string): PublicationRecord | undefined {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return undefined;
	}
	return recordSchema.safeParse(value).data;
}
