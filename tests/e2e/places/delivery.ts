import { brotliCompressSync } from 'node:zlib';
import { expect, test, type Page, type Response } from '@playwright/test';
import type { Place } from '../visit';

const kilobyte = 1000;
const pageLimit = 90 * kilobyte;
const chartLimit = 215 * kilobyte;
/** The entry grid with its library, loaded where the grid is chosen. */
const gridLimit = 55 * kilobyte;

type Kind = 'page' | 'chart' | 'grid';

/** Compressed size of each script that the page loads from now on, by its address. */
export function weighScripts(page: Page): Map<string, Promise<{ size: number; kind: Kind }>> {
	const weights = new Map<string, Promise<{ size: number; kind: Kind }>>();
	page.on('response', (response) => {
		if (!/\.js$/.test(new URL(response.url()).pathname)) return;
		// A later page takes what is there: each script is weighed once.
		if (weights.has(response.url())) return;
		weights.set(
			response.url(),
			response.body().then((body) => ({
				size: brotliCompressSync(body).length,
				kind: body.includes('ecModel')
					? 'chart'
					: /slick-cell|entry-grid/.test(body.toString())
						? 'grid'
						: 'page'
			}))
		);
	});
	return weights;
}

/** What goes wrong in a page from now on: in the console, in scripts, on the way, or from another host. */
export function listenForComplaints(page: Page, place: Place): readonly string[] {
	const complaints: string[] = [];
	page.on('console', (message) => {
		const isOwnStatus = place.status && message.text().includes(`status of ${place.status}`);
		if (['error', 'warning'].includes(message.type()) && !isOwnStatus) complaints.push(message.text());
	});
	page.on('pageerror', (error) => complaints.push(String(error)));
	page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
	page.on('response', (response) => {
		const isPage = response.request().isNavigationRequest();
		if (response.status() >= 400 && !isPage) complaints.push(`${response.status()} ${response.url()}`);
		if (new URL(response.url()).host !== new URL(page.url()).host && page.url() !== 'about:blank') {
			complaints.push(`${response.url()} is somebody else's`);
		}
	});
	return complaints;
}

/** Expects the headers that keep a page safe, and no cookie where nobody signed in. */
export async function expectSafeHeaders(page: Page, place: Place, answer: Response): Promise<void> {
	const headers = answer.headers();
	const policy = headers['content-security-policy'] ?? '';
	const scripts = /script-src ([^;]*)/.exec(policy)?.[1];
	expect.soft(scripts).toContain("'self'");
	expect.soft(scripts).not.toMatch(/unsafe-(inline|eval)|\*|https?:/);
	for (const part of [
		"frame-ancestors 'none'",
		"object-src 'none'",
		"base-uri 'self'",
		"form-action 'self'"
	]) {
		expect.soft(policy).toContain(part);
	}
	expect.soft(headers['x-content-type-options']).toBe('nosniff');
	expect.soft(headers['x-frame-options']).toBe('DENY');
	expect.soft(headers['referrer-policy']).toBe('same-origin');
	expect.soft(headers['permissions-policy']).toContain('camera=()');
	const isStrangersPage = !place.account && !place.status;
	expect.soft(headers['cache-control']).toMatch(isStrangersPage ? /^public/ : /no-store/);
	if (!place.account) expect.soft(await page.context().cookies(), 'cookies of a stranger').toEqual([]);
}

/** Expects few scripts, and those of charts and the grid only where they are needed. */
export async function expectLightScripts(
	place: Place,
	weights: ReturnType<typeof weighScripts>
): Promise<void> {
	const loaded = await Promise.all(weights.values());
	const sum = (kind: Kind) =>
		loaded.filter((file) => file.kind === kind).reduce((total, { size }) => total + size, 0);
	test.info().annotations.push({
		type: 'weight',
		description: `${sum('page')} + ${sum('chart')} + ${sum('grid')} bytes`
	});
	expect.soft(sum('page'), 'scripts before charts').toBeGreaterThan(0);
	expect.soft(sum('page'), 'scripts before charts').toBeLessThanOrEqual(pageLimit);
	expect.soft(sum('chart'), 'scripts of charts').toBeLessThanOrEqual(chartLimit);
	expect.soft(sum('grid'), 'scripts of the grid').toBeLessThanOrEqual(gridLimit);
	if (place.name === 'sign-in') expect.soft(sum('chart'), 'a page without charts loads none').toBe(0);
}
