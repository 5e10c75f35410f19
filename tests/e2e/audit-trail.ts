import type { Browser } from '@playwright/test';
import { enter } from './visit';

export interface AuditRow {
	readonly who: string;
	readonly what: string;
	/** code of the unit, from the link to it */
	readonly unit: string | undefined;
	readonly where: string;
	readonly change: string;
}

/** What the audit shows to the auditor about a topic, newest first. */
export async function auditOf(
	browser: Browser,
	topic: 'reporting' | 'scoring' | 'results' | 'register' | 'rounds'
): Promise<AuditRow[]> {
	const context = await browser.newContext();
	await enter(context, 'auditor');
	const page = await context.newPage();
	await page.goto(`/en/audit?topic=${topic}`);
	const rows = await page.locator('tbody tr').evaluateAll((found) =>
		found.map((row) => {
			const [who = '', what = '', where = '', change = ''] = [...row.querySelectorAll('td')].map((cell) =>
				(cell.textContent ?? '').replace(/\s+/g, ' ').trim()
			);
			const unit = row.querySelector('a')?.getAttribute('href')?.split('/').at(-1);
			return { who, what, where, change, unit };
		})
	);
	await context.close();
	return rows;
}
