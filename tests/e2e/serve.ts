import { spawn } from 'node:child_process';
import { constants, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts the built product with fresh demonstration data in a directory that goes when it ends: a copy of what was made once, if it is named. */
const directory = process.env['E2E_DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'yardstick-e2e-'));
const made = process.env['E2E_MADE_DATA_DIR'];
if (made) cpSync(made, directory, { recursive: true, mode: constants.COPYFILE_FICLONE });
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
