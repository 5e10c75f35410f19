import { z } from 'zod';
import type { IndicatorDetails } from '$lib/domain/indicator/indicator-register';
import {
	distributionStatistics,
	frequencies,
	measures,
	rollUpRules,
	timeRules
} from '$lib/domain/indicator/indicator';
import { boxSchema, numberSchema, wordsSchema } from '../refuse';

const loose = (most: number) => z.string().trim().max(most).default('');

/** The fields that say what an indicator is. */
export const indicatorFormSchema = z.object({
	nameEn: wordsSchema,
	nameZh: wordsSchema,
	definitionEn: z.string().trim().min(1).max(4000),
	definitionZh: z.string().trim().min(1).max(4000),
	measure: z.enum(measures),
	unitLabelEn: loose(60),
	unitLabelZh: loose(60),
	direction: z.enum(['1', '-1']),
	frequency: z.enum(frequencies),
	timeRule: z.enum(timeRules),
	rollUp: z.enum(rollUpRules),
	statistic: z.union([z.enum(distributionStatistics), z.literal('')]).default(''),
	isScored: boxSchema,
	isRatio: boxSchema,
	factor: numberSchema,
	numeratorEn: loose(300),
	numeratorZh: loose(300),
	denominatorEn: loose(300),
	denominatorZh: loose(300),
	sourceEn: loose(300),
	sourceZh: loose(300),
	ownerEn: loose(300),
	ownerZh: loose(300),
	minimum: numberSchema,
	maximum: numberSchema,
	decimals: z.coerce.number().int().min(0).max(8)
});

export function indicatorDetailsOf(form: z.output<typeof indicatorFormSchema>): IndicatorDetails {
	const both = (en: string, zh: string) => ({ en, 'zh-CN': zh });
	return {
		name: both(form.nameEn, form.nameZh),
		definition: both(form.definitionEn, form.definitionZh),
		measure: form.measure,
		unitLabel: both(form.unitLabelEn, form.unitLabelZh),
		direction: form.direction === '1' ? 1 : -1,
		frequency: form.frequency,
		timeRule: form.timeRule,
		rollUp: form.rollUp,
		statistic: form.statistic === '' ? null : form.statistic,
		isRatio: form.isRatio,
		factor: form.factor ?? (form.isRatio && form.measure === 'percent' ? 100 : 1),
		isScored: form.isScored,
		numerator: form.isRatio ? both(form.numeratorEn, form.numeratorZh) : null,
		denominator: form.isRatio ? both(form.denominatorEn, form.denominatorZh) : null,
		source: both(form.sourceEn, form.sourceZh),
		owner: both(form.ownerEn, form.ownerZh),
		minimum: form.minimum,
		maximum: form.maximum,
		decimals: form.decimals
	};
}
