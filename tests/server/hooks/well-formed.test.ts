import { describe, expect, it } from 'vitest';
import { handleWellFormed } from '../../../src/lib/server/hooks/well-formed';
import { fakeEvent, type EventSeed } from '../../setup/fake-event';

async function statusOf(seed: EventSeed, request?: Request): Promise<number> {
	const event = fakeEvent(seed);
	const response = await handleWellFormed({
		event: (request ? { ...event, request } : event) as never,
		resolve: () => new Response(null, { status: 204 })
	});
	return response.status;
}

const post = (body: string, headers: Record<string, string>) =>
	new Request('http://localhost:3000/en/sign-in', { method: 'POST', body, headers });
const form = 'application/x-www-form-urlencoded';

describe('a request', () => {
	it('passes when it is what a browser sends from a page of the product', async () => {
		expect(await statusOf({ path: '/en/units?q=%E6%B5%99' })).toBe(204);
		expect(await statusOf({ path: '/en/sign-in', form: { email: 'a@b.example' } })).toBe(204);
		expect(
			await statusOf(
				{ path: '/en/sign-in' },
				post('a=1', { 'content-type': form, origin: 'http://localhost:3000' })
			)
		).toBe(204);
		expect(await statusOf({ path: '/sign-out', method: 'POST' })).toBe(204);
	});

	it.each(['/en/units?q=a%00b', '/en/units/%00', '/en/trends?units=%00'])(
		'is refused with U+0000 in its address: %s',
		async (path) => {
			expect(await statusOf({ path })).toBe(400);
		}
	);

	it('may hold JSON where a page of the product sends it, and nowhere else', async () => {
		const sent = (path: string, headers: Record<string, string> = {}) =>
			statusOf(
				{ path },
				new Request(`http://localhost:3000${path}`, {
					method: 'POST',
					body: '{}',
					headers: { 'content-type': 'application/json', ...headers }
				})
			);
		expect(await sent('/en/entry/cells')).toBe(204);
		expect(await sent('/en/entry')).toBe(400);
		expect(await sent('/en/entry/cells', { origin: 'https://elsewhere.example' })).toBe(403);
	});

	it('is refused with U+0000 in a field', async () => {
		expect(await statusOf({ path: '/en/sign-in', form: { comment: 'a\0b' } })).toBe(400);
	});

	it('is refused when its form does not parse, or is none', async () => {
		const at = { path: '/en/sign-in' };
		expect(await statusOf(at, post('junk', { 'content-type': 'multipart/form-data' }))).toBe(400);
		expect(await statusOf(at, post('junk', { 'content-type': 'multipart/form-data; boundary=x' }))).toBe(400);
		expect(await statusOf(at, post('{}', { 'content-type': 'application/json' }))).toBe(400);
	});

	it('is refused from another site, whatever its content type', async () => {
		const from = { origin: 'http://evil.example' };
		expect(await statusOf({ path: '/sign-out', method: 'POST', headers: from })).toBe(403);
		expect(await statusOf({ path: '/en/sign-in' }, post('a=1', { 'content-type': form, ...from }))).toBe(403);
	});

	it('of a program is left to its own reader', async () => {
		expect(
			await statusOf({ path: '/api/v1/score', method: 'POST', headers: { 'content-type': 'text/csv' } })
		).toBe(204);
	});
});
