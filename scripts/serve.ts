import { existsSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

type Middleware = (...request: [...Parameters<RequestListener>, next: () => void]) => void;

/** Where the built server reads a request's protocol from. Set by us on every request, so nobody outside can. */
const protocolHeader = 'x-yardstick-protocol';

export interface Serving {
	readonly port: number;
	/** addresses to listen on, undefined for all; a second one that this machine lacks (IPv6) is left out */
	readonly hosts: readonly (string | undefined)[];
	/** what is still to be done once the port is ours and before the product is loaded */
	readonly prepare?: () => Promise<void>;
}

/** A refusal to start, in one line. */
export class CannotServe extends Error {}

/**
 * Listens first, so that a taken port is known before the database is opened, then loads the built product (which opens the
 * database), and answers "starting" meanwhile. Ends tidily on SIGTERM and SIGINT: requests first, the database last.
 * @returns the addresses for people
 * @throws CannotServe when the port is taken or the product was not built
 */
export async function serve({ port, hosts, prepare }: Serving): Promise<string> {
	// Without a word from whoever runs a proxy, no header of a request is believed: http is http, and the host is what was asked.
	const isBehindProxy = Boolean(process.env['PROTOCOL_HEADER'] || process.env['ORIGIN']);
	if (!isBehindProxy) process.env['PROTOCOL_HEADER'] = protocolHeader;

	// Files to be brought in and tables to be scored are larger than forms; which address takes how much, the product says (hooks/body-limit.ts).
	process.env['BODY_SIZE_LIMIT'] ||= '64M';

	const product: { handler?: Middleware } = {};
	const listener: RequestListener = (request, response) => {
		if (!product.handler) {
			response.writeHead(503, { 'retry-after': '2', 'content-type': 'text/plain; charset=utf-8' });
			response.end('Starting / 正在启动\n');
			return;
		}
		if (!isBehindProxy) request.headers[protocolHeader] = 'http';
		product.handler(request, response, () => response.writeHead(404).end());
	};
	const servers = await listen(listener, port, hosts);
	endTidily(servers);
	await prepare?.();
	const built = resolve('build/handler.js');
	if (!existsSync(built)) throw new CannotServe('There is no build yet: run `npm run build` first.');
	Object.assign(product, (await import(pathToFileURL(built).href)) as { handler: Middleware });
	return `http://localhost:${port}`;
}

async function listen(listener: RequestListener, port: number, hosts: Serving['hosts']): Promise<Server[]> {
	const servers: Server[] = [];
	for (const host of hosts) {
		const server = createServer(listener);
		try {
			await new Promise<void>((done, failed) => {
				server.once('error', failed);
				server.listen({ port, host, ipv6Only: host === '::1' }, done);
			});
			servers.push(server);
		} catch (error) {
			const { code } = error as NodeJS.ErrnoException;
			const isAbsent = code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
			if (isAbsent && servers.length > 0) continue;
			for (const open of servers) open.close();
			throw new CannotServe(reasonFor(code, host, port, error));
		}
	}
	return servers;
}

function reasonFor(code: string | undefined, host: string | undefined, port: number, error: unknown): string {
	if (code === 'EADDRINUSE') {
		return `Port ${port} is in use by another program. Stop it, or choose another port with PORT (for example PORT=${port + 1}).`;
	}
	if (code === 'EACCES')
		return `Port ${port} needs rights that this user lacks. Choose one above 1023 with PORT.`;
	return `Cannot listen on ${host ?? 'all addresses'}, port ${port}: ${error instanceof Error ? error.message : String(error)}`;
}

function endTidily(servers: readonly Server[]): void {
	let isEnding = false;
	const end = (): void => {
		if (isEnding) return;
		isEnding = true;
		const patience = setTimeout(() => servers.forEach((server) => server.closeAllConnections()), 10_000);
		patience.unref();
		const closed = servers.map(
			(server) =>
				new Promise<void>((done) => {
					server.closeIdleConnections();
					server.close(() => done());
				})
		);
		void Promise.all(closed).then(() => process.emit('sveltekit:shutdown' as never, 'SIGTERM' as never));
	};
	process.on('SIGTERM', end);
	process.on('SIGINT', end);
}

/** What `PORT` says, or 3000. @throws CannotServe when it is no port */
export function portFromEnvironment(text = process.env['PORT']): number {
	if (text === undefined || text === '') return 3000;
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw new CannotServe(`PORT must be a number from 1 to 65535; it is "${text}".`);
}

/** What `HOST` says, or what is usual for the way of starting. */
export function hostsFromEnvironment(usual: Serving['hosts']): Serving['hosts'] {
	const host = process.env['HOST'];
	return host ? [host] : usual;
}

/** Ends the process with the one line of a refusal, or with everything that is known about an error that nobody expected. */
export function exitWith(error: unknown): never {
	console.error(error instanceof CannotServe ? `Yardstick cannot start: ${error.message}` : error);
	process.exit(1);
}
