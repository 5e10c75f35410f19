import { z } from 'zod';
import { auditTopics } from '$lib/domain/audit/audit-line';
import { answer } from '$lib/server/hooks/answer';
import { listAudit } from '$lib/server/services/audit/list-audit';
import type { PageServerLoad } from './$types';

const lineId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional().catch(undefined);

const querySchema = z.object({
	topic: z.enum(auditTopics).optional().catch(undefined),
	unit: z.string().trim().max(100).optional(),
	before: lineId,
	after: lineId
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		return { query, audit: await listAudit(event.locals.ctx, { ...query, unit: query.unit || undefined }) };
	});
