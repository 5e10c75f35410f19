import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdDirectory } from '../../../src/lib/server/db/directory-lock';

const program = new URL('./programs/hold-directory.ts', import.meta.url).pathname;
let directory: string;
let children: ChildProcess[];

beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'yardstick-lock-'));
	children = [];
});
afterEach(async () => {
	await Promise.all(children.map((child) => end(child, 'SIGKILL')));
	rmSync(directory, { recursive: true, force: true });
});

/** Another process that takes the directory. @returns what it said first */
async function hold(moment = 0): Promise<{ child: ChildProcess; said: string }> {
	const child = spawn(process.execPath, ['--import', 'tsx', program, directory, String(moment)]);
	children.push(child);
	const said = await new Promise<string>((done, failed) => {
		child.stdout.once('data', (chunk: Buffer) => done(String(chunk).trim()));
		child.stderr.once('data', (chunk: Buffer) => failed(new Error(String(chunk))));
	});
	return { child, said };
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
	return new Promise((done) => {
		child.once('exit', () => done());
		child.kill(signal);
	});
}

describe('the directory of an embedded database', () => {
	it('is refused to a second process, in words that name the holder and what to do', async () => {
		const { child, said } = await hold();
		expect(said).toBe('held');
		expect(() => holdDirectory(directory)).toThrow(
			expect.objectContaining({
				code: 'databaseInUse',
				message: expect.stringMatching(
					new RegExp(
						`process ${child.pid} on ${hostname()} since .*Stop that process.*DATA_DIR.*DATABASE_URL`
					)
				) as string
			})
		);
	});

	it('is refused to its own process a second time', () => {
		const release = holdDirectory(directory);
		expect(() => holdDirectory(directory)).toThrow(expect.objectContaining({ code: 'databaseInUse' }));
		release();
	});

	it('is free again when its holder ends', async () => {
		const { child } = await hold();
		await end(child, 'SIGTERM');
		holdDirectory(directory)();
		expect(readdirSync(directory)).toEqual([]);
	});

	it('is taken over from a holder that was killed', async () => {
		const { child } = await hold();
		await end(child, 'SIGKILL');
		expect(readdirSync(directory)).toHaveLength(1);
		holdDirectory(directory)();
		expect(readdirSync(directory)).toEqual([]);
	});

	it('is taken over when the holder’s process id now belongs to somebody else', () => {
		const past = {
			pid: process.pid,
			processStart: 'another boot:1',
			host: hostname(),
			since: '2026-01-01T00:00:00Z'
		};
		writeFileSync(join(directory, 'holder.1.aa.json'), JSON.stringify(past));
		holdDirectory(directory)();
	});

	it('is not taken from a holder on another machine, whose life cannot be seen from here', () => {
		const far = { pid: 1, processStart: '', host: 'elsewhere', since: '2026-01-01T00:00:00Z' };
		writeFileSync(join(directory, 'holder.1.aa.json'), JSON.stringify(far));
		expect(() => holdDirectory(directory)).toThrow(/elsewhere.*gone for good, remove .*holder\.1\.aa\.json/);
	});

	it('goes to exactly one of several that come in the same millisecond, over the lock of a dead one', async () => {
		const dead = await hold();
		await end(dead.child, 'SIGKILL');
		const moment = Date.now() + 2_500;
		const racers = await Promise.all([hold(moment), hold(moment), hold(moment)]);
		expect(racers.map(({ said }) => said.split(':')[0]).sort()).toEqual([
			'held',
			'refused databaseInUse',
			'refused databaseInUse'
		]);
	});
});
