import { expect, test, type Browser, type Page } from '@playwright/test';
import { auditOf } from './audit-trail';
import { enter, lastMonth, otherDepartment, ownDepartment, usualPerMille, type Account } from './visit';

const code = 'QLT-03';
const cellPage = `/review/${ownDepartment}/${code}/${lastMonth()}`;

async function personsPage(browser: Browser, account: Account, javaScriptEnabled = true): Promise<Page> {
	const context = await browser.newContext({ javaScriptEnabled });
	await enter(context, account);
	return context.newPage();
}

/** Corrects the cell at data entry and submits it. */
async function correct(officer: Page, numerator: number, note: string) {
	await officer.goto(`/en/entry?unit=${ownDepartment}&period=${lastMonth()}`);
	const cell = officer.locator(`#cell-${code}`);
	await cell.locator(`#numerator-${code}`).fill(String(numerator));
	await cell.locator(`#denominator-${code}`).fill('1000');
	const more = cell.locator('details', { has: officer.locator(`#note-${code}`) });
	if (!(await more.getAttribute('open').then((open) => open !== null))) await more.locator('summary').click();
	await cell.locator(`#note-${code}`).fill(note);
	await officer.getByRole('button', { name: 'Submit what is complete' }).click();
	await expect(cell).toContainText('Reported');
	return cell;
}

async function confirmAsHead(head: Page) {
	await head.goto(`/en${cellPage}`);
	await head.getByRole('button', { name: 'Confirm', exact: true }).click();
	await expect(head.locator('main [role=status]').first()).toContainText('Confirmed: 1');
}

test('a value goes from its officer over the head to the reviewer, back with a reason, in again, is approved, opened again and changed', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const officer = await personsPage(browser, 'officer');
	const head = await personsPage(browser, 'head');
	const staff = await personsPage(browser, 'assessor');

	await officer.goto('/en/messages');
	await expect(officer.locator('main')).toContainText('was returned');
	await officer.goto(`/en/entry?unit=${ownDepartment}&period=${lastMonth()}`);
	const usual = await usualPerMille(officer.locator(`#cell-${code}`));
	await correct(officer, usual, 'Checked against the ticketing system');

	// The reviewer waits for the department.
	await staff.goto(`/zh${cellPage}`);
	await expect(staff.locator('main')).toContainText('该数据须先由部门确认');
	await expect(staff.getByRole('button', { name: '审核通过' })).toHaveCount(0);
	await confirmAsHead(head);

	await staff.reload();
	await staff.getByRole('button', { name: '退回', exact: true }).click();
	await expect(staff.locator('main [role=alert]')).toContainText('请填写原因');
	await staff.locator('#reason').fill('分母与受理系统不一致');
	await staff.getByRole('button', { name: '退回', exact: true }).click();
	await expect(staff.locator('main')).toContainText('已退回1项，并已通知填报单位');

	await officer.goto('/en');
	await officer.getByRole('link', { name: /^Messages \(\d+\)$/ }).click();
	const told = officer.locator('main li', { hasText: '分母与受理系统不一致' });
	await expect(told).toContainText('was returned. It counts as missing until it is given in again.');
	await told.getByRole('button', { name: /^Open/ }).click();
	await expect(officer).toHaveURL(new RegExp(`/en/entry\\?unit=${ownDepartment}&period=${lastMonth()}`));
	await expect(officer.locator(`#cell-${code}`)).toContainText('Sent back: 分母与受理系统不一致');
	await officer.goto(`/en/my?unit=${ownDepartment}`);

	await head.goto(
		`/en/units/${ownDepartment}/receipt?node=${code}&framework=PDR-D&period=${quarterOf(lastMonth())}`
	);
	await expect(head.locator('main')).toContainText(/Returned on .* by Xu Wenbo: 分母与受理系统不一致/);
	await expect(head.locator('main')).toContainText('It counts as missing until it is given in again.');

	await correct(officer, usual + 1, 'Denominator mended');
	await confirmAsHead(head);
	await staff.goto(`/en${cellPage}`);
	await staff.getByRole('button', { name: 'Approve' }).click();
	await expect(staff.locator('main')).toContainText('Approved: 1.');
	await expect(staff.locator('dl')).toContainText('Xu Wenbo');

	await staff.locator('#reopen-reason').fill('The ticketing system was corrected');
	await staff.locator('#reopen-days').selectOption('3');
	await staff.getByRole('button', { name: 'Open again' }).click();
	await expect(staff.locator('main')).toContainText('The cell is open again');

	await officer.goto(`/en/entry?unit=${ownDepartment}&period=${lastMonth()}`);
	const cell = officer.locator(`#cell-${code}`);
	await expect(cell).toContainText(/Open until .*: The ticketing system was corrected/);
	await cell.locator(`#numerator-${code}`).fill(String(usual + 2));
	await officer.getByRole('button', { name: 'Save drafts' }).click();
	await expect(officer).toHaveURL(/saved=1/);
	// What was approved goes on counting beside the draft.
	await expect(cell.locator(`#numerator-${code}`)).toHaveValue(String(usual + 2));
	await staff.reload();
	await expect(staff.locator('dl').first()).toContainText('Typed over it, not submitted');
	await officer.getByRole('button', { name: 'Submit what is complete' }).click();
	await expect(cell).not.toContainText('Open until');
	await staff.reload();
	await expect(staff.locator('tbody tr').first()).toContainText('Submitted');

	const actions = (await auditOf(browser, 'reporting')).filter(({ where }) => where.includes(code));
	expect(actions.map(({ what }) => what).slice(0, 4)).toEqual([
		'Submitted a value',
		'Saved a draft value',
		'Reopened a value',
		'Approved a value'
	]);
	for (const page of [officer, head, staff]) await page.context().close();
});

test('without scripts a reviewer returns one value and approves a whole form, and an inbox is read', async ({
	browser
}) => {
	const staff = await personsPage(browser, 'assessor', false);
	await staff.goto(`/en/review?unit=${otherDepartment}`);
	const waiting = async () =>
		Number(/Waiting: (\d+)/.exec(await staff.locator('main').innerText())?.[1] ?? 'NaN');
	const before = await waiting();
	await staff.getByRole('button', { name: 'Approve' }).click();
	await expect(staff.locator('main [role=alert]')).toContainText('Select at least one value.');
	await staff.getByLabel(/^Select Openness rate/).check();
	await staff.getByRole('button', { name: 'Return' }).click();
	await expect(staff.locator('main [role=alert]')).toContainText('Say why');
	await staff.getByLabel(/^Select Openness rate/).check();
	await staff.locator('#reason').fill('Please look again');
	await staff.getByRole('button', { name: 'Return' }).click();
	await expect(staff.locator('main')).toContainText('Returned: 1.');
	expect(await waiting()).toBe(before - 1);
	await staff.getByRole('checkbox', { name: /^All \d+ that match/ }).check();
	await staff.getByRole('button', { name: 'Approve' }).click();
	await expect(staff.locator('main')).toContainText(`Approved: ${before - 1}.`);
	await expect(staff.locator('main')).toContainText('Nothing waits here');
	await staff.context().close();

	const head = await personsPage(browser, 'head2', false);
	await head.goto('/zh/messages');
	await expect(head.locator('main li').first()).toContainText(/审核通过\d+项/);
	await expect(head.locator('main')).toContainText('原因：Please look again');
	await head.getByLabel('不发送').check();
	await head.getByRole('button', { name: '保存' }).click();
	await expect(head.locator('main')).toContainText('已保存');
	await expect(head.getByLabel('不发送')).toBeChecked();
	await head.getByRole('button', { name: '全部标为已读' }).click();
	await expect(head.locator('main')).toContainText('未读0条');
	await head.context().close();
});

test('a head confirms a form by the keyboard alone', async ({ browser }) => {
	const head = await personsPage(browser, 'head');
	await head.goto(`/en/review?unit=${ownDepartment}`);
	const all = head.getByRole('checkbox', { name: /^All \d+ that match/ });
	await all.focus();
	await head.keyboard.press('Space');
	await head.keyboard.press('Tab');
	await head.keyboard.press('Tab');
	await expect(head.getByRole('button', { name: 'Confirm', exact: true })).toBeFocused();
	await head.keyboard.press('Enter');
	await expect(head.locator('main')).toContainText(/Confirmed: \d+\. The reviewers decide next\./);
	await head.context().close();
});

function quarterOf(month: string): string {
	return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}
