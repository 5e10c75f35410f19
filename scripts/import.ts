import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { stranger, systemScope } from '../src/lib/domain/access/can';
import { DomainError } from '../src/lib/domain/errors';
import { openDatabase } from '../src/lib/server/db/client';
import { loadMapping, readBounded } from '../src/lib/server/importers/load-mapping';
import { importObservations } from '../src/lib/server/services/import/import-observations';
import { loadSigners, makeImportedRounds } from '../src/lib/server/services/import/make-imported-rounds';

const usage =
	'npm run import -- --mapping MAPPING.json --file DATA.csv [--grants-from UNIT] [--publish-by MANAGER@…,LEADER@…]';
const maximumBytes = 200_000_000;

try {
	const options = readOptions();
	const loaded = await loadMapping(options.mapping);
	const bytes = await readBounded(options.file, maximumBytes);
	const began = Date.now();
	const opened = await openDatabase({
		url: process.env['DATABASE_URL'] || undefined,
		dataDir: process.env['DATA_DIR'] || undefined
	});
	try {
		const context = {
			db: opened.db,
			copyFrom: opened.copyFrom,
			actor: stranger,
			now: new Date(),
			locale: 'en' as const
		};
		const fileName = basename(options.file);
		if (options.publishBy) await loadSigners(context, options.publishBy);
		const report = await importObservations(context, systemScope('observation.import'), {
			...loaded,
			file: { name: fileName, path: options.file },
			grantsFrom: options.grantsFrom
		});
		console.log(
			`${fileName}: ${report.rows} rows read, ${report.filtered} filtered out, ${report.duplicates} identical cells dropped`
		);
		console.log(
			`Values: ${report.inserted} new, ${report.changed} changed, ${report.unchanged} as they were`
		);
		if (report.unitsMade > 0)
			console.log(`Units made: ${report.unitsMade}; roles given on them: ${report.grantsMade}`);
		if (report.indicatorsMade.length > 0) console.log(`Indicators made: ${report.indicatorsMade.join(', ')}`);
		const rootCode = loaded.mapping.unit.create?.root.code;
		if (loaded.framework && rootCode !== undefined) {
			const rounds = await makeImportedRounds(context, systemScope('round.manage'), {
				framework: loaded.framework,
				rootCode,
				periods: report.periods,
				signers: options.publishBy
			});
			console.log(
				`Rounds of ${rounds.framework}: ${rounds.made} made, ${rounds.recomputed} computed, ${rounds.published} published`
			);
			if (rounds.published === 0 && rounds.recomputed > 0) {
				console.log(
					'They are provisional, for members with a role on these units. --publish-by shows them to everybody.'
				);
			}
		}
		console.log(`Done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
	} finally {
		await opened.close();
	}
} catch (error) {
	if (!(error instanceof DomainError)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}

function readOptions(): {
	mapping: string;
	file: string;
	grantsFrom?: string;
	publishBy?: readonly string[];
} {
	try {
		const { values } = parseArgs({
			options: {
				mapping: { type: 'string' },
				file: { type: 'string' },
				'grants-from': { type: 'string' },
				'publish-by': { type: 'string' }
			}
		});
		if (!values.mapping || !values.file) throw new Error('--mapping and --file are needed');
		return {
			mapping: values.mapping,
			file: values.file,
			...(values['grants-from'] ? { grantsFrom: values['grants-from'] } : {}),
			...(values['publish-by']
				? { publishBy: values['publish-by'].split(',').map((email) => email.trim()) }
				: {})
		};
	} catch (error) {
		throw new DomainError('importRefused', `${(error as Error).message}. Usage: ${usage}`);
	}
}
