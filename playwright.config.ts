import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const port = Number(process.env['E2E_PORT'] ?? 3210);
// Each run has its own.
process.env['E2E_DATA_DIR'] ??= join(tmpdir(), `yardstick-e2e-${process.pid}`);
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
	existsSync(path)
);

/** Drives the built product with demonstration data in a directory of its own. `npm run build` comes first. */
export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results',
	timeout: 60_000,
	expect: { timeout: 10_000 },
	workers: 1,
	fullyParallel: false,
	forbidOnly: !!process.env['CI'],
	// A slow machine may miss a moment once; the list names what needed a second try.
	retries: process.env['CI'] ? 1 : 0,
	reporter: [['list']],
	use: {
		baseURL: `http://localhost:${port}`,
		viewport: { width: 1280, height: 900 },
		launchOptions: {
			...((process.env['CHROMIUM'] ?? chromium)
				? { executablePath: process.env['CHROMIUM'] ?? chromium! }
				: {}),
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync'
			]
		}
	},
	webServer: {
		command: 'npx tsx --tsconfig scripts/tsconfig.json tests/e2e/serve.ts',
		url: `http://localhost:${port}/en/sign-in`,
		env: { PORT: String(port), E2E_DATA_DIR: process.env['E2E_DATA_DIR'] },
		timeout: 180_000,
		stdout: 'pipe',
		reuseExistingServer: false
	}
});
