import { z } from 'zod';
import { orderGrounds, orderStatuses } from '$lib/domain/oversight/order-status';
import { answer } from '$lib/server/hooks/answer';
import { listOrders } from '$lib/server/services/order/list-orders';
import { hasDemonstrationData } from '$lib/server/services/unit/has-demonstration-data';
import type { PageServerLoad } from './$types';

const querySchema = z.object({
	state: z
		.enum(['open', 'overdue', ...orderStatuses])
		.optional()
		.catch(undefined),
	ground: z.enum(orderGrounds).optional().catch(undefined),
	unit: z.string().trim().min(1).max(100).optional().catch(undefined),
	page: z.coerce.number().int().min(1).max(100_000).catch(1)
});

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		return {
			query,
			found: await listOrders(event.locals.ctx, query),
			isDemonstration: await hasDemonstrationData(event.locals.ctx)
		};
	});
