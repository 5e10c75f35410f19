import { z } from 'zod';
import type { UnitDetails } from '$lib/domain/unit/unit-register';
import { unitFlags } from '$lib/domain/unit/unit';
import { boxSchema, wordsSchema } from '../refuse';

/** A column or row of the tile grid; empty: none. */
const tileSchema = z
	.string()
	.trim()
	.default('')
	.transform((text) => (text === '' ? null : Number(text)))
	.pipe(z.number().int().min(0).max(99).nullable());

const optional = <T extends z.ZodType>(schema: T) =>
	z.preprocess(
		(value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
		schema.optional()
	);

/** The fields that say what a unit is. */
export const unitFormSchema = z.object({
	nameEn: wordsSchema,
	nameZh: wordsSchema,
	shortNameEn: wordsSchema,
	shortNameZh: wordsSchema,
	sector: optional(
		z
			.string()
			.trim()
			.max(60)
			.regex(/^[\p{L}\p{N}_-]+$/u)
	),
	timeZone: z.string().trim().min(1).max(60),
	tileColumn: tileSchema,
	tileRow: tileSchema,
	abbreviation: optional(
		z
			.string()
			.trim()
			.regex(/^[A-Z]{2,3}$/)
	),
	approvalSteps: optional(z.enum(['1', '2'])),
	flag: optional(z.enum(unitFlags)),
	isRanked: boxSchema
});

export function unitDetailsOf(form: z.output<typeof unitFormSchema>): UnitDetails {
	return {
		name: { en: form.nameEn, 'zh-CN': form.nameZh },
		shortName: { en: form.shortNameEn, 'zh-CN': form.shortNameZh },
		sector: form.sector ?? null,
		timeZone: form.timeZone,
		tile: { column: form.tileColumn, row: form.tileRow },
		abbreviation: form.abbreviation ?? null,
		flag: form.flag ?? null,
		isRanked: form.isRanked,
		approvalSteps: form.approvalSteps === undefined ? null : form.approvalSteps === '1' ? 1 : 2
	};
}
