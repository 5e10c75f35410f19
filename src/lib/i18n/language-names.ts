import type { Locale } from './paraglide/runtime';

/** Each language by its own name, as its readers look for it: the same in every language, so no message. */
export const languageNames = { en: 'English', 'zh-CN': '中文' } as const satisfies Record<Locale, string>;

/** The language that a reader of this one is offered. */
export const otherLanguage = { en: 'zh-CN', 'zh-CN': 'en' } as const satisfies Record<Locale, Locale>;
