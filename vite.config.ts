import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vitest/config';
import { messageOptions } from './scripts/build/message-options.js';
import { workerSource } from './scripts/build/worker-source.ts';

export default defineConfig({
	plugins: [
		workerSource(),
		tailwindcss(),
		// A module a message lets pages carry only their own; tests would load each of thousands, file by file.
		paraglideVitePlugin(
			process.env['VITEST'] ? { ...messageOptions, outputStructure: 'locale-modules' } : messageOptions
		),
		sveltekit()
	],
	// Rows of the embedded database's engine are resolved from node_modules at run time: it ships WebAssembly beside its code.
	ssr: { external: ['@electric-sql/pglite', 'postgres', 'pino'] },
	test: {
		// All cores: by default one is left to the runner, which has little to do.
		maxWorkers: '100%',
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['tests/{domain,view,ui,architecture,i18n}/**/*.test.ts'],
					environment: 'node',
					// Some read every source file, on machines that do other things beside.
					testTimeout: 30_000
				}
			},
			{
				extends: true,
				test: {
					name: 'server',
					include: ['tests/{server,routes,scripts}/**/*.test.ts'],
					environment: 'node',
					globalSetup: ['tests/setup/global-database.ts'],
					testTimeout: 30_000,
					hookTimeout: 60_000
				}
			}
		]
	}
});
