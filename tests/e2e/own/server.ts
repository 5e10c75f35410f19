import { spawn, type ChildProcess } from 'node:child_process';
import { constants, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

const startLimit = 120_000;

/** A server of a test's own, on data of its own: it can be stopped, started on a later day, and its data looked at meanwhile. */
export class OwnServer {
	readonly directory = mkdtempSync(join(tmpdir(), 'yardstick-own-'));
	readonly #port: number;
	#child: ChildProcess | undefined;

	constructor(port: number) {
		this.#port = port;
		const made = process.env['E2E_MADE_DATA_DIR'];
		if (made) cpSync(made, this.directory, { recursive: true, mode: constants.COPYFILE_FICLONE });
	}

	get address(): string {
		return `http://localhost:${this.#port}`;
	}

	/** @param daysLater how far its clock is ahead. Resolves when it answers; rejects with what it said when it does not start. */
	async start(daysLater = 0): Promise<void> {
		// The demonstration is made once; later starts serve the same build on what is there.
		const script = this.#child ? 'scripts/start.ts' : 'scripts/demo.ts';
		const child = spawn(
			process.execPath,
			['--import', 'tsx', '--import', './tests/e2e/own/days-later.ts', script],
			{
				stdio: ['ignore', 'pipe', 'pipe'],
				env: {
					...process.env,
					PORT: String(this.#port),
					DATA_DIR: this.directory,
					DATABASE_URL: '',
					DAYS_LATER: String(daysLater)
				}
			}
		);
		this.#child = child;
		let said = '';
		await new Promise<void>((done, fail) => {
			const late = setTimeout(() => fail(new Error(`The server is not there yet:\n${said}`)), startLimit);
			const listen = (chunk: Buffer) => {
				said += chunk.toString();
				if (!said.includes('Yardstick is at')) return;
				clearTimeout(late);
				done();
			};
			child.stdout.on('data', listen);
			child.stderr.on('data', listen);
			child.on('close', () => fail(new Error(`The server ended:\n${said}`)));
		});
	}

	async stop(): Promise<void> {
		const child = this.#child;
		if (!child || child.exitCode !== null) return;
		child.kill('SIGTERM');
		await new Promise((done) => child.on('close', done));
	}

	/** Stops it and removes its data. */
	async remove(): Promise<void> {
		await this.stop();
		rmSync(this.directory, { recursive: true, force: true });
	}

	/** Does to its data what only somebody with the database in his hands can do; the server must be stopped. */
	async tamper(statement: string, table: string): Promise<void> {
		const database = await PGlite.create(join(this.directory, 'pglite'));
		await database.exec(
			`alter table ${table} disable trigger user; ${statement}; alter table ${table} enable trigger user`
		);
		await database.close();
	}

	/** `npm run verify` on its data; the server must be stopped. */
	async verify(): Promise<{ readonly code: number | null; readonly said: string }> {
		const child = spawn('npm', ['run', '--silent', 'verify'], {
			stdio: ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, DATA_DIR: this.directory, DATABASE_URL: '' }
		});
		let said = '';
		child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
		child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
		const code = await new Promise<number | null>((done) => child.on('close', done));
		return { code, said };
	}
}
