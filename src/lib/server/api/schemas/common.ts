import { z } from 'zod';
import { findPeriod } from '../../../domain/period/period';

/** A name in both languages. */
export const localisedSchema = z.object({ en: z.string(), 'zh-CN': z.string() });

export const codeSchema = z
	.string()
	.trim()
	.min(1)
	.max(100)
	.refine((code) => !code.includes('\0'), 'holds U+0000');

export const periodSchema = z
	.string()
	.refine((code) => findPeriod(code) !== undefined, 'is no period: write 2026-03, 2026-Q1, 2026-H1 or 2026')
	.describe('`2026-03`, `2026-Q1`, `2026-H1` or `2026`');

export const instantSchema = z.iso.datetime({ offset: true }).describe('An instant, ISO 8601.');
export const daySchema = z.iso.date();

/** Several codes, apart by commas. */
export function codesSchema(what: string, most = 100) {
	return z
		.string()
		.max(5000)
		.transform((text) => [
			...new Set(
				text
					.split(',')
					.map((code) => code.trim())
					.filter(Boolean)
			)
		])
		.pipe(z.array(codeSchema).min(1).max(most))
		.describe(`${what}, apart by commas; at most ${most}.`);
}

/** A page of a list. */
export function pageOf<T extends z.ZodType>(item: T) {
	return z.object({
		items: z.array(item),
		next: z.string().nullable().optional().describe('Cursor of the next page; null: this is the last.')
	});
}
