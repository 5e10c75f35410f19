import { holdDirectory } from '../../../../src/lib/server/db/directory-lock';

// Holds the directory named in the first argument until it is killed; `wait` first waits for the moment of the second one.
const [, , directory = '', moment = '0'] = process.argv;
while (Date.now() < Number(moment)) {
	// every racer sets off in the same millisecond
}
try {
	const release = holdDirectory(directory);
	process.stdout.write('held\n');
	process.on('SIGTERM', () => {
		release();
		process.exit(0);
	});
	setInterval(() => undefined, 1000);
} catch (error) {
	process.stdout.write(`refused ${(error as { code?: string }).code}: ${(error as Error).message}\n`);
}
