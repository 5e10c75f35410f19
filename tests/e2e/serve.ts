import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts the built product with fresh demonstration data in a directory that goes when it ends. */
const directory = process.env['E2E_DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'yardstick-e2e-'));
const child = spawn(
	process.execPath,
	['node_modules/tsx/dist/cli.mjs', '--tsconfig', 'scripts/tsconfig.json', 'scripts/demo.ts'],
	{ stdio: 'inherit', env: { ...process.env, DATA_DIR: directory, DATABASE_URL: '' } }
);
const stop = (): void => {
	child.kill('SIGTERM');
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
child.on('exit', (code) => {
	rmSync(directory, { recursive: true, force: true });
	process.exit(code ?? 0);
});
