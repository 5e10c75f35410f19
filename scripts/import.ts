import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { stranger, systemScope } from '../src/lib/domain/access/can';
import { DomainError } from '../src/lib/domain/errors';
import { openDatabase } from '../src/lib/server/db/client';
import { loadMapping } from '../src/lib/server/importers/load-mapping';
import { guessFileMapping } from '../src/lib/server/services/import/guess-file-mapping';
import { importObservations } from '../src/lib/server/services/import/import-observations';
import { loadSigners, makeImportedRounds } from '../src/lib/server/services/import/make-imported-rounds';

const usage =
	'npm run import -- --file DATA [--mapping MAPPING.json] [--dry-run] [--good-rows-only] [--grants-from UNIT] [--publish-by MANAGER@…,LEADER@…]';
const help = `${usage}

  --file DATA            the table: CSV, XLSX or JSON
  --mapping FILE         what its columns mean; without it that is guessed, and said
  --dry-run              say what would change and what is wrong with which row, and store nothing
  --good-rows-only       leave rows with problems out; without it one wrong row refuses the file
  --grants-from UNIT     code of a unit: its people get the same roles on the units that the mapping makes
  --publish-by A,B       addresses of a manager and a leader who sign the rounds of the mapping's framework
  --help                 this text

The database is that of DATABASE_URL, or the embedded one in DATA_DIR (./data), which no server may use meanwhile.
It ends with 1 where nothing was stored although it should have been, and in a dry run where the file would be refused.`;

try {
	const options = readOptions();
	if (options === undefined) {
		console.log(help);
		process.exit(0);
	}
	const said = options.mapping === undefined ? undefined : await loadMapping(options.mapping);
	const began = Date.now();
	const opened = await openDatabase({
		url: process.env['DATABASE_URL'] || undefined,
		dataDir: process.env['DATA_DIR'] || undefined
	});
	try {
		const context = {
			db: opened.db,
			copyFrom: opened.copyFrom,
			engine: opened.engine,
			actor: stranger,
			now: new Date(),
			locale: 'en' as const
		};
		const fileName = basename(options.file);
		if (options.publishBy) await loadSigners(context, options.publishBy);
		const file = { name: fileName, path: options.file };
		const scope = systemScope('observation.import');
		const guessed = said ? undefined : await guessFileMapping(context, scope, file);
		if (guessed) console.log(`Columns taken for: ${guessed.columns.join(', ')}`);
		const loaded = said ?? { mapping: guessed!.mapping, indicators: undefined, framework: undefined };
		if (options.publishBy && !loaded.framework) {
			throw new DomainError(
				'importRefused',
				'--publish-by: the mapping names no framework, so there are no rounds to sign. Leave it out.'
			);
		}
		const report = await importObservations(context, scope, {
			mapping: loaded.mapping,
			indicators: loaded.indicators,
			file,
			grantsFrom: options.grantsFrom,
			isDryRun: options.isDryRun,
			isGoodRowsOnly: options.isGoodRowsOnly
		});
		for (const line of report.problems.lines()) console.error(line);
		for (const line of report.warnings.lines()) console.error(`Warning: ${line}`);
		console.log(
			`${fileName}: ${report.rows} rows read, ${report.filtered} filtered out, ${report.duplicates} identical cells dropped, ${report.rejectedRows} rows with problems, ${report.warned} warnings`
		);
		console.log(
			`Values: ${report.inserted} new, ${report.changed} changed, ${report.unchanged} as they were${options.isDryRun ? '. Nothing was stored: this was a dry run.' : ''}`
		);
		if (options.isDryRun && report.rejected > 0 && !options.isGoodRowsOnly) {
			console.log(
				'Because of the problems the file would be refused as a whole. Mend it, or leave these rows out by --good-rows-only.'
			);
			process.exitCode = 1;
		}
		if (report.unitsMade > 0)
			console.log(`Units made: ${report.unitsMade}; roles given on them: ${report.grantsMade}`);
		if (report.indicatorsMade.length > 0) console.log(`Indicators made: ${report.indicatorsMade.join(', ')}`);
		const rootCode = loaded.mapping.unit.create?.root.code;
		if (loaded.framework && rootCode !== undefined && !options.isDryRun) {
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

/** @returns undefined: help is wanted */
function readOptions():
	| {
			mapping?: string;
			file: string;
			isDryRun: boolean;
			isGoodRowsOnly: boolean;
			grantsFrom?: string;
			publishBy?: readonly string[];
	  }
	| undefined {
	try {
		const { values } = parseArgs({
			options: {
				mapping: { type: 'string' },
				file: { type: 'string' },
				'dry-run': { type: 'boolean', default: false },
				'good-rows-only': { type: 'boolean', default: false },
				'grants-from': { type: 'string' },
				'publish-by': { type: 'string' },
				help: { type: 'boolean', short: 'h', default: false }
			}
		});
		if (values.help) return undefined;
		if (!values.file) throw new Error('--file is needed');
		for (const name of ['mapping', 'grants-from', 'publish-by'] as const) {
			if (values[name]?.trim() === '') throw new Error(`--${name} is empty`);
		}
		return {
			...(values.mapping ? { mapping: values.mapping } : {}),
			file: values.file,
			isDryRun: values['dry-run'],
			isGoodRowsOnly: values['good-rows-only'],
			...(values['grants-from'] ? { grantsFrom: values['grants-from'] } : {}),
			...(values['publish-by']
				? { publishBy: values['publish-by'].split(',').map((email) => email.trim()) }
				: {})
		};
	} catch (error) {
		throw new DomainError('importRefused', `${(error as Error).message}. Usage: ${usage}`);
	}
}
