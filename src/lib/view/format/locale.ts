import type { LocalisedName } from '../../domain/unit/unit';

/** The languages of the product, as every name is kept in all of them. */
export type FormatLocale = keyof LocalisedName;

/** What `Intl` is asked for. British English gives day before month and no commas within dates. */
export const intlLocale = { en: 'en-GB', 'zh-CN': 'zh-CN' } as const satisfies Record<FormatLocale, string>;

/** Makes a formatter once per key: constructing one costs a hundred times as much as using it. */
export function remember<T>(make: (key: string) => T): (key: string) => T {
	const made = new Map<string, T>();
	return (key) => {
		const known = made.get(key);
		if (known !== undefined) return known;
		const fresh = make(key);
		made.set(key, fresh);
		return fresh;
	};
}
