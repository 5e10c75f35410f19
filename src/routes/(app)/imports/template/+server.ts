import { z } from 'zod';
import { answer } from '$lib/server/hooks/answer';
import { sendTable } from '$lib/server/hooks/send-table';
import { makeTemplate } from '$lib/server/services/import/make-template';
import { tableFormats } from '$lib/server/services/import/table-file';
import type { RequestHandler } from './$types';

const querySchema = z.object({
	unit: z.string().trim().max(200).optional(),
	format: z.enum(tableFormats).catch('xlsx')
});

export const GET: RequestHandler = (event) =>
	answer(event, async () => {
		const { unit, format } = querySchema.parse(Object.fromEntries(event.url.searchParams));
		return sendTable(await makeTemplate(event.locals.ctx, { format, unit: unit || undefined }));
	});
