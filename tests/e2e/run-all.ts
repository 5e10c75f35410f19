import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

/**
 * Runs the browser tests: those that live beside each other on one server, then each that changes what others look at on a server
 * and a demonstration of its own. With arguments, what Playwright makes of them.
 */
const alone: readonly string[] = [
	'api.spec.ts',
	'entry-grid.spec.ts',
	'imports.spec.ts',
	'register.spec.ts',
	'reopening.spec.ts',
	'reporting.spec.ts',
	'review.spec.ts',
	'rounds.spec.ts'
];

function run(files: readonly string[]): boolean {
	return spawnSync('npx', ['playwright', 'test', ...files], { stdio: 'inherit' }).status === 0;
}

const [, , ...asked] = process.argv;
if (asked.length > 0) process.exit(run(asked) ? 0 : 1);
const specs = readdirSync('tests/e2e').filter((name) => name.endsWith('.spec.ts'));
const together = specs.filter((name) => !alone.includes(name));
// All of them, also after a failure: one run tells everything that is wrong.
const passed = [together, ...specs.filter((name) => alone.includes(name)).map((name) => [name])].map(run);
process.exit(passed.every(Boolean) ? 0 : 1);
