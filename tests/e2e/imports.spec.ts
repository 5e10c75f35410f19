import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { auditOf } from './audit-trail';
import { enter, ownDepartment, type Language } from './visit';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
declare const axe: { run(options: RunOptions): Promise<AxeResults> };

async function expectAccessible(page: Page): Promise<void> {
	await page.evaluate(axeSource);
	const { violations } = await page.evaluate(() =>
		axe.run({
			runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] },
			resultTypes: ['violations']
		})
	);
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' ')).slice(0, 3)])
	).toEqual([]);
}

const words = {
	en: {
		upload: 'Upload and look at it',
		check: 'Check the file',
		good: 'Store the good rows only',
		all: 'Store everything',
		notANumber: '“many” is no number.',
		confirm: 'Yes, take this import back',
		undo: 'Take it back',
		checked: 'Waits for your decision',
		done: 'Stored',
		undone: 'Taken back',
		nothing: 'The file says nothing that is not stored already.'
	},
	zh: {
		upload: '上传并查看',
		check: '检查文件',
		good: '仅写入无误的行',
		all: '全部写入',
		notANumber: '“many”不是数字。',
		confirm: '确认撤回此次导入',
		undo: '撤回',
		checked: '待您确认',
		done: '已写入',
		undone: '已撤回',
		nothing: '文件中的数据均已存在，没有变更。'
	}
} as const;

/** A file of years long past, which no round asks for: nobody else's test reads them. */
function fileOf(year: number, ...lines: string[]): { name: string; mimeType: string; buffer: Buffer } {
	const text = ['单位,指标,周期,分子,分母', ...lines.map((line) => `${ownDepartment},OPN-02,${line}`)].join(
		'\n'
	);
	return { name: `values-${year}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`${text}\n`) };
}

async function upload(page: Page, language: Language, file: ReturnType<typeof fileOf>): Promise<void> {
	await page.goto(`/${language}/imports`);
	await page.locator('#file').setInputFiles(file);
	await page.getByRole('button', { name: words[language].upload }).click();
	await expect(page).toHaveURL(new RegExp(`/${language}/imports/\\d+$`));
}

/** The page looks again by itself; without scripts the link does. */
async function awaitState(page: Page, state: string): Promise<void> {
	await expect(page.locator('main').getByText(state, { exact: true }).first()).toBeVisible({
		timeout: 30_000
	});
}

for (const language of ['en', 'zh'] as const) {
	test(`a file is uploaded, matched, checked, stored and taken back (${language})`, async ({
		page,
		browser
	}) => {
		const say = words[language];
		const year = language === 'en' ? 2017 : 2018;
		await enter(page.context(), 'officer');
		await upload(page, language, fileOf(year, `${year}-01,1,2`, `${year}年2月,1,4`, `${year}-03,many,4`));
		await expect(page.locator('select[name="role.0"]')).toHaveValue('unit');
		await expect(page.locator('select[name="role.1"]')).toHaveValue('indicator');
		await expect(page.locator('select[name="role.2"]')).toHaveValue('period');
		await page.locator('select[name="role.3"]').selectOption('numerator');
		await page.locator('select[name="role.4"]').selectOption('denominator');
		await expectAccessible(page);
		await page.getByRole('button', { name: say.check }).click();
		await awaitState(page, say.checked);
		await expect(page.locator('main')).toContainText(say.notANumber);
		await expectAccessible(page);
		await page.getByRole('button', { name: say.good }).click();
		await awaitState(page, say.done);
		await expectAccessible(page);

		await upload(page, language, fileOf(year, `${year}-01,1,2`, `${year}年2月,1,4`));
		await page.getByRole('button', { name: say.check }).click();
		await awaitState(page, say.checked);
		await expect(page.locator('main')).toContainText(say.nothing);

		await page.goto(`/${language}/imports`);
		await page
			.getByRole('link', { name: `values-${year}.csv` })
			.last()
			.click();
		await page.getByRole('checkbox', { name: say.confirm }).check();
		await page.getByRole('button', { name: say.undo, exact: true }).click();
		await awaitState(page, say.undone);
		const [undone] = await auditOf(browser, 'reporting');
		expect(undone).toMatchObject({ who: 'Wu Xiaolan', what: 'Took back an import' });
	});
}

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });

	test('a file is uploaded, matched, checked and stored, and the page looks again by itself', async ({
		page
	}) => {
		const say = words.en;
		await enter(page.context(), 'officer');
		await page.goto('/en/imports');
		await page.getByRole('button', { name: say.upload }).click();
		await upload(page, 'en', fileOf(2016, '2016-01,1,2'));
		await page.locator('select[name="role.3"]').selectOption('');
		await page.locator('select[name="role.4"]').selectOption('');
		await page.getByRole('button', { name: say.check }).click();
		await expect(page.locator('main [role=alert]')).toContainText('No column holds values.');
		await page.locator('select[name="role.3"]').selectOption('numerator');
		await page.locator('select[name="role.4"]').selectOption('denominator');
		await page.getByRole('button', { name: say.check }).click();
		await awaitState(page, say.checked);
		await page.getByRole('button', { name: say.all }).click();
		await awaitState(page, say.done);
		await page.getByRole('button', { name: say.undo, exact: true }).click();
		await expect(page.locator('main [role=alert]')).toContainText('Tick the box first.');
		await page.getByRole('checkbox', { name: say.confirm }).check();
		await page.getByRole('button', { name: say.undo, exact: true }).click();
		await awaitState(page, say.undone);
	});
});

test('a file that says its period by a year and a month is read by both', async ({ page }) => {
	await enter(page.context(), 'officer');
	const buffer = Buffer.from(`单位,指标,年份,月份,分子,分母\n${ownDepartment},OPN-02,2013,3,1,2\n`);
	await upload(page, 'zh', { name: 'two-columns.csv', mimeType: 'text/csv', buffer });
	await expect(page.locator('select[name="role.2"]')).toHaveValue('year');
	await expect(page.locator('select[name="role.3"]')).toHaveValue('month');
	await page.locator('select[name="role.4"]').selectOption('numerator');
	await page.locator('select[name="role.5"]').selectOption('denominator');
	await page.getByRole('button', { name: words.zh.check }).click();
	await awaitState(page, words.zh.checked);
	await expect(page.getByRole('button', { name: words.zh.all })).toBeVisible();
});

test('templates and values are taken home as files', async ({ page }) => {
	await enter(page.context(), 'officer');
	await page.goto('/en/imports');
	for (const [name, ending] of [
		['Template as workbook (XLSX)', 'xlsx'],
		['Template as CSV', 'csv']
	] as const) {
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name }).click()
		]);
		expect(download.suggestedFilename()).toMatch(new RegExp(`^template-.*\\.${ending}$`));
	}
	const csv = await (await page.request.get('/en/imports/template?format=csv')).text();
	expect(csv).toContain(ownDepartment);
	expect(csv.split('\r\n')[0]).toContain('Indicator code');
});
