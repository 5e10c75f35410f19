import { expect, test } from '@playwright/test';
import { expectNothingByAxe } from './places/accessibility';
import { expectLightScripts, expectSafeHeaders, listenForComplaints, weighScripts } from './places/delivery';
import { expectToFit } from './places/screens';
import { expectOneLanguage } from './places/words';
import { everyPlace, goTo, settled } from './visit';

// No test changes what another sees: they can be dealt out to several servers.
test.describe.configure({ mode: 'parallel' });

/** Each language and each theme once: what axe finds hangs on the one or on the other, not on the pair. */
const views = [
	{ language: 'en', colorScheme: 'light' },
	{ language: 'zh', colorScheme: 'dark' }
] as const;

for (const place of everyPlace) {
	test(`arrives safe and light, speaks one language, open to all, fits 360 px and paper: ${place.name}`, async ({
		page
	}) => {
		const complaints = listenForComplaints(page, place);
		const weights = weighScripts(page);
		for (const { language, colorScheme } of views) {
			await page.emulateMedia({ colorScheme });
			const answer = await goTo(page, place, language);
			await expectSafeHeaders(page, place, answer);
			await expectOneLanguage(page, await answer.text(), language);

			const chart = page.locator('figure.chart').first();
			if ((await chart.count()) > 0) {
				await chart.scrollIntoViewIfNeeded();
				await expect(chart).toHaveClass(/is-live/);
			}
			await settled(page);
			await page.waitForLoadState('networkidle');
			if (language === 'en') await expectLightScripts(place, weights);
			await expectNothingByAxe(page, `${language}, ${colorScheme}`);
			await expectToFit(page, language);
		}
		expect.soft(complaints, 'complaints of the browser').toEqual([]);
	});
}
