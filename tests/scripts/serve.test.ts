import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CannotServe, hostsFromEnvironment, portFromEnvironment, serve } from '../../scripts/serve';

afterEach(() => vi.unstubAllEnvs());

const occupy = (): Promise<{ server: Server; port: number }> =>
	new Promise((done) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const address = server.address();
			done({ server, port: typeof address === 'object' && address ? address.port : 0 });
		});
	});

describe('the start of the server', () => {
	it('says in one line that a port is taken and how to choose another, before it opens or builds anything', async () => {
		const { server, port } = await occupy();
		const prepare = vi.fn();
		const refusal = await serve({ port, hosts: ['127.0.0.1'], prepare }).catch((error: unknown) => error);
		server.close();
		expect(refusal).toBeInstanceOf(CannotServe);
		expect((refusal as Error).message).toBe(
			`Port ${port} is in use by another program. Stop it, or choose another port with PORT (for example PORT=${port + 1}).`
		);
		expect(prepare).not.toHaveBeenCalled();
	});

	it.each([
		[undefined, 3000],
		['', 3000],
		['8080', 8080]
	])('reads PORT %j as %i', (text, port) => expect(portFromEnvironment(text)).toBe(port));

	it.each(['0', '65536', '80.5', 'http', '-1'])('refuses PORT %j in one line', (text) => {
		expect(() => portFromEnvironment(text)).toThrow(/^PORT must be a number from 1 to 65535; it is /);
	});

	it('listens where HOST says, and where it is usual otherwise', () => {
		vi.stubEnv('HOST', '');
		expect(hostsFromEnvironment(['127.0.0.1'])).toEqual(['127.0.0.1']);
		vi.stubEnv('HOST', '10.0.0.5');
		expect(hostsFromEnvironment(['127.0.0.1'])).toEqual(['10.0.0.5']);
	});
});
