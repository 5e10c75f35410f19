import {
	expect,
	type APIRequestContext,
	type BrowserContext,
	type Locator,
	type Page
} from '@playwright/test';
import { demonstrationPassword } from '../../src/lib/server/services/demonstration/settings';

export type Account =
	'admin' | 'assessor' | 'assessor2' | 'auditor' | 'head' | 'head2' | 'leader' | 'manager' | 'officer';
export type Language = 'en' | 'zh';
export const languages = ['en', 'zh'] as const satisfies readonly Language[];

/** The department of `head` and `officer`, and one of somebody else. */
export const ownDepartment = '330000-health';
export const otherDepartment = '110000-transport';

type Cookie = Awaited<ReturnType<BrowserContext['cookies']>>[number];
const sessions = new Map<Account, Cookie[]>();

/** Gives a browser somebody's session. Signing in through the form is what `sign-in.spec.ts` and the journeys do. */
export async function enter(context: BrowserContext, account: Account): Promise<void> {
	const known = sessions.get(account);
	if (known) return context.addCookies(known);
	await postCredentials(context.request, `${account}@demo.example`, demonstrationPassword);
	const cookies = await context.cookies();
	expect(cookies.length, `${account} has a session`).toBe(1);
	sessions.set(account, cookies);
}

export async function postCredentials(request: APIRequestContext, email: string, password: string) {
	return request.post('/en/sign-in', {
		form: { email, password },
		headers: { origin: new URL((await request.get('/en/sign-in')).url()).origin },
		maxRedirects: 0
	});
}

/** Types address and password, and sends them. */
export async function signIn(page: Page, account: Account, language: Language = 'en'): Promise<void> {
	await page.goto(`/${language}/sign-in`);
	await page.locator('#email').fill(`${account}@demo.example`);
	await page.locator('#password').fill(demonstrationPassword);
	await page.locator('#password').press('Enter');
	await expect(page).not.toHaveURL(/sign-in/);
}

export interface Place {
	/** what the place is, as a test names it */
	readonly name: string;
	/** without language; `:open` stands for the open round's period, `:board` for the round under way that ends first, `:done` for the newest published one of departments, `:month` for the month that is collected, `:cell` and `:round` for an assigned cell, `:unitGrid` for all of a unit, `:publication` for the newest one */
	readonly path: string;
	/** without one, a stranger */
	readonly account?: Account;
	readonly status?: number;
}

/** Every page of the product, as those see it who use it. */
export const everyPlace: readonly Place[] = [
	{ name: 'overview', path: '/' },
	{ name: 'overview of departments', path: '/?framework=PDR-D' },
	{ name: 'ranking with an open row', path: '/rankings?open=330000' },
	{ name: 'ranking of an indicator in a group', path: '/rankings?framework=PDR-D&dim=OPN-01&sort=-change' },
	{ name: 'list of units', path: '/units' },
	{ name: 'region', path: '/units/330000' },
	{ name: 'department', path: `/units/${ownDepartment}` },
	{ name: 'receipt of a total', path: '/units/330000/receipt' },
	{ name: 'receipt of a measured indicator', path: '/units/330000/receipt?node=FBK-01' },
	{ name: 'receipt of a scored indicator', path: `/units/${ownDepartment}/receipt?node=MGT-03` },
	{ name: 'trend', path: '/trends?indicator=OPN-01&units=330000,110000' },
	{
		name: 'trends in small multiples',
		path: '/trends?units=110000,120000,130000,140000,150000,210000,220000'
	},
	{ name: 'publications', path: '/publications' },
	{ name: 'a publication', path: '/publications/:publication' },
	{ name: 'API for programs', path: '/api' },
	{ name: 'sign-in', path: '/sign-in' },
	{ name: 'page that is not there', path: '/nowhere', status: 404 },
	{ name: "leader's overview", path: '/', account: 'leader' },
	{ name: 'provisional ranking', path: '/rankings?period=:open&framework=PDR-D', account: 'leader' },
	{ name: "department head's page", path: '/my', account: 'head' },
	{
		name: "receipt with a department's changes",
		path: `/units/${ownDepartment}/receipt?period=:open&node=QLT-03`,
		account: 'head'
	},
	{ name: 'refusal', path: `/my?unit=${otherDepartment}`, account: 'head', status: 403 },
	{ name: 'audit', path: '/audit', account: 'auditor' },
	{ name: 'administration', path: '/admin', account: 'admin' },
	{ name: 'register of units', path: '/admin/units?under=330000', account: 'admin' },
	{ name: 'form of a new unit', path: '/admin/units/new?parent=330000', account: 'admin' },
	{ name: 'import of divisions', path: '/admin/units/import', account: 'admin' },
	{ name: 'record of a unit', path: `/admin/units/${ownDepartment}`, account: 'admin' },
	{ name: 'sets of peer groups', path: '/admin/groups', account: 'admin' },
	{ name: 'peer groups', path: '/admin/groups/sector', account: 'admin' },
	{ name: 'register of indicators', path: '/admin/indicators', account: 'manager' },
	{ name: 'form of a new indicator', path: '/admin/indicators/new', account: 'manager' },
	{ name: 'record of an indicator', path: '/admin/indicators/FBK-01', account: 'manager' },
	{ name: 'record of a scored indicator', path: '/admin/indicators/MGT-03', account: 'manager' },
	{ name: 'an indicator to read', path: '/admin/indicators/MGT-03', account: 'assessor' },
	{ name: 'targets', path: '/admin/indicators/OPN-01/targets', account: 'manager' },
	{ name: 'access tokens', path: '/account/tokens', account: 'officer' },
	{ name: 'timeliness by unit', path: '/oversight/reporting', account: 'leader' },
	{ name: 'timeliness by indicator', path: '/oversight/reporting?by=indicator', account: 'leader' },
	{ name: 'timeliness by period', path: '/oversight/reporting?by=period', account: 'leader' },
	{ name: 'reports of a unit', path: `/oversight/reporting/${ownDepartment}`, account: 'officer' },
	{ name: 'what is due or overdue', path: '/oversight', account: 'leader' },
	{ name: 'rectification orders', path: '/oversight/orders', account: 'leader' },
	{
		name: 'form of a new order',
		path: `/oversight/orders/new?unit=${ownDepartment}&ground=belowTarget&indicator=OPN-01&period=:month`,
		account: 'leader'
	},
	{ name: 'an order to answer', path: '/oversight/orders/1', account: 'head' },
	{ name: 'an order to verify', path: '/oversight/orders/3', account: 'assessor' },
	{ name: 'calendar of disclosures', path: '/oversight/disclosures', account: 'manager' },
	{ name: 'disclosures of a party', path: '/oversight/disclosures/1', account: 'manager' },
	{ name: 'findings', path: '/oversight/findings', account: 'assessor' },
	{ name: 'rules of an indicator', path: '/admin/indicators/OPN-03/rules', account: 'manager' },
	{
		name: 'history of a value',
		path: `/units/${ownDepartment}/data/QLT-03?knownOn=2026-01-31`,
		account: 'officer'
	},
	{ name: 'whole form on a day', path: `/units/${ownDepartment}/data`, account: 'officer' },
	{ name: 'data entry', path: '/entry', account: 'officer' },
	{ name: 'data entry in a grid', path: '/entry?view=grid', account: 'officer' },
	{
		name: 'evidence of a cell',
		path: `/entry/evidence?unit=${ownDepartment}&indicator=OPN-02&period=:month`,
		account: 'officer'
	},
	{ name: 'review', path: '/review', account: 'assessor' },
	{ name: 'review of a round', path: '/review?round=:board', account: 'assessor' },
	{
		name: 'a value to correct',
		path: '/review/110000-civilAffairs/FBK-02/:month',
		account: 'assessor'
	},
	{ name: 'confirmation by a department', path: '/review', account: 'head' },
	{
		name: 'a cell with its decisions',
		path: `/review/${ownDepartment}/QLT-03/:month`,
		account: 'head'
	},
	{ name: 'messages', path: '/messages', account: 'officer' },
	{ name: 'imports', path: '/imports', account: 'officer' },
	{ name: 'rounds', path: '/rounds', account: 'manager' },
	{ name: 'form of a new round', path: '/rounds/new', account: 'manager' },
	{ name: 'board of a round', path: '/rounds/:board', account: 'manager' },
	{ name: "board of a department's part in a round", path: '/rounds/:board', account: 'head' },
	{ name: 'timetable of a round', path: '/rounds/:board/timetable', account: 'manager' },
	{ name: 'timetable to read', path: '/rounds/:board/timetable', account: 'auditor' },
	{ name: 'assessors of a round', path: '/rounds/:board/assessors', account: 'manager' },
	{ name: 'moderation of a round', path: '/rounds/:board/moderation', account: 'assessor' },
	{ name: 'consistency of assessors', path: '/rounds/:board/consistency', account: 'manager' },
	{ name: 'adjustments of a round', path: '/rounds/:board/adjustments', account: 'manager' },
	{ name: 'self-assessments of a round', path: '/rounds/:board/self-assessment', account: 'manager' },
	{
		name: 'self-assessment to fill in',
		path: `/rounds/:board/self-assessment/${ownDepartment}`,
		account: 'head'
	},
	{
		name: 'self-assessment with its gap',
		path: `/rounds/:done/self-assessment/${ownDepartment}`,
		account: 'head'
	},
	{ name: 'appeals', path: '/rounds/appeals', account: 'assessor' },
	{ name: 'an appeal that was upheld', path: '/rounds/appeals/1', account: 'head' },
	{ name: 'an appeal that was refused', path: '/rounds/appeals/3', account: 'manager' },
	{
		name: 'objection outside the days of publicity',
		path: `/rounds/appeals/new?round=:board&unit=${ownDepartment}&indicator=OPN-01`,
		account: 'head'
	},
	{ name: 'conflicts of interest', path: '/account/interests', account: 'assessor' },
	{ name: 'assessments', path: '/assess', account: 'assessor' },
	{ name: 'assessments by unit, flagged ones', path: '/assess?by=unit&flagged=1', account: 'assessor' },
	{ name: 'one assessment', path: '/assess/:cell', account: 'assessor' },
	{
		name: 'assessments side by side',
		path: '/assess/grid?round=:round&indicator=MGT-03&previous=shown',
		account: 'assessor'
	},
	{ name: 'assessments of a unit side by side', path: '/assess/grid?:unitGrid', account: 'assessor' }
];

/** Becomes who the place is for and goes there. */
export async function goTo(page: Page, place: Place, language: Language) {
	if (place.account) await enter(page.context(), place.account);
	let { path } = place;
	if (path.includes(':open')) path = path.replace(':open', await openPeriod(page.request));
	path = path.replace(':month', lastMonth());
	if (path.includes(':publication')) {
		path = path.replace(':publication', await newestPublication(page.request));
	}
	if (path.includes(':board')) path = path.replace(':board', await firstBoard(page.request));
	if (path.includes(':done')) path = path.replace(':done', await newestDone(page.request));
	if (/:cell|:round/.test(path)) {
		const { cell, round } = await unscoredCell(page.request);
		path = path.replace(':cell', cell).replace(':round', round);
	}
	if (path.includes(':unitGrid')) path = path.replace(':unitGrid', await unitGrid(page.request));
	const answer = await page.goto(`/${language}${path}`);
	expect(answer?.status(), `status of ${path}`).toBe(place.status ?? 200);
	return answer!;
}

/** The period of the open round, as a member finds it on the overview. */
export async function openPeriod(request: APIRequestContext): Promise<string> {
	const overview = await (await request.get('/en/?framework=PDR-D')).text();
	const found = /href="[^"]*[?&;]period=(\d{4}-Q\d)[^"]*"[^>]*>[^<]*provisional/.exec(overview)?.[1];
	return found ?? lastQuarter();
}

/** The quarter in which last month lies: that of the round which the demonstration leaves open. */
function lastQuarter(now = new Date()): string {
	const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1));
	return `${month.getUTCFullYear()}-Q${Math.floor(month.getUTCMonth() / 3) + 1}`;
}

/** The month that the demonstration collects, as calendars in Shanghai have it. */
export function lastMonth(now = new Date()): string {
	const today = new Date(now.getTime() + 8 * 3_600_000);
	return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1)).toISOString().slice(0, 7);
}

/** The address of the newest publication of departments, as a stranger finds it in the list. */
export async function newestPublication(request: APIRequestContext): Promise<string> {
	const list = await (await request.get('/en/publications')).text();
	const slug = /\/publications\/([\w-]+-pdr-d)"/.exec(list)?.[1];
	if (!slug) throw new Error('Nothing is published.');
	return slug;
}

/** The id of the first round under way. Needs the session of somebody who reads rounds. */
export async function firstBoard(request: APIRequestContext): Promise<string> {
	const list = await (await request.get('/en/rounds')).text();
	const id = /\/rounds\/(\d+)"/.exec(list)?.[1];
	if (!id) throw new Error('There is no round under way.');
	return id;
}

/** The id of the newest published quarter of departments. Needs the session of somebody who reads rounds. */
async function newestDone(request: APIRequestContext): Promise<string> {
	const list = await (await request.get('/en/rounds')).text();
	// The first of all is the one that is under way.
	const [, done] = [...list.matchAll(/\/rounds\/(\d+)"[^>]*>[^<]*departments, Q/g)];
	if (!done?.[1]) throw new Error('No round of departments is done.');
	return done[1];
}

/** The first cell that the assessor has still to score. Needs the assessor's session. */
async function unscoredCell(request: APIRequestContext): Promise<{ cell: string; round: string }> {
	const list = await (await request.get('/en/assess')).text();
	const [, cell, round] = /\/assess\/(\d+)\?round=(\d+)/.exec(list) ?? [];
	if (!cell || !round) throw new Error('There is nothing left to score.');
	return { cell, round };
}

/** What names the first grid of a unit. Needs the assessor's session. */
async function unitGrid(request: APIRequestContext): Promise<string> {
	const list = await (await request.get('/en/assess?by=unit')).text();
	const [, round, unit] = /\/assess\/grid\?round=(\d+)&(?:amp;)?unit=([\w-]+)/.exec(list) ?? [];
	if (!round || !unit) throw new Error('There is no unit to score.');
	return `round=${round}&unit=${unit}`;
}

/** Waits until the charts that are in sight have come alive. */
export async function settled(page: Page): Promise<void> {
	await page.waitForLoadState('load');
	await page.waitForFunction(() =>
		[...document.querySelectorAll('figure.chart')].every(
			(chart) =>
				chart.classList.contains('is-live') || chart.getBoundingClientRect().top > window.innerHeight - 1
		)
	);
}

/** What a cell of the form said a month before, in thousandths: a value near it is believed without a word. */
export async function usualPerMille(cell: Locator): Promise<number> {
	const [, percent] = /(\d+\.\d+)%/.exec(await cell.innerText()) ?? [];
	if (percent === undefined) throw new Error('The cell says nothing of the months before.');
	return Math.round(Number(percent) * 10);
}
