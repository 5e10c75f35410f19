import { z } from 'zod';
import { localised } from '$lib/i18n/words/localised';
import { answer } from '$lib/server/hooks/answer';
import { getUnitReporting } from '$lib/server/services/reporting/get-unit-reporting';
import type { PageServerLoad } from './$types';

const month = z.string().max(20).optional();
const querySchema = z.object({ from: month, to: month });

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { ctx, locale } = event.locals;
		const query = querySchema.parse(Object.fromEntries(event.url.searchParams));
		const { unit, rows, ...found } = await getUnitReporting(ctx, { unit: event.params.code, ...query });
		return {
			...found,
			unit: { code: unit.code, name: localised(unit.name, locale) },
			rows: rows.map(({ indicator, cells }) => ({
				code: indicator.code,
				name: localised(indicator.name, locale),
				cells: new Map(cells.map((cell) => [cell.period, cell]))
			})),
			isDemonstration: unit.isDemonstration
		};
	});
