import { m } from '$lib/i18n/paraglide/messages';
import type { Locale } from '$lib/i18n/paraglide/runtime';
import { localised } from '$lib/i18n/words/localised';
import { formatPeriod } from '$lib/i18n/words/period';
import type { NewOrderPage } from '$lib/server/services/order/get-new-order';
import { findingText } from '$lib/ui/validation/finding-words';
import { formatFigure } from '$lib/view/format';

/** What is known of the finding, in words that whoever issues the order can change. */
export function prefillOf(page: NewOrderPage, period: string | undefined, locale: Locale): string {
	const { indicator, figure, findings, vetoes } = page;
	const lines = vetoes.map(({ ground }) => m.orders_new_prefill_veto({ ground: localised(ground, locale) }));
	if (indicator && period) {
		const named = {
			indicator: `${indicator.code} ${localised(indicator.name, locale)}`,
			period: formatPeriod(period, locale)
		};
		const show = (value: number | null): string =>
			value === null ? m.orders_new_missing() : formatFigure(value, indicator, locale);
		if (findings.length > 0) {
			lines.push(
				...findings.map((finding) =>
					m.orders_new_prefill_rule({ ...named, text: findingText(finding, finding.indicator) })
				)
			);
		} else if (figure) {
			lines.push(
				figure.target === null
					? m.orders_new_prefill_value({ ...named, value: show(figure.value) })
					: m.orders_new_prefill_target({
							...named,
							value: show(figure.value),
							target: show(figure.target.value),
							by: formatPeriod(figure.target.period, locale)
						})
			);
		}
	}
	return lines.join('\n');
}
