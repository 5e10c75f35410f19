import { z } from 'zod';
import { unitKinds } from '../domain/unit/unit';
import { reportingOrderChoices, reportingRowKinds } from './reporting';

const code = z.string().trim().max(100).optional();
const month = z.string().max(20).optional();

/** What the address of the page of timeliness says. Unknown choices are none. */
export const reportingQuerySchema = z.object({
	by: z.enum(reportingRowKinds).catch('unit').default('unit'),
	framework: code,
	unit: code,
	indicator: code,
	kind: z.enum(unitKinds).optional().catch(undefined),
	sector: code,
	from: month,
	to: month,
	order: z.enum(reportingOrderChoices).catch('worst').default('worst'),
	page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1)
});
