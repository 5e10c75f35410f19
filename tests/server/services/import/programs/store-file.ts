import { stranger } from '../../../../../src/lib/domain/access/can';
import { openDatabase } from '../../../../../src/lib/server/db/client';
import { workOnImport } from '../../../../../src/lib/server/services/import/work-on-import';

/** Stores the file of a run, and says when it begins: whoever started this ends it somewhere in the middle. */
const [place = '', runId = ''] = process.argv.slice(2);
const opened = await openDatabase({
	...(place.startsWith('postgres') ? { url: place } : { dataDir: place }),
	skipMigrations: true
});
process.stdout.write('begun\n');
const { db, copyFrom, engine } = opened;
await workOnImport(
	{ db, copyFrom, engine, actor: stranger, now: new Date('2026-11-15T04:00:00Z'), locale: 'en' },
	{ runId: Number(runId), task: 'store' }
);
process.stdout.write('ended\n');
await opened.close();
