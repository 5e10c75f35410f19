import type { FormatLocale } from '../../view/format/locale';
import { getLocale } from '../paraglide/runtime';

const inBothSpellings = /^(\p{Script=Han}{2,6}) (\p{Script=Latin}[\p{Script=Latin} .'-]*)$/u;

/** A person's name as the reader spells it: `周明远 Zhou Mingyuan` holds both spellings; any other name is the same for all. */
export function personName(name: string, locale: FormatLocale = getLocale()): string {
	const spellings = inBothSpellings.exec(name);
	if (!spellings) return name;
	return locale === 'zh-CN' ? spellings[1]! : spellings[2]!;
}
