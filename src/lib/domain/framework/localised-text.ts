import { z } from 'zod';

/** A name in one spelling for all readers, or in both languages of the product. */
export const localisedTextSchema = z.union([
	z.string().min(1),
	z.strictObject({ en: z.string().min(1), 'zh-CN': z.string().min(1) })
]);

export type LocalisedText = z.infer<typeof localisedTextSchema>;
