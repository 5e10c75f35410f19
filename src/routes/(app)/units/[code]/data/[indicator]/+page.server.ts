import { localised } from '$lib/i18n/words/localised';
import { answer } from '$lib/server/hooks/answer';
import { getCellHistory } from '$lib/server/services/observation/get-cell-history';
import { parseKnownOn } from '../known-on-query';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	answer(event, async () => {
		const { ctx, locale } = event.locals;
		const { period, typed, day, today } = parseKnownOn(event.url.searchParams, ctx.now);
		const { code, indicator: indicatorCode } = event.params;
		const found = await getCellHistory(ctx, { unit: code, indicator: indicatorCode, period, knownOn: day });
		const { unit, indicator } = found;
		return {
			...found,
			unit: { code: unit.code, name: localised(unit.name, locale) },
			indicator: {
				code: indicator.code,
				name: localised(indicator.name, locale),
				measure: indicator.measure,
				decimals: indicator.decimals,
				unitLabel: localised(indicator.unitLabel, locale)
			},
			typed,
			day,
			today,
			isDemonstration: unit.isDemonstration
		};
	});
