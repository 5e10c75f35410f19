import type { CommentBand } from '$lib/domain/assessment/assessment-rules';
import { m } from '$lib/i18n/paraglide/messages';
import { getLocale } from '$lib/i18n/paraglide/runtime';
import { formatNumber } from '$lib/view/format';

/** For which points reasons have to be given; empty where for none. */
export function bandWords({ below, above }: CommentBand): string {
	const parts = [
		...(below === null ? [] : [m.self_band_below({ below: formatNumber(below, getLocale()) })]),
		...(above === null ? [] : [m.self_band_above({ above: formatNumber(above, getLocale()) })])
	];
	const [first, second] = parts;
	if (first === undefined) return '';
	return second === undefined ? first : m.self_band_or({ first, second });
}
