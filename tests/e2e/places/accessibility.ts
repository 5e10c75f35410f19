import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

declare const axe: { run(options: RunOptions): Promise<AxeResults> };

/** Expects that axe finds nothing in the page as it stands. */
export async function expectNothingByAxe(page: Page, view: string): Promise<void> {
	await page.evaluate(axeSource);
	const { violations } = await page.evaluate(
		(values) => axe.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] }),
		standards
	);
	const found = violations.map(({ id, nodes }) => ({
		id,
		where: nodes.slice(0, 4).map(({ target, failureSummary }) => `${target.join(' ')} — ${failureSummary}`)
	}));
	expect.soft(found, `axe, ${view}`).toEqual([]);
}
