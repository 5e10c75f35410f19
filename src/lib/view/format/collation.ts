import { intlLocale, remember, type FormatLocale } from './locale';

const collator = remember(
	(locale) => new Intl.Collator(intlLocale[locale as FormatLocale], { numeric: true, sensitivity: 'base' })
);

/** Compares names as readers of the language look them up: by letter, or by pinyin. */
export function compareNames(locale: FormatLocale): (a: string, b: string) => number {
	return collator(locale).compare;
}
