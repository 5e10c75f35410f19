import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CannotServe, exitWith, hostsFromEnvironment, portFromEnvironment, serve } from './serve';

/** What the build is made from. */
const sources = ['src', 'static', 'package-lock.json', 'svelte.config.js', 'vite.config.ts'];
/** Written by the build itself. */
const generated = join('src', 'lib', 'i18n', 'paraglide');

function newestIn(path: string): number {
	if (!existsSync(path) || path === generated) return 0;
	const found = statSync(path);
	if (!found.isDirectory()) return found.mtimeMs;
	return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

function isBuilt(): boolean {
	const built = 'build/handler.js';
	if (!existsSync(built)) return false;
	return statSync(built).mtimeMs >= Math.max(...sources.map(newestIn));
}

/** Builds quietly; what the build said is shown only when it failed. */
async function build(): Promise<void> {
	const began = Date.now();
	console.log('Building (half a minute or so; only when something changed) …');
	const child = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
		env: { ...process.env, NODE_ENV: 'production' },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const said: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
	child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
	const code = await new Promise<number | null>((done) => child.once('close', done));
	if (code !== 0) {
		process.stderr.write(Buffer.concat(said));
		throw new CannotServe('the build failed (see above).');
	}
	console.log(`Built in ${((Date.now() - began) / 1000).toFixed(0)} s`);
}

/** `npm run demo`: builds if need be, fills an empty database, serves, and says where and as whom to enter. */
try {
	const port = portFromEnvironment();
	process.env['DEMO'] = '1';
	process.env['NODE_ENV'] ??= 'production';
	// Its passwords are printed in the manual: unless HOST says otherwise, only this machine can enter.
	const address = await serve({
		port,
		hosts: hostsFromEnvironment(['127.0.0.1', '::1']),
		prepare: async () => {
			if (!isBuilt()) await build();
		}
	});
	console.log(`\nYardstick is at ${address} (Ctrl+C ends it; the data stays)`);
} catch (error) {
	exitWith(error);
}
