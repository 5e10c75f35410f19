import { localised } from '$lib/i18n/words/localised';
import { answer } from '$lib/server/hooks/answer';
import { getFormHistory } from '$lib/server/services/observation/get-form-history';
import { parseKnownOn } from './known-on-query';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { ctx, locale } = event.locals;
		const { period, typed, day, today } = parseKnownOn(event.url.searchParams, ctx.now);
		const { unit, rows, ...found } = await getFormHistory(ctx, {
			unit: event.params.code,
			period,
			knownOn: day
		});
		return {
			...found,
			unit: { code: unit.code, name: localised(unit.name, locale) },
			rows: rows.map(({ indicator, ...row }) => ({
				...row,
				code: indicator.code,
				name: localised(indicator.name, locale),
				look: {
					measure: indicator.measure,
					decimals: indicator.decimals,
					unitLabel: localised(indicator.unitLabel, locale)
				}
			})),
			typed,
			day,
			today,
			isDemonstration: unit.isDemonstration
		};
	});
