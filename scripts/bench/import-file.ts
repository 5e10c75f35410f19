import { stranger, systemScope } from '../../src/lib/domain/access/can';
import { openDatabase } from '../../src/lib/server/db/client';
import { loadMapping } from '../../src/lib/server/importers/load-mapping';
import { importObservations } from '../../src/lib/server/services/import/import-observations';

/** One import in a process of its own, so that its memory is its own: prints seconds, peak memory and counts as JSON. */
const [mappingPath = '', path = ''] = process.argv.slice(2);
const opened = await openDatabase({
	url: process.env['DATABASE_URL'] || undefined,
	dataDir: process.env['DATA_DIR']
});
const began = performance.now();
const report = await importObservations(
	{
		db: opened.db,
		copyFrom: opened.copyFrom,
		engine: opened.engine,
		actor: stranger,
		now: new Date(),
		locale: 'en'
	},
	systemScope('observation.import'),
	{ ...(await loadMapping(mappingPath)), file: { name: 'bench.csv', path } }
);
const seconds = (performance.now() - began) / 1000;
await opened.close();
const { inserted, changed, unchanged } = report;
const peakMegabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds, peakMegabytes, inserted, changed, unchanged }));
