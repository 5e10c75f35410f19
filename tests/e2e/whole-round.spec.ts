import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { demonstrationPassword } from '../../src/lib/server/services/demonstration/settings';
import { OwnServer } from './own/server';
import { ownDepartment, postCredentials } from './visit';

const server = new OwnServer(Number(process.env['E2E_PORT'] ?? 3210) + 40);
// What is not there after that is not coming: the test is long enough.
test.use({ actionTimeout: 15_000, navigationTimeout: 30_000 });

/** Of the department on which the veto falls. */
const vetoed = '330000-transport';
const day = 86_400_000;
/** The day of offices in China, `days` from today. */
const dayFromNow = (days: number) =>
	new Date(Date.now() + 8 * 3_600_000 + days * day).toISOString().slice(0, 10);

/** The last half-year that is over, of which the demonstration has no round, and the one before it: of that the round is drawn that gets cloned. */
function halves(): { readonly last: string; readonly before: string } {
	const today = new Date(Date.now() + 8 * 3_600_000);
	const index = today.getUTCFullYear() * 2 + Math.floor(today.getUTCMonth() / 6);
	const code = (count: number) => `${Math.floor(count / 2)}-H${(count % 2) + 1}`;
	return { last: code(index - 1), before: code(index - 2) };
}

const halfWords = (code: string) => `${code.endsWith('H1') ? 'First' : 'Second'} half of ${code.slice(0, 4)}`;

async function personsPage(browser: Browser, account: string): Promise<Page> {
	const context = await browser.newContext({ baseURL: server.address });
	await postCredentials(context.request, `${account}@demo.example`, demonstrationPassword);
	return context.newPage();
}

/** Moves a round on; over what blocks it with a reason, where there is something that may be stepped over. */
async function moveOn(page: Page, round: string, stage: string): Promise<void> {
	await page.goto(`/en/rounds/${round}`);
	const plain = page.getByRole('button', { name: `Move to “${stage}”`, exact: true });
	if (await plain.isEnabled()) {
		await plain.click();
	} else {
		await page.getByText('Override and move on').click();
		await page.locator('#move-reason').fill('The departments agreed');
		await page.getByRole('button', { name: /^Override and move to/ }).click();
	}
	await expect(page.getByText(`The round is at “${stage}” now`)).toBeVisible();
}

const pdf = (name: string) => ({
	name,
	mimeType: 'application/pdf',
	buffer: Buffer.from('%PDF-1.7\n%%EOF\n')
});
const done = (page: Page): Locator => page.locator('main [role=status]').first();

/** Scores everything that somebody has in a round, cell after cell, by keys alone. */
async function scoreAll(page: Page, round: string): Promise<void> {
	await page.goto(`/en/assess?round=${round}`);
	// A link that is followed before the scripts run loads the page anew, and leaves the focus at its top.
	await page.waitForLoadState('networkidle');
	await page.getByRole('link', { name: 'Score the next one' }).first().click();
	await expect(page).toHaveURL(/\/assess\/\d+/);
	for (let last = ''; ;) {
		// From the last cell it goes back to the list.
		await expect(page).not.toHaveURL(last);
		if (!/\/assess\/\d+/.test(page.url())) break;
		last = page.url();
		// Keys count once the page obeys them, which it shows by the focus.
		await expect(page.locator('input[name=level]:focus')).toBeVisible();
		await page.keyboard.press('4');
		await page.keyboard.press('Control+Enter');
	}
}

test.afterAll(async () => server.remove());

test('a round goes from its clone over an appeal that is upheld to a publication that verifies', async ({
	browser
}) => {
	test.setTimeout(600_000);
	await server.start();
	const { last, before } = halves();
	let manager = await personsPage(browser, 'manager');

	// The departments of one province have had a round of their own; its next one is a clone of it.
	await manager.goto('/en/rounds/new');
	const version = manager.locator('#create-version option', { hasText: 'departments' });
	await manager.locator('#create-version').selectOption((await version.getAttribute('value'))!);
	await manager.locator('#create-period').fill(before);
	await manager.locator('#create-root').fill('330000');
	await manager.locator('#create-commentAbove').fill('');
	await manager.locator('#create-commentBelow').fill('');
	await manager.getByRole('button', { name: 'Draft round' }).click();
	await expect(manager).toHaveURL(/done=created/);
	await manager.getByRole('button', { name: /^Clone/ }).click();
	await expect(manager.locator('h1')).toContainText(halfWords(last));
	const round = /rounds\/(\d+)/.exec(manager.url())![1]!;

	await manager.goto(`/en/rounds/${round}/timetable`);
	const windows = {
		collecting: [-60, 0],
		selfAssessment: [0, 0],
		review: [0, 0],
		scoring: [0, 0],
		publicity: [1, 3],
		appeals: [1, 6],
		final: [7, 9]
	} as const;
	for (const [stage, [first, until]] of Object.entries(windows)) {
		await manager.locator(`#timetable-${stage}-first`).fill(dayFromNow(first));
		await manager.locator(`#timetable-${stage}-last`).fill(dayFromNow(until));
	}
	await manager.getByRole('button', { name: 'Save timetable' }).click();
	await expect(manager.getByText('Saved.')).toBeVisible();
	await manager.goto(`/en/rounds/${round}/assessors`);
	// Two score: the others can decide on appeals.
	for (const name of [/Gao Zhiqiang/, /Luo Simin/]) {
		await manager.getByRole('row', { name }).getByRole('checkbox').uncheck();
	}
	await manager.getByRole('button', { name: 'Assign by rule' }).click();
	await expect(manager.getByText('Every scored cell has its assessors.')).toBeVisible();
	for (const stage of ['Collecting', 'Self-assessment', 'Review']) await moveOn(manager, round, stage);

	// A veto: proposed by one, confirmed by another, and nobody steps over it meanwhile.
	const staff = await personsPage(browser, 'assessor4');
	await staff.goto(`/en/rounds/${round}/adjustments`);
	await staff.waitForLoadState('networkidle');
	await staff.getByText('Propose an adjustment').click();
	await expect(staff.locator('#propose-unit')).toBeVisible();
	await staff.locator('#propose-unit').selectOption(vetoed);
	await staff.locator('#propose-rule').selectOption('incident');
	await staff.getByLabel('Ground in English').fill('Personal data stood open for a week');
	await staff.getByRole('button', { name: 'Propose', exact: true }).click();
	await expect(done(staff)).toContainText('Proposed');
	await expect(staff.getByRole('button', { name: 'Confirm' })).toHaveCount(0);
	await manager.goto(`/en/rounds/${round}`);
	await expect(manager.locator('main')).toContainText('without a second person’s decision: 1');
	await manager.goto(`/en/rounds/${round}/adjustments`);
	await manager.getByRole('button', { name: 'Confirm' }).click();
	await expect(done(manager)).toContainText('Confirmed');
	await moveOn(manager, round, 'Scoring');

	for (const account of ['assessor', 'assessor2']) {
		await scoreAll(await personsPage(browser, account), round);
	}
	await moveOn(manager, round, 'Publicity');
	await expect(manager.locator('main')).toContainText(
		/SHA-256 of the results as they were put up: [0-9a-f]{64}/
	);

	// A day later results stand open to objection: three clicks from the head's own page.
	await server.stop();
	await server.start(1);
	const head = await personsPage(browser, 'head');
	await head.goto('/en/my');
	await head.getByRole('link', { name: /object from the receipt/ }).click();
	await head
		.getByRole('link', { name: /Rules and responsibilities/ })
		.first()
		.click();
	await head.getByRole('link', { name: 'Object to this figure' }).click();
	await head.getByRole('button', { name: 'File the objection' }).click();
	await head.getByLabel('Objection').fill('The rules are in force since May');
	await head.getByLabel('What the unit holds to be right').fill('95');
	await head.locator('input[type=file]').setInputFiles(pdf('rules.pdf'));
	await head.getByRole('button', { name: 'File the objection' }).click();
	await expect(done(head)).toContainText('The objection was filed');
	const appeal = new URL(head.url()).pathname;

	const scorer = await personsPage(browser, 'assessor');
	await scorer.goto(appeal);
	await expect(scorer.locator('main')).toContainText('the score of this cell is one of yours');
	await expect(scorer.getByRole('button', { name: 'Admit' })).toHaveCount(0);
	let decider = await personsPage(browser, 'assessor3');
	await decider.goto('/en/messages');
	await expect(decider.locator('main')).toContainText('objects to');
	await decider.goto(appeal);
	await decider.getByRole('button', { name: 'Admit' }).click();
	await expect(done(decider)).toContainText('Admitted');

	await server.stop();
	await server.start(4);
	manager = await personsPage(browser, 'manager');
	await moveOn(manager, round, 'Appeals');
	await manager.goto(`/en/rounds/${round}`);
	await expect(manager.locator('main')).toContainText('Appeals without a decision: 1');
	decider = await personsPage(browser, 'assessor3');
	await decider.goto(appeal);
	await decider.getByLabel('Reason of the decision').fill('In force since May, as the gazette shows');
	await decider.getByLabel('Points, 0–100').fill('90');
	await decider.getByRole('button', { name: 'Uphold', exact: true }).click();
	await expect(done(decider)).toContainText('Decided');
	await expect(decider.locator('main')).toContainText(/score \d+\.\d+ → 90\.00/);

	await moveOn(manager, round, 'Final');
	await manager.getByRole('button', { name: /sign as/i }).click();
	const leader = await personsPage(browser, 'leader');
	await leader.goto(`/en/rounds/${round}`);
	await leader.getByRole('button', { name: /sign as/i }).click();
	await moveOn(manager, round, 'Published');

	const stranger = await (await browser.newContext({ baseURL: server.address })).newPage();
	await stranger.goto(`/en/publications/${last}-pdr-d-330000`);
	await expect(stranger.getByRole('heading', { name: 'What appeals changed' })).toBeVisible();
	await expect(stranger.locator('main')).toContainText('→');
	await expect(stranger.getByRole('row', { name: /Department of Transport/ })).toContainText('Unqualified');
	for (const name of [/CSV/, /XLSX/, /Canonical JSON/, /Data package \(ZIP\)/]) {
		const [download] = await Promise.all([
			stranger.waitForEvent('download'),
			stranger.getByRole('link', { name }).first().click()
		]);
		expect(await download.failure()).toBeNull();
	}

	// What the veto rests on has to be mended: the order is issued on it, answered with proof, and verified.
	await leader.goto(`/en/oversight/orders/new?unit=${vetoed}&ground=veto&round=${round}`);
	await leader.getByLabel('Finding').fill('Personal data stood open for a week');
	await leader.getByLabel('Demand').fill('Close it, and show that it is closed');
	await leader.getByRole('button', { name: 'Issue the order' }).click();
	await expect(done(leader)).toContainText('The order was issued');
	const order = new URL(leader.url()).pathname;
	const regionHead = await personsPage(browser, 'regionhead');
	await regionHead.goto(order);
	await regionHead.getByRole('button', { name: 'Acknowledge' }).click();
	await regionHead.getByLabel('What was mended, and how').fill('Closed on the same day');
	await regionHead.locator('input[type=file]').setInputFiles(pdf('closed.pdf'));
	await regionHead.getByRole('button', { name: 'Send the answer' }).click();
	await expect(done(regionHead)).toContainText('The answer was sent');
	await decider.goto(order);
	await decider.getByRole('button', { name: 'Verify' }).click();
	await expect(done(decider)).toContainText('Verified');

	await server.stop();
	const sound = await server.verify();
	expect(sound.said).toContain('nothing was altered');
	expect(sound.code).toBe(0);
	await server.tamper(
		`update result set score = score - 5 where round_id = ${round} and node_code = 'MGT-03'
			and unit_id = (select id from unit where code = '${ownDepartment}')`,
		'result'
	);
	const altered = await server.verify();
	expect(altered.code).toBe(1);
	expect(altered.said).toContain(ownDepartment);
	expect(altered.said).toContain('MGT-03');
});
