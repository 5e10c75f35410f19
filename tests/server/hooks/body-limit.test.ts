import { describe, expect, it } from 'vitest';
import { handleBodyLimit, handleStrangersFiles } from '../../../src/lib/server/hooks/body-limit';
import { cookieJar, fakeEvent } from '../../setup/fake-event';

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

async function send(path: string, headers: Record<string, string>, theme?: string): Promise<Response> {
	const cookies = cookieJar(theme === undefined ? {} : { theme });
	const event = {
		...fakeEvent({ path, cookies }),
		request: { method: 'POST', headers: new Headers(headers) }
	};
	return handleBodyLimit({ event: event as never, resolve: () => new Response('passed', { status: 200 }) });
}

const megabytes = (count: number) => ({ 'content-length': String(count * 1_000_000) });

describe('the bytes of a request', () => {
	it.each([
		['/api/v1/score', 16, 17],
		['/api/v1/observations', 8, 9],
		['/en/sign-in', 0.5, 0.6],
		['/zh/entry/evidence', 16, 17],
		['/en/rounds/appeals/new', 33, 34],
		['/en/oversight/orders/12', 33, 34],
		['/zh/rounds/26/adjustments', 33, 34],
		['/zh/rounds/26/self-assessment/330000-health', 33, 34],
		['/en/rounds/26/self-assessment', 0.5, 0.6],
		['/en/oversight/orders', 0.5, 0.6],
		['/zh/imports', 64, 65],
		['/en/admin/units/import', 15, 16]
	])('are bounded by address: %s takes %d MB and not %d MB', async (path, fits, tooLarge) => {
		expect((await send(path, megabytes(fits))).status).toBe(200);
		expect((await send(path, megabytes(tooLarge))).status).toBe(413);
	});

	it('are counted by whoever reads them where a program does not announce them, and refused elsewhere', async () => {
		const unannounced = { 'transfer-encoding': 'chunked' };
		expect((await send('/api/v1/score', unannounced)).status).toBe(200);
		expect((await send('/en/sign-in', unannounced)).status).toBe(413);
		expect((await send('/en', {})).status).toBe(200);
	});
});

describe('the refusal of too many bytes', () => {
	it.each([
		['/en/imports', /64 MB\. Split it/],
		['/zh/imports', /64 MB。请拆分/],
		['/en/admin/units/import', /5 MB\. Leave out columns/],
		['/zh/admin/units/import', /5 MB。请删去/],
		['/en/rounds/appeals/new', /32 MB together and 10 MB each\. Make them smaller/],
		['/zh/oversight/orders/12', /32 MB，单个文件不得超过10 MB。请压缩/],
		['/en/entry/evidence', /10 MB\. Make it smaller/],
		['/zh/entry', /0\.5 MB。请缩短/]
	])('tells a browser at %s the limit and what to do, on a page in its language', async (path, said) => {
		const response = await send(path, { ...megabytes(70), ...browser, 'accept-language': 'de' });
		expect(response.status).toBe(413);
		expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
		const html = await response.text();
		expect(html).toMatch(said);
		expect(html).toContain(`<a href="${path}">`);
		expect(html).toContain(path.startsWith('/zh') ? '<html lang="zh-CN"' : '<html lang="en"');
	});

	it('takes what is still on its way, for a browser looks at the answer when it has sent everything', async () => {
		const request = new Request('http://localhost:3000/en/imports', { method: 'POST', body: 'a=1' });
		request.headers.set('content-length', '70000000');
		const event = { ...fakeEvent({ path: '/en/imports' }), request };
		const response = await handleBodyLimit({ event: event as never, resolve: () => new Response('passed') });
		expect(response.status).toBe(413);
		expect(request.bodyUsed).toBe(true);
	});

	it('is shown in the theme that the reader chose', async () => {
		const response = await send('/en/imports', { ...megabytes(70), ...browser }, 'dark');
		expect(await response.text()).toContain('data-theme="dark"');
	});

	it.each([
		['/api/v1/score', 'en', /16 MB\. Score fewer units/],
		['/api/v1/score', 'zh', /16 MB。请减少考核对象/],
		['/api/v1/observations', 'en', /8 MB\. Send the values in several requests/],
		['/api/v1/units', 'zh', /0\.5 MB/]
	])(
		'is a problem document at %s (%s), its detail the limit and what to do',
		async (path, language, said) => {
			const response = await send(path, { ...megabytes(70), ...browser, 'accept-language': language });
			expect(response.headers.get('content-type')).toBe('application/problem+json');
			const body = (await response.json()) as { detail: string; title: string };
			expect(body).toMatchObject({ status: 413, code: 'tooLarge', instance: path });
			expect(body.detail).toMatch(said);
			expect(body.title).not.toMatch(/MB/);
		}
	);

	it('reaches a form that a page’s script sends as an error that the framework shows', async () => {
		const response = await send('/en/entry/evidence', {
			...megabytes(70),
			accept: 'application/json',
			'x-sveltekit-action': 'true'
		});
		expect(await response.json()).toMatchObject({
			type: 'error',
			error: { code: 'tooLarge', message: expect.stringContaining('10 MB') as unknown }
		});
	});
});

describe('a file that somebody sends', () => {
	const pass = async (path: string, userId: number | undefined, count: number): Promise<Response> => {
		const event = fakeEvent({ path, method: 'POST', headers: { ...browser, ...megabytes(count) } });
		event.locals.actor = { userId, name: 'somebody', grants: [] } as never;
		return handleStrangersFiles({ event, resolve: () => new Response('passed') });
	};

	it('is not read of a stranger, who is told to sign in', async () => {
		const response = await pass('/zh/imports', undefined, 60);
		expect(response.status).toBe(401);
		expect(await response.text()).toContain('您尚未登录');
	});

	it('passes of a member, and a stranger’s forms pass', async () => {
		expect((await pass('/zh/imports', 7, 60)).status).toBe(200);
		expect((await pass('/zh/sign-in', undefined, 0.1)).status).toBe(200);
		expect((await pass('/api/v1/score', undefined, 16)).status).toBe(200);
	});
});
