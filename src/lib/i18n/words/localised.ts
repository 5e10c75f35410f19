import type { LocalisedText } from '../../domain/framework/localised-text';
import type { FormatLocale } from '../../view/format/locale';
import { getLocale } from '../paraglide/runtime';

/** The spelling of a name in the reader's language; a name in one spelling is the same for all. */
export function localised(name: LocalisedText, locale: FormatLocale = getLocale()): string {
	return typeof name === 'string' ? name : name[locale];
}
