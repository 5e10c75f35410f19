import { z } from 'zod';
import { m } from '$lib/i18n/paraglide/messages';
import { importProblemText } from '$lib/i18n/words/import';
import { answer } from '$lib/server/hooks/answer';
import { sendTable } from '$lib/server/hooks/send-table';
import { tableFormats } from '$lib/server/services/import/table-file';
import { writeReport } from '$lib/server/services/import/write-report';
import type { RequestHandler } from './$types';

const querySchema = z.object({ format: z.enum(tableFormats).catch('xlsx') });
const idSchema = z.coerce.number().int().positive().max(2_147_483_647);

export const GET: RequestHandler = (event) =>
	answer(event, async () => {
		const { format } = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const runId = idSchema.parse(event.params.id);
		const words = {
			column: m.imports_report_column(),
			problem: (problem: Parameters<typeof importProblemText>[0]) => {
				const reason = importProblemText(problem);
				return problem.code === 'ruleWarning' ? m.imports_report_warning({ reason }) : reason;
			}
		};
		return sendTable(await writeReport(event.locals.ctx, { runId, format, words }));
	});
