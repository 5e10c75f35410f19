import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { everyPlace, goTo, languages, settled } from './visit';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

declare const axe: { run(options: RunOptions): Promise<AxeResults> };

for (const place of everyPlace) {
	test(`axe finds nothing in both languages and both themes: ${place.name}`, async ({ page }) => {
		for (const language of languages) {
			await page.emulateMedia({ colorScheme: 'light' });
			await goTo(page, place, language);
			await settled(page);
			await page.evaluate(axeSource);
			for (const colorScheme of ['light', 'dark'] as const) {
				await page.emulateMedia({ colorScheme });
				const { violations } = await page.evaluate(
					(values) => axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
					standards
				);
				const found = violations.map(({ id, nodes }) => ({
					id,
					where: nodes
						.slice(0, 4)
						.map(({ target, failureSummary }) => `${target.join(' ')} — ${failureSummary}`)
				}));
				expect.soft(found, `${language}, ${colorScheme}`).toEqual([]);
			}
		}
	});
}
