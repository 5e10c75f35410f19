import { formatNumber } from '../../view/format/number';
import type { FormatLocale } from '../../view/format/locale';
import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';

export interface RankWords {
	/** 1 = best; halves come from average ties */
	readonly place: number;
	/** how many are ranked */
	readonly of?: number;
	/** places gained since the period before (negative: lost); null = was not ranked then; absent = not said */
	readonly change?: number | null;
	readonly isTied?: boolean;
}

/** What a screen reader hears: `rank 3 of 31, up 2` · `第3名，共31名，上升2名`. */
export function rankPhrase(rank: RankWords, locale: FormatLocale = getLocale()): string {
	const options = { locale };
	const place = formatNumber(rank.place, locale);
	const bare =
		rank.of === undefined
			? m.rank_place({ place }, options)
			: m.rank_place_of({ place, total: formatNumber(rank.of, locale) }, options);
	const standing = rank.isTied ? m.rank_tied({ rank: bare }, options) : bare;
	if (rank.change === undefined) return standing;
	return m.rank_with_change({ rank: standing, change: changePhrase(rank.change, locale) }, options);
}

/** `up 2`, `down 1`, `unchanged`, and `new` for null · `上升2名` */
export function changePhrase(places: number | null, locale: FormatLocale = getLocale()): string {
	const options = { locale };
	if (places === null) return m.change_new({}, options);
	if (places === 0) return m.change_none({}, options);
	const count = formatNumber(Math.abs(places), locale);
	return places > 0
		? m.rank_change_up({ places: count }, options)
		: m.rank_change_down({ places: count }, options);
}
