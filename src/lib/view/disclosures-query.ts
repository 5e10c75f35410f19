import { z } from 'zod';

/** What the address of the calendar of disclosures says. Unknown choices are none. */
export const disclosuresQuerySchema = z.object({
	year: z.coerce.number().int().min(1900).max(9999).optional().catch(undefined),
	unit: z.string().trim().min(1).max(100).optional().catch(undefined),
	page: z.coerce.number().int().min(1).max(100_000).catch(1)
});
