import { expect, type Page } from '@playwright/test';
import { peopleSeeds } from '../../../src/lib/server/services/demonstration/people';
import type { Language } from '../visit';

/** People's names, which stand in both scripts wherever they stand. */
const names = peopleSeeds.flatMap(({ name }) => name.split(/\s+/));
/** What is called the same in Chinese, `Publication` as the name of a schema of the API. */
const sameInBoth =
	/^(PNG|SVG|CSV|JSON|XLSX|DCAT|SHA|Ctrl|Enter|Esc|PDR|FOIA|GB|demo|example|yardstick|https?|localhost|zh|Yardstick|MIT|API|Publication|[A-Z]{3}|Kaplan|Meier)$/;
/** Addresses, hashes, codes of units, names of time zones, and names of the API such as `getUnit`. What stands in `code` is not looked at. */
const code =
	/\S+@\S+|https?:\S+|\b[A-Z][a-z]+\/[A-Z][A-Za-z_]+\b|\b[0-9a-f]{64}\b|\b\d{6}-[A-Za-z]+\b|\b[A-Za-z][a-z]+(?:[A-Z][a-z]+)+\b/g;
const keyLike = /\b[a-z]{2,}(_[a-z0-9]+)+\b|\{[a-z]\w*\}|\bundefined\b|\bNaN\b|\[object /i;
const documentLanguage = { en: 'en', zh: 'zh-CN' } as const;

/** Expects one language in what a page says as it arrives, before scripts: charts and forms say the same with scripts. */
export async function expectOneLanguage(page: Page, html: string, language: Language): Promise<void> {
	const { lang, texts } = await page.evaluate(wordsOf, html);
	expect.soft(lang).toBe(documentLanguage[language]);
	expect.soft(texts.length, 'texts on the page').toBeGreaterThan(20);
	const foreign = texts.filter((text) =>
		language === 'en'
			? /\p{Script=Han}/u.test(bare(text))
			: (bare(text).match(/[A-Za-z]{3,}/g) ?? []).some((word) => !sameInBoth.test(word))
	);
	expect.soft([...new Set(foreign)], `another language on the page in ${language}`).toEqual([]);
	expect
		.soft(
			texts.filter((text) => keyLike.test(text)),
			'names of messages and of values'
		)
		.toEqual([]);
}

/** Everything that is read or heard, but what somebody typed, which is marked as in a language of its own: the text in sight or behind a summary, names of controls, titles. */
function wordsOf(html: string) {
	const page = new DOMParser().parseFromString(html, 'text/html');
	const spoken = ['aria-label', 'title', 'alt', 'placeholder', 'aria-description'];
	const texts: string[] = [page.title];
	for (const element of page.body.querySelectorAll('*')) {
		if (element.closest('script, style, code, [lang]:not(html)')) continue;
		for (const name of spoken) texts.push(element.getAttribute(name) ?? '');
		for (const node of element.childNodes) {
			if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '');
		}
	}
	return {
		lang: page.documentElement.lang,
		texts: texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter(Boolean)
	};
}

function bare(text: string): string {
	return names.reduce((rest, name) => rest.replaceAll(name, ''), text.replace(code, ''));
}
