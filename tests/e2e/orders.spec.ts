import { expect, test, type Browser, type Page } from '@playwright/test';
import { enter, lastMonth, ownDepartment, type Account } from './visit';

const pdf = { name: 'report.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') };
const program = {
	name: 'report.pdf',
	mimeType: 'application/pdf',
	buffer: Buffer.from('4d5a90000300000004000000ffff0000b8', 'hex')
};

async function personsPage(browser: Browser, account: Account, javaScriptEnabled = true): Promise<Page> {
	const context = await browser.newContext({ javaScriptEnabled });
	await enter(context, account);
	return context.newPage();
}

const done = (page: Page) => page.locator('main [role=status]').first();
const refused = (page: Page) => page.locator('main [role=alert]').first();

test('an order goes from its leader over the head to staff, back with a reason, and is verified', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const leader = await personsPage(browser, 'leader');
	const head = await personsPage(browser, 'head');
	const staff = await personsPage(browser, 'assessor');

	// From the receipt of a value that falls short, with what is known of it filled in.
	await leader.goto(`/en/units/${ownDepartment}/receipt?node=OPN-01`);
	await leader.getByRole('link', { name: 'Issue a rectification order on this value' }).click();
	await expect(leader.getByLabel('Unit')).toHaveValue(ownDepartment);
	await expect(leader.getByLabel('Finding')).toHaveValue(/OPN-01.*target/);
	await leader.getByRole('button', { name: 'Issue the order' }).click();
	// The browser asks for what is demanded; a day that is over is refused by the product, and what was typed stays.
	await leader.getByLabel('Demand').fill('Open what may be opened');
	const dueOn = await leader.getByLabel('Due').inputValue();
	await leader.getByLabel('Due').fill('2020-01-01');
	await leader.getByRole('button', { name: 'Issue the order' }).click();
	await expect(refused(leader)).toContainText('Choose a day from today on');
	await expect(leader.getByLabel('Demand')).toHaveValue('Open what may be opened');
	await leader.getByLabel('Due').fill(dueOn);
	await leader.getByRole('button', { name: 'Issue the order' }).click();
	await expect(done(leader)).toContainText('The order was issued');
	const path = new URL(leader.url()).pathname.replace('/en', '');

	await head.goto(`/zh/my?unit=${ownDepartment}`);
	const number = path.split('/').at(-1)!;
	await head.getByRole('link', { name: `整改通知单第${number}号` }).click();
	await expect(head.getByRole('button', { name: '提交答复' })).toHaveCount(0);
	await head.getByRole('button', { name: '签收' }).click();
	await expect(done(head)).toContainText('已签收');

	await head.getByLabel('整改情况说明').fill('已制定开放计划');
	await head.getByRole('button', { name: '提交答复' }).click();
	await expect(refused(head)).toContainText('答复须附证明材料');
	await expect(head.getByLabel('整改情况说明')).toHaveValue('已制定开放计划');
	await head.locator('input[type=file]').setInputFiles(program);
	await head.getByRole('button', { name: '提交答复' }).click();
	await expect(refused(head)).toContainText('report.pdf');
	await head.locator('input[type=file]').setInputFiles(pdf);
	await head.getByRole('button', { name: '提交答复' }).click();
	await expect(done(head)).toContainText('答复已提交核实');

	await staff.goto('/en/messages');
	await expect(staff.locator('main')).toContainText(`has answered rectification order ${number}`);
	await staff.goto(`/en${path}`);
	const proof = staff.getByRole('link', { name: 'report.pdf' });
	const [download] = await Promise.all([staff.waitForEvent('download'), proof.click()]);
	expect(download.suggestedFilename()).toBe('report.pdf');
	await staff.getByRole('button', { name: 'Send back' }).click();
	await expect(refused(staff)).toContainText('Write a few words here');
	await staff.getByLabel('Reason').fill('No dates in the plan');
	await staff.getByRole('button', { name: 'Send back' }).click();
	await expect(done(staff)).toContainText('Sent back');

	await head.goto(`/zh${path}`);
	await expect(head.locator('main')).toContainText('No dates in the plan');
	await head.getByLabel('整改情况说明').fill('已补充时间表');
	await head.getByRole('button', { name: '提交答复' }).click();
	await expect(done(head)).toContainText('答复已提交核实');
	await staff.goto(`/en${path}`);
	await staff.getByRole('button', { name: 'Verify' }).click();
	await expect(done(staff)).toContainText('Verified: the order is closed');
	await expect(staff.getByRole('button', { name: 'Verify' })).toHaveCount(0);
	await expect(staff.locator('ol li', { hasText: /answered/ })).toHaveCount(2);

	await leader.goto('/en/oversight');
	await expect(leader.locator('main')).toContainText('Rectification orders');
	await leader.goto(`/en/units/${ownDepartment}`);
	await expect(leader.locator('#orders').locator('..')).toContainText('verified');
});

test('an order is issued, acknowledged, answered and withdrawn without scripts; a disclosure is recorded and taken back', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const leader = await personsPage(browser, 'leader', false);
	const head = await personsPage(browser, 'head', false);
	await leader.goto(
		`/en/oversight/orders/new?unit=${ownDepartment}&ground=failedRule&indicator=OPN-02&period=${lastMonth()}`
	);
	await leader.getByLabel('Demand').fill('Mend the value');
	await leader.getByRole('button', { name: 'Issue the order' }).click();
	await expect(done(leader)).toContainText('The order was issued');
	const path = new URL(leader.url()).pathname;
	await head.goto(path);
	await head.getByRole('button', { name: 'Acknowledge' }).click();
	await head.getByLabel('What was mended, and how').fill('Mended');
	await head.getByLabel('Proof: address of a page').fill('https://example.org/proof');
	await head.getByRole('button', { name: 'Send the answer' }).click();
	await expect(done(head)).toContainText('The answer was sent');
	await leader.goto(path);
	await leader.locator('summary', { hasText: 'Withdraw this order' }).click();
	const withdrawal = leader.locator('form[action*=withdraw]');
	await withdrawal.getByLabel('Reason').fill('Issued twice');
	await withdrawal.getByRole('button', { name: 'Withdraw' }).click();
	await expect(done(leader)).toContainText('Withdrawn');

	const manager = await personsPage(browser, 'manager', false);
	await manager.goto('/en/oversight/disclosures');
	await manager.locator('tbody th a').first().click();
	const entry = manager.locator('section[aria-labelledby^=head-]').first();
	await entry.locator('summary').click();
	await entry.getByLabel('Published on').fill('2020-03-01');
	await entry.getByLabel('Address').fill('ftp://example.org');
	await entry.locator('form[action*=record] button').click();
	await expect(refused(manager)).toBeVisible();
	await expect(entry.getByLabel('Address')).toHaveValue('ftp://example.org');
	await entry.getByLabel('Address').fill('https://example.org/list');
	await entry.locator('form[action*=record] button').click();
	await expect(done(manager)).toContainText('Recorded');
	await expect(entry).toContainText('https://example.org/list');
	await entry.locator('summary').click();
	await entry.locator('form[action*=withdraw] button').click();
	await expect(done(manager)).toContainText('Taken back');
});
