import { expect, test } from '@playwright/test';
import { enter, firstBoard, ownDepartment } from './visit';

const programNamedPdf = Buffer.from('4d5a90000300000004000000ffff0000b8', 'hex');
const report = Buffer.from('%PDF-1.7\nreport\n%%EOF\n');

test.use({ javaScriptEnabled: false });

test('a head assesses the department without scripts: drafts, a proof, one submission, read beside the cell', async ({
	page,
	context
}) => {
	await enter(context, 'head');
	await page.goto('/en/my');
	await page.getByRole('link', { name: 'Assess ourselves' }).first().click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Self-assessment');
	const [rules, secrets] = await page.getByLabel('Exact points, 0–100').all();
	const [first] = await page.getByLabel('Proof: files').all();

	await rules!.fill('100.5');
	await page.getByLabel('Reasons').first().fill('Rules are in force since May.');
	await page.getByRole('button', { name: 'Save draft' }).click();
	await expect(page.getByRole('alert')).toContainText('between 0 and 100');
	await expect(page.getByLabel('Reasons').first()).toHaveValue('Rules are in force since May.');

	await rules!.fill('80');
	await first!.setInputFiles({ name: 'report.pdf', mimeType: 'application/pdf', buffer: programNamedPdf });
	await page.getByRole('button', { name: 'Save draft' }).click();
	await expect(page.getByRole('alert')).toContainText('report.pdf');
	await first!.setInputFiles({ name: 'report.pdf', mimeType: 'application/pdf', buffer: report });
	await page.getByRole('button', { name: 'Save draft' }).click();
	await expect(page.getByText('Saved as a draft.')).toBeVisible();

	await page.getByRole('button', { name: 'Submit all' }).click();
	await expect(page.getByRole('alert')).toContainText('before submitting');
	await secrets!.fill('75');
	const other = await context.newPage();
	await other.goto(page.url().replace(/\?.*/, ''));
	await page.getByRole('button', { name: 'Submit all' }).click();
	await expect(page.getByText('Submitted by')).toBeVisible();
	await expect(page.getByRole('link', { name: 'report.pdf' })).toBeVisible();

	await other.getByRole('button', { name: 'Submit all' }).click();
	await expect(other.getByRole('alert')).toContainText('submitted already');

	await page.goto('/en/my');
	await expect(page.getByText(/Self-assessment, .*: submitted on/)).toBeVisible();
	await context.clearCookies();
	await enter(context, 'auditor');
	const board = await firstBoard(page.request);
	await page.goto(`/en/rounds/${board}/self-assessment/${ownDepartment}`);
	await expect(page.getByText('Rules are in force since May.')).toBeVisible();
});
