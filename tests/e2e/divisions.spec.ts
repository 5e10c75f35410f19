import { expect, test, type Locator, type Page } from '@playwright/test';
import { auditOf } from './audit-trail';
import { enter, languages, type Language } from './visit';

const words = {
	en: {
		check: 'Check the files',
		store: 'Store the divisions',
		rows: 'Rows',
		toCreate: 'Units to create',
		created: 'Units created',
		same: 'As they are',
		placeholders: /^Marked as placeholder/,
		rejected: 'Rejected rows',
		done: 'The divisions are in the tree.',
		nothing: 'There is nothing to store',
		refused: 'Nothing was stored, because rows are rejected.',
		onlyGood: 'Leave out the rejected rows (3)',
		noColumn: /column/i,
		tooLarge: '5 MB. Leave out columns',
		counties: 'Counties',
		prefectures: 'Prefectures',
		digits: 'The code has to have 4 digits',
		notNested: 'The code does not begin with 3302',
		twice: 'The code 330205 is there twice.'
	},
	zh: {
		check: '检查文件',
		store: '存入行政区划',
		rows: '行数',
		toCreate: '将新增',
		created: '已新增',
		same: '无变化',
		placeholders: /^标记为占位/,
		rejected: '被拒绝的行',
		done: '行政区划已列入考核对象。',
		nothing: '没有需要存入的内容',
		refused: '由于有被拒绝的行，未存入任何数据。',
		onlyGood: '跳过被拒绝的行（3行）',
		noColumn: /列/,
		tooLarge: '5 MB。请删去',
		counties: '县级',
		prefectures: '地级',
		digits: '地级代码应为4位数字',
		notNested: '代码不以上级代码3304开头',
		twice: '代码330411重复出现'
	}
} as const;

const provinces = 'code,name\n33,"浙江省"\n';
/** Prefectures of one province, and counties of theirs: a placeholder among them. */
const lists = {
	en: {
		cities: 'code,name,provinceCode\n3301,"杭州市",33\n',
		areas:
			'code,name,cityCode,provinceCode\n330101,"市辖区",3301,33\n330102,"上城区",3301,33\n330106,"西湖区",3301,33\n'
	},
	zh: {
		cities: 'code,name,provinceCode\n3303,"温州市",33\n',
		areas:
			'code,name,cityCode,provinceCode\n330301,"市辖区",3303,33\n330302,"鹿城区",3303,33\n330303,"龙湾区",3303,33\n'
	}
} as const satisfies Record<Language, object>;
const others = {
	en: { city: '3302,"宁波市"', area: '330205,"江北区",3302' },
	zh: { city: '3304,"嘉兴市"', area: '330411,"秀洲区",3304' }
} as const satisfies Record<Language, object>;
const districts = { en: 'Xihu', zh: '鹿城' } as const;

async function handIn(page: Page, language: Language, files: Readonly<Record<string, string | Buffer>>) {
	await page.goto(`/${language}/admin/units/import`);
	for (const [list, text] of Object.entries(files)) {
		const file = { name: `${list}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) };
		await page.locator(`#${list}`).setInputFiles(file);
	}
	await page.getByRole('button', { name: words[language].check }).click();
}

/** What the report says beside a term. */
const said = (page: Page, term: string | RegExp): Locator =>
	page
		.locator('main dl')
		.first()
		.locator('dt')
		.filter({ hasText: typeof term === 'string' ? new RegExp(`^\\s*${term}\\s*$`) : term })
		.locator('xpath=following-sibling::dd[1]');

for (const language of languages) {
	const say = words[language];

	test.describe(language, () => {
		// In Chinese without scripts: the forms do all of it.
		test.use({ javaScriptEnabled: language === 'en' });
		test.beforeEach(({ context }) => enter(context, 'admin'));

		test('a list of divisions is looked at, stored, and says nothing new the second time', async ({
			page,
			browser
		}) => {
			const files = { provinces, ...lists[language] };
			await handIn(page, language, files);
			await expect(said(page, say.rows)).toHaveText('5');
			await expect(said(page, say.toCreate)).toHaveText('4');
			await expect(said(page, say.same)).toHaveText('1');
			await expect(said(page, say.placeholders)).toHaveText('1');
			await expect(said(page, say.rejected)).toHaveText('0');

			const code = language === 'en' ? '330106' : '330302';
			const there = `/${language}/admin/units/${code}`;
			expect((await page.request.get(there)).status(), 'looking stores nothing').toBe(404);
			await page.getByRole('button', { name: say.store }).click();
			await expect(page.getByText(say.done)).toBeVisible();
			await expect(said(page, say.created)).toHaveText('4');
			await page.goto(there);
			await expect(page.getByRole('heading', { level: 1 })).toContainText(districts[language]);
			const actions = (await auditOf(browser, 'register')).map(({ what }) => what);
			expect(actions[0]).toBe('Imported units');

			await handIn(page, language, files);
			await expect(page.getByText(say.nothing)).toBeVisible();
			await expect(said(page, say.same)).toHaveText('5');
			await expect(page.getByRole('button', { name: say.store })).toHaveCount(0);
		});

		test('rows that fit in nowhere are named by file and line, and refuse the list unless they are left out', async ({
			page
		}) => {
			const { city, area } = others[language];
			await handIn(page, language, {
				provinces,
				cities: `code,name,provinceCode\n${city},33\n33020,"宁海",33\n`,
				areas: `code,name,cityCode,provinceCode\n${area},33\n${area},33\n330999,"无名区",${city.slice(0, 4)},33\n`
			});
			await expect(said(page, say.rejected)).toHaveText('3');
			const rows = page.locator('main tbody tr');
			await expect(rows).toContainText([
				new RegExp(`${say.prefectures}\\s*3\\s*33020\\s*${say.digits}`),
				new RegExp(`${say.counties}\\s*3\\s*${area.slice(0, 6)}\\s*${say.twice}`),
				new RegExp(`${say.counties}\\s*4\\s*330999\\s*${say.notNested}`)
			]);
			await page.getByRole('button', { name: say.store }).click();
			await expect(page.getByText(say.refused)).toBeVisible();
			expect((await page.request.get(`/${language}/admin/units/${area.slice(0, 6)}`)).status()).toBe(404);
			await page.getByText(say.onlyGood).click();
			await page.getByRole('button', { name: say.store }).click();
			await expect(page.getByText(say.done)).toBeVisible();
			expect((await page.request.get(`/${language}/admin/units/${area.slice(0, 6)}`)).status()).toBe(200);
		});

		test('a file that is no such list is refused with its line, and one that is too large with the limit', async ({
			page
		}) => {
			await handIn(page, language, { provinces: 'code,title\n33,"浙江省"\n' });
			await expect(page.locator('main [role=alert], main .notice').first()).toContainText(say.noColumn);
			await expect(page.getByRole('button', { name: say.store })).toHaveCount(0);

			await handIn(page, language, { provinces: Buffer.alloc(17_000_000, 'x') });
			await expect(page.locator('main')).toContainText(say.tooLarge);
			await expect(page.locator('html')).toHaveAttribute('lang', language === 'en' ? 'en' : 'zh-CN');
		});
	});
}
