import { m } from '../paraglide/messages';
import { getLocale } from '../paraglide/runtime';

/** What a sentence about a broken rule names, in the reader's language, of `brokenDetails` (domain/validation). */
export function brokenRuleWords(detail: (key: string) => string): {
	rule: string;
	figures: string;
	message: string;
} {
	const figures = detail('figures');
	return {
		rule: detail('rule'),
		figures: figures === '' ? '' : m.imports_rule_figures({ figures }),
		message: detail(getLocale() === 'zh-CN' ? 'messageZh' : 'messageEn')
	};
}
