import { sequence } from '@sveltejs/kit/hooks';
import type { ServerInit } from '@sveltejs/kit';
import { dev } from '$app/environment';
import { jobDefinitions } from '$lib/server/jobs/registry';
import { handleApiProblems } from '$lib/server/hooks/api-problems';
import { handleBodyLimit, handleStrangersFiles } from '$lib/server/hooks/body-limit';
import { handleContext, handleIdentity } from '$lib/server/hooks/identity';
import { handleLanguage } from '$lib/server/hooks/language';
import { handleCacheHeaders, handleSecurityHeaders } from '$lib/server/hooks/response-headers';
import { log } from '$lib/server/hooks/log';
import { handleWellFormed } from '$lib/server/hooks/well-formed';
import { failureText, startInstallation, type Installation } from '$lib/server/startup';

export { handleError } from '$lib/server/hooks/handle-error';

/** `vite dev` loads this module anew when it changes, while the process goes on holding the database: it is found here. */
const kept = globalThis as typeof globalThis & { yardstickInstallation?: Promise<Installation> };

let installation: Installation | undefined;

function database() {
	if (!installation) throw new Error('A request was answered before the start had ended.');
	return installation.opened;
}

export const init: ServerInit = async () => {
	try {
		kept.yardstickInstallation ??= startInstallation(
			process.env,
			(line) => process.stdout.write(`${line}\n`),
			{ definitions: jobDefinitions, onError: (error) => log.error(error, 'a job failed') }
		);
		installation = await kept.yardstickInstallation;
	} catch (error) {
		process.stderr.write(`${failureText(error)}\n`);
		process.exit(1);
	}
	// The production server ends its requests first and then says so; the development server has no such event.
	process.once('sveltekit:shutdown' as 'SIGTERM', () => void installation?.close());
	if (dev) {
		for (const signal of ['SIGTERM', 'SIGINT'] as const) {
			process.once(signal, () => void installation?.close().finally(() => process.exit(0)));
		}
	}
};

export const handle = sequence(
	handleSecurityHeaders,
	handleCacheHeaders,
	handleBodyLimit,
	handleIdentity(database),
	handleStrangersFiles,
	handleWellFormed,
	handleLanguage,
	handleContext(database, () => installation?.enqueue),
	handleApiProblems
);
