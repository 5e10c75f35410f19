import { z } from 'zod';
import { answer } from '$lib/server/hooks/answer';
import { sendTable } from '$lib/server/hooks/send-table';
import { exportValues } from '$lib/server/services/import/export-values';
import { tableFormats } from '$lib/server/services/import/table-file';
import type { RequestHandler } from './$types';

const querySchema = z.object({
	unit: z.string().trim().min(1).max(200),
	period: z.string().trim().max(20).optional(),
	format: z.enum(tableFormats).catch('xlsx')
});

export const GET: RequestHandler = (event) =>
	answer(event, async () => {
		const { period, ...query } = querySchema.parse(Object.fromEntries(event.url.searchParams));
		return sendTable(await exportValues(event.locals.ctx, { ...query, period: period || undefined }));
	});
