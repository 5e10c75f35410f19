import { systemScope } from '../src/lib/domain/access/can';
import { DomainError } from '../src/lib/domain/errors';
import { openDatabase } from '../src/lib/server/db/client';
import { verifyInstallation } from '../src/lib/server/services/verification/verify-installation';

/** `npm run verify`: exit code 0 where everything stands as it was published and sealed, 1 with a line for what does not. */
try {
	const opened = await openDatabase({
		url: process.env['DATABASE_URL'] || undefined,
		dataDir: process.env['DATA_DIR'] || undefined
	});
	try {
		const began = Date.now();
		const { publications, sealedEntries, head, faults } = await verifyInstallation(
			opened,
			systemScope('audit.read'),
			(line) => console.log(line)
		);
		console.log(
			`${publications} publications and ${sealedEntries} sealed audit entries verified in ${((Date.now() - began) / 1000).toFixed(1)} s: ` +
				(faults === 0 ? 'nothing was altered' : `${faults} faults`)
		);
		console.log(`Head of the audit chain: ${head}`);
		if (faults > 0) process.exitCode = 1;
	} finally {
		await opened.close();
	}
} catch (error) {
	if (!(error instanceof DomainError)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
