import type { ProvisionalBasis } from '$lib/domain/round/provisional-basis';
import { m } from '$lib/i18n/paraglide/messages';
import { getLocale } from '$lib/i18n/paraglide/runtime';
import { formatNumber } from '$lib/view/format';

/** What provisional results rest on so far: months that are over, values that count as 0 until they come in. */
export function basisWords(basis: ProvisionalBasis | null | undefined): string[] {
	if (!basis) return [];
	const { progress, countedAsZero } = basis;
	return [
		...(progress ? [m.period_so_far({ ...progress })] : []),
		...(countedAsZero > 0
			? [m.rankings_counted_as_zero({ count: formatNumber(countedAsZero, getLocale()) })]
			: [])
	];
}
