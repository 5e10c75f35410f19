import { expect, test } from '@playwright/test';
import { peopleSeeds } from '../../src/lib/server/services/demonstration/people';
import { everyPlace, goTo } from './visit';

/** People's names, which stand in both scripts wherever they stand. */
const names = peopleSeeds.flatMap(({ name }) => name.split(/\s+/));
/** What is called the same in Chinese. */
const sameInBoth =
	/^(PNG|SVG|CSV|JSON|XLSX|DCAT|SHA|Ctrl|Enter|PDR|FOIA|GB|demo|example|yardstick|https?|localhost|zh|Yardstick|MIT|API|[A-Z]{3}|Kaplan|Meier)$/;

/** Everything that is read or heard, but what somebody typed, which is marked as in a language of its own: the text in sight or behind a summary, names of controls, titles. */
function wordsOf() {
	const spoken = ['aria-label', 'title', 'alt', 'placeholder', 'aria-description'];
	const texts: string[] = [document.title];
	for (const element of document.body.querySelectorAll('*')) {
		if (element.closest('script, style, code, [lang]:not(html)')) continue;
		for (const name of spoken) texts.push(element.getAttribute(name) ?? '');
		for (const node of element.childNodes) {
			if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '');
		}
	}
	return texts.map((text) => text.replace(/\s+/g, ' ').trim()).filter(Boolean);
}

// Charts and forms say the same with scripts: the words come with the page.
test.use({ javaScriptEnabled: false });

/** Addresses, hashes, codes of units, names of time zones, and names of the API such as `getUnit`. What stands in `code` is not looked at. */
const code =
	/\S+@\S+|https?:\S+|\b[A-Z][a-z]+\/[A-Z][A-Za-z_]+\b|\b[0-9a-f]{64}\b|\b\d{6}-[A-Za-z]+\b|\b[A-Za-z][a-z]+(?:[A-Z][a-z]+)+\b/g;
const keyLike = /\b[a-z]{2,}(_[a-z0-9]+)+\b|\{[a-z]\w*\}|\bundefined\b|\bNaN\b|\[object /i;

for (const place of everyPlace) {
	test(`no English is left on the Chinese page, nor the other way round: ${place.name}`, async ({ page }) => {
		await goTo(page, place, 'en');
		await expect(page.locator('html')).toHaveAttribute('lang', 'en');
		const english = await page.evaluate(wordsOf);
		expect(english.length, 'texts on the page').toBeGreaterThan(20);
		const chineseLeft = english.filter((text) => /\p{Script=Han}/u.test(bare(text)));
		expect.soft([...new Set(chineseLeft)], 'Chinese on the English page').toEqual([]);

		await goTo(page, place, 'zh');
		await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
		const chinese = await page.evaluate(wordsOf);
		const englishLeft = chinese.filter((text) =>
			(bare(text).match(/[A-Za-z]{3,}/g) ?? []).some((word) => !sameInBoth.test(word))
		);
		expect.soft([...new Set(englishLeft)], 'English on the Chinese page').toEqual([]);

		for (const text of [...english, ...chinese]) expect.soft(text).not.toMatch(keyLike);
	});
}

function bare(text: string): string {
	return names.reduce((rest, name) => rest.replaceAll(name, ''), text.replace(code, ''));
}
