import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs the browser tests in groups, each on a server and a demonstration of its own, as many groups at once as the machine has
 * cores, two at most. A spec that looks at every page, or changes what others look at, is a group by itself; the others share one.
 * With arguments, what Playwright makes of them.
 */
const alone: readonly string[] = [
	// The longest first, so that the lanes end together.
	'places.spec.ts --shard=1/2',
	'places.spec.ts --shard=2/2',
	'whole-round.spec.ts',
	'assess-keyboard.spec.ts',
	'imports.spec.ts',
	'divisions.spec.ts',
	'entry-grid.spec.ts',
	'orders.spec.ts',
	'register.spec.ts',
	'reporting.spec.ts',
	'review.spec.ts',
	'rounds.spec.ts',
	'api.spec.ts'
];
const firstPort = Number(process.env['E2E_PORT'] ?? 3210);

interface Outcome {
	readonly hasPassed: boolean;
	readonly seconds: number;
}

/** Makes the demonstration once, for every group to start from a copy: made anew for each, it would be half of what small groups take. */
async function makeDemonstration(): Promise<string> {
	const directory = mkdtempSync(join(tmpdir(), 'yardstick-e2e-made-'));
	const child = spawn(
		process.execPath,
		['node_modules/tsx/dist/cli.mjs', '--tsconfig', 'scripts/tsconfig.json', 'scripts/demo.ts'],
		{
			stdio: ['ignore', 'pipe', 'inherit'],
			env: { ...process.env, PORT: String(firstPort), DATA_DIR: directory, DATABASE_URL: '' }
		}
	);
	let said = '';
	child.stdout.on('data', (chunk: Buffer) => {
		said += chunk.toString();
		// The last line of a start: from now on only an orderly end leaves everything on the disk.
		if (said.includes('Yardstick is at')) child.kill('SIGTERM');
	});
	await new Promise((done) => child.on('close', done));
	if (!said.includes('Yardstick is at')) throw new Error(`The demonstration did not start:\n${said}`);
	return directory;
}

/** @param options.lane gives the group its address; without one, what it prints is shown at once */
function run(
	files: readonly string[],
	options: { readonly lane?: number; readonly made?: string } = {}
): Promise<Outcome> {
	const begun = Date.now();
	const { lane, made } = options;
	const env =
		lane === undefined
			? process.env
			: {
					...process.env,
					E2E_PORT: String(firstPort + lane),
					E2E_DATA_DIR: join(tmpdir(), `yardstick-e2e-${process.pid}-${lane}-${begun}`),
					...(made === undefined ? {} : { E2E_MADE_DATA_DIR: made }),
					PLAYWRIGHT_FORCE_TTY: '0'
				};
	const output =
		lane === undefined ? [] : [`--output=test-results/${files.join(' ').replace(/\W+/g, '-').slice(0, 40)}`];
	return new Promise((resolve) => {
		const child = spawn('npx', ['playwright', 'test', ...files, ...output], {
			stdio: lane === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
			env
		});
		// Printed as a whole, so that the lines of two lanes do not mix.
		const said: Buffer[] = [];
		child.stdout?.on('data', (chunk: Buffer) => said.push(chunk));
		child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
		child.on('close', (code) => {
			process.stdout.write(Buffer.concat(said));
			resolve({ hasPassed: code === 0, seconds: Math.round((Date.now() - begun) / 1000) });
		});
	});
}

const [, , ...asked] = process.argv;
if (asked.length > 0) process.exit((await run(asked)).hasPassed ? 0 : 1);

const together = readdirSync('tests/e2e').filter(
	(name) => name.endsWith('.spec.ts') && !alone.some((group) => group.startsWith(name))
);
const groups = [...alone.map((group) => group.split(' ')), together];
const waiting = [groups.at(-1)!, ...groups.slice(0, -1)];
const outcomes = new Map<string, Outcome>();
const lanes = Math.min(2, availableParallelism());
const made = await makeDemonstration();
// All of them, also after a failure: one run tells everything that is wrong.
await Promise.all(
	Array.from({ length: lanes }, async (_, lane) => {
		for (let group = waiting.shift(); group; group = waiting.shift()) {
			outcomes.set(group.join(' '), await run(group, { lane, made }));
		}
	})
);
rmSync(made, { recursive: true, force: true });
for (const [name, { hasPassed, seconds }] of outcomes)
	process.stdout.write(`${hasPassed ? 'passed' : 'FAILED'}  ${seconds} s  ${name}\n`);
process.exit([...outcomes.values()].every(({ hasPassed }) => hasPassed) ? 0 : 1);
