import { z } from 'zod';
import { audiences } from '../../../domain/round/round';
import { publicationFiles } from '../../../domain/publication/publication';
import { instantSchema, localisedSchema, pageOf } from './common';

export const publicationItemSchema = z.object({
	slug: z.string().describe('Stands in its address and never changes.'),
	round: z.number().int().describe('Its results are at `/results/{round}`.'),
	framework: z.object({ code: z.string(), version: z.number().int(), name: localisedSchema }),
	period: z.string(),
	root: z.string().describe('Code of the unit below which its units lie.'),
	audience: z.enum(audiences),
	publishedAt: instantSchema,
	engineVersion: z.number().int().nullable(),
	sha256: z.string().describe('Over the bytes of `publication.json`.'),
	corrects: z.string().nullable().describe('Slug of the publication that this one corrects.'),
	correctedBy: z.string().nullable().describe('Slug of the publication by which it was corrected.'),
	withdrawn: z
		.object({ at: instantSchema.nullable(), reason: z.string() })
		.nullable()
		.describe('A withdrawn publication is kept on record without its figures.'),
	isDemonstration: z.boolean()
});
export const publicationPageSchema = pageOf(publicationItemSchema);

export const publicationDetailSchema = publicationItemSchema.extend({
	signatures: z.array(
		z.object({
			capacity: z.enum(['manager', 'leader']),
			signedAt: instantSchema,
			name: z.string().nullable().describe('For members.')
		})
	),
	files: z
		.array(z.object({ file: z.enum(publicationFiles), path: z.string() }))
		.describe('Its downloads; none where it is withdrawn.')
});
