import { describe, expect, it } from 'vitest';
import { handleWellFormed } from '../../../src/lib/server/hooks/well-formed';
import { fakeEvent, type EventSeed } from '../../setup/fake-event';

const here = 'http://localhost:3000';

async function answerTo(seed: EventSeed, request?: Request): Promise<Response> {
	const event = fakeEvent(seed);
	return handleWellFormed({
		event: (request ? { ...event, request } : event) as never,
		resolve: () => new Response(null, { status: 204 })
	});
}

const statusOf = async (seed: EventSeed, request?: Request): Promise<number> =>
	(await answerTo(seed, request)).status;

const post = (body: string, headers: Record<string, string>) =>
	new Request('http://localhost:3000/en/sign-in', { method: 'POST', body, headers });
const form = 'application/x-www-form-urlencoded';

describe('a request', () => {
	it('passes when it is what a browser sends from a page of the product', async () => {
		expect(await statusOf({ path: '/en/units?q=%E6%B5%99' })).toBe(204);
		expect(
			await statusOf({ path: '/en/sign-in', form: { email: 'a@b.example' }, headers: { origin: here } })
		).toBe(204);
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
		expect(
			await statusOf({ path: '/en/sign-in', form: { comment: 'a\0b' }, headers: { origin: here } })
		).toBe(400);
	});

	it('is refused when its form does not parse, or is none', async () => {
		const at = { path: '/en/sign-in' };
		const junk = (type: string) => post('junk', { 'content-type': type, origin: here });
		expect(await statusOf(at, junk('multipart/form-data'))).toBe(400);
		expect(await statusOf(at, junk('multipart/form-data; boundary=x'))).toBe(400);
		expect(await statusOf(at, post('{}', { 'content-type': 'application/json' }))).toBe(400);
	});

	it('is refused from another site, whatever its content type', async () => {
		const from = { origin: 'http://evil.example' };
		expect(await statusOf({ path: '/sign-out', method: 'POST', headers: from })).toBe(403);
		expect(await statusOf({ path: '/en/sign-in' }, post('a=1', { 'content-type': form, ...from }))).toBe(403);
		for (const type of [form, 'text/plain']) {
			expect(await statusOf({ path: '/en/sign-in' }, post('a=1', { 'content-type': type }))).toBe(403);
		}
	});

	it('of a program is left to its own reader', async () => {
		expect(
			await statusOf({ path: '/api/v1/score', method: 'POST', headers: { 'content-type': 'text/csv' } })
		).toBe(204);
	});
});

describe('the refusal of a request that no page or route has seen', () => {
	const problemIn = async (response: Response) => {
		expect(response.headers.get('content-type')).toBe('application/problem+json');
		const body = (await response.json()) as {
			status: number;
			code: string;
			detail: string;
			instance: string;
		};
		expect(body.status).toBe(response.status);
		return body;
	};

	it.each([
		['/api/v1/units/%00', 'U+0000'],
		['/api/v1/units?q=%00', 'U+0000'],
		['/api/v1/units/%ff', 'percent-encoded']
	])('is a problem document for a program: %s', async (path, said) => {
		const body = await problemIn(await answerTo({ path }));
		expect(body).toMatchObject({ code: 'invalidInput', instance: path });
		expect(body.detail).toContain(said);
	});

	it('is a problem document for what another site sends to programs’ addresses', async () => {
		const path = '/api/v1/observations';
		const headers = { 'content-type': 'text/plain', origin: 'https://elsewhere.example' };
		const sent = new Request(`${here}${path}`, { method: 'POST', body: '{}', headers });
		expect(await problemIn(await answerTo({ path }, sent))).toMatchObject({ status: 403, code: 'forbidden' });
	});

	it('is a page in the reader’s language for a browser, with nothing of the address in it', async () => {
		const headers = { accept: 'text/html,*/*;q=0.8', 'accept-language': 'zh-CN' };
		const response = await answerTo({ path: '/units/%00<script>', headers });
		expect(response.status).toBe(400);
		expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
		const html = await response.text();
		expect(html).toContain('<html lang="zh-CN"');
		expect(html).toContain('输入内容不符合要求');
		expect(html).not.toContain('script>');
		expect(await (await answerTo({ path: '/en/units/%00', headers })).text()).toContain('<html lang="en"');
	});

	it('is a line for whoever names nothing that it reads', async () => {
		const response = await answerTo({ path: '/zh/units/%00' });
		expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
		expect(await response.text()).toMatch(/^输入内容不符合要求.*\n$/);
	});

	it('is what the framework’s scripts understand where they asked', async () => {
		const headers = { 'content-type': form, origin: 'http://evil.example', 'x-sveltekit-action': 'true' };
		const response = await answerTo({ path: '/zh/entry' }, post('a=1', headers));
		expect(response.status).toBe(403);
		const body = (await response.json()) as { error: { message: string } };
		expect(body).toMatchObject({ type: 'error', error: { code: 'forbidden' } });
		expect(body.error.message).toContain('来自其他网站');
	});
});
