import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { stranger, systemScope } from '../src/lib/domain/access/can';
import { DomainError } from '../src/lib/domain/errors';
import { openDatabase } from '../src/lib/server/db/client';
import { divisionProblemText } from '../src/lib/server/importers/division-text';
import { importDivisions } from '../src/lib/server/services/register/import-divisions';

const usage = 'npm run import:divisions -- --dir DIRECTORY [--root CODE] [--good-rows-only]';
const shownLines = 20;

try {
	const { dir, root, goodRowsOnly } = readOptions();
	const file = (name: string) => ({ name, path: join(dir, name) });
	const files = {
		provinces: file('provinces.csv'),
		cities: file('cities.csv'),
		areas: file('areas.csv')
	};
	const began = Date.now();
	const opened = await openDatabase({
		url: process.env['DATABASE_URL'] || undefined,
		dataDir: process.env['DATA_DIR'] || undefined
	});
	try {
		const report = await importDivisions(
			{ db: opened.db, copyFrom: opened.copyFrom, actor: stranger, now: new Date(), locale: 'en' },
			systemScope('unit.manage'),
			{ files, rootCode: root, goodRowsOnly }
		);
		console.log(
			`${report.rows} rows: ${report.inserted} inserted, ${report.changed} changed, ${report.same} as they were, ${report.rejected} rejected`
		);
		console.log(
			`Flagged and never ranked: ${report.flagged.placeholder} placeholders, ${report.flagged.developmentZone} development zones`
		);
		const shown = report.refusals.slice(0, shownLines);
		for (const { file, row, code, problem } of shown) {
			console.log(`Rejected: ${file}, row ${row} (${code}): ${divisionProblemText(problem)}`);
		}
		if (report.rejected > shown.length) {
			console.log(`… and ${report.rejected - shown.length} more`);
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

function readOptions(): { dir: string; root: string | undefined; goodRowsOnly: boolean } {
	try {
		const { values } = parseArgs({
			options: {
				dir: { type: 'string' },
				root: { type: 'string' },
				'good-rows-only': { type: 'boolean' }
			}
		});
		if (!values.dir) throw new Error('--dir is needed');
		return { dir: values.dir, root: values.root, goodRowsOnly: values['good-rows-only'] ?? false };
	} catch (error) {
		throw new DomainError('importRefused', `${(error as Error).message}. Usage: ${usage}`);
	}
}
