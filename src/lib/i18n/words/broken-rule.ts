import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';

/** What a sentence about a broken rule names, in the reader's language, of `brokenDetails` (domain/validation). */
export function brokenRuleWords(detail: (key: string) => string): {
	rule: string;
	figures: string;
	message: string;
} {
	const figures = detail('figures');
	const named = figures === '' ? '' : m.imports_rule_figures({ figures });
	return {
		rule: detail('rule'),
		// Chinese brackets bring their own room.
		figures: named === '' || getLocale() === 'zh-CN' ? named : ` ${named}`,
		message: detail(getLocale() === 'zh-CN' ? 'messageZh' : 'messageEn')
	};
}
