import { describe, expect, it } from 'vitest';
import { handleBodyLimit, requestBytes } from '../../../src/lib/server/hooks/body-limit';

/** The status that an address answers with to so many announced bytes; 200: it was let through. */
async function statusOf(path: string, bytes: number): Promise<number> {
	const url = new URL(`http://localhost:3000${path}`);
	const request = { headers: new Headers({ 'content-length': String(bytes) }) };
	const event = { url, request } as Parameters<typeof handleBodyLimit>[0]['event'];
	return (await handleBodyLimit({ event, resolve: async () => new Response('ok') })).status;
}

describe('how much a form may send', () => {
	it.each([
		'/en/entry/evidence',
		'/zh/oversight/orders/3',
		'/en/rounds/appeals/new',
		'/zh/rounds/26/adjustments',
		'/zh/rounds/26/self-assessment/330000-health'
	])('is what its files come to at %s, and no more', async (path) => {
		expect(await statusOf(path, requestBytes.evidence)).toBe(200);
		expect(await statusOf(path, requestBytes.evidence + 1)).toBe(413);
		expect(await statusOf(path, 2 * 1024 ** 3)).toBe(413);
	});

	it.each(['/en/rounds/26/self-assessment', '/en/rounds/26', '/en/my', '/en/rounds/appeals/3'])(
		'is little at %s, which takes none',
		async (path) => {
			expect(await statusOf(path, requestBytes.usual)).toBe(200);
			expect(await statusOf(path, requestBytes.usual + 1)).toBe(413);
		}
	);
});
