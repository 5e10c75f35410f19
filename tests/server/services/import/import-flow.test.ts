import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemScope } from '../../../../src/lib/domain/access/can';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { pathOfFile } from '../../../../src/lib/server/files/store-file';
import { matchTexts } from '../../../../src/lib/server/services/import/choose-mapping';
import {
	cancelImport,
	storeImport,
	undoImport
} from '../../../../src/lib/server/services/import/decide-import';
import { getImport } from '../../../../src/lib/server/services/import/get-import';
import { sweepImports } from '../../../../src/lib/server/services/import/sweep-imports';
import { workOnImport } from '../../../../src/lib/server/services/import/work-on-import';
import { header, roles, useImportDesk } from './import-desk';

const { database, people, ctx, upload, check, page, bringIn, stored, count } = useImportDesk();

describe('a file that is handed in', () => {
	it('lies under its hash, and its columns are proposed with what stands in them', async () => {
		const runId = await upload(`${header}330000,N,2026-03,5,,,,\n`);
		const { run, preview, may } = await page(runId);
		expect(run).toMatchObject({ status: 'queued', hasMapping: false, fileName: 'values.csv' });
		expect(may).toMatchObject({ map: true, store: false, undo: false });
		expect(preview).toMatchObject({ origin: 'template', format: 'csv' });
		const columns = preview && 'columns' in preview ? preview.columns : [];
		expect(columns.map(({ role }) => role)).toEqual(roles);
		expect(columns[0]).toMatchObject({ name: 'Unit code', samples: ['330000'] });
		const [row] = await selectRows<{ key: string }>(
			database.opened.db,
			sql`select file_key as key from import_run where id = ${runId}`
		);
		expect(readFileSync(pathOfFile(row!.key), 'utf8')).toContain('330000,N,2026-03,5');
	});

	it('is checked without storing anything but the run and its problems', async () => {
		const runId = await check(
			'330000,N,2026-03,5,,,,\n330000,R,2026-03,,1,2,,\n330000,N,2026-04,x,,,,\n110000,N,2026-03,1,,,,\n'
		);
		const { run, problems, may } = await page(runId);
		expect(run).toMatchObject({
			status: 'checked',
			counts: { rows: 4, inserted: 2, changed: 0, unchanged: 0, rejectedRows: 2, rejected: 2 }
		});
		expect(problems.lines).toMatchObject([
			{ row: 4, column: 'Value', code: 'notANumber', details: { text: 'x' } },
			{ row: 5, column: 'Unit code', code: 'foreignUnit' }
		]);
		expect(may.store).toBe(true);
		expect(await stored()).toEqual([]);
		expect(await count('observation_revision')).toBe(0);
	});

	it('is stored whole, with a revision for each value, and tells whoever brought it in', async () => {
		const runId = await bringIn('330000,N,2026-03,5,,,,counted\n330000,R,2026-03,,1,2,,\n');
		expect(await stored()).toMatchObject([
			{
				indicator: 'N',
				value: 5,
				note: 'counted',
				status: 'submitted',
				row: 2,
				run: runId,
				isFirstKnown: true,
				source: 'a register'
			},
			{ indicator: 'R', value: 50, numerator: 1, row: 3, revision: 1 }
		]);
		const revisions = await selectRows(
			database.opened.db,
			sql`select before, after, source, import_run_id as run, changed_by as by from observation_revision order by id`
		);
		expect(revisions).toMatchObject([
			{
				before: null,
				after: { value: 5, status: 'submitted' },
				source: 'a register',
				run: runId,
				by: people.officer!.userId
			},
			{ before: null, after: { value: 50, numerator: 1, denominator: 2 } }
		]);
		const messages = await selectRows(
			database.opened.db,
			sql`select kind, path, user_id as user from message`
		);
		expect(messages).toEqual([
			{ kind: 'import.done', path: `/imports/${runId}`, user: people.officer!.userId }
		]);
		const audit = await selectRows(
			database.opened.db,
			sql`select action, actor_id as actor from audit_entry where action like 'observation%'`
		);
		expect(audit).toEqual([{ action: 'observation.import', actor: people.officer!.userId }]);
	});

	it('changes nothing when it comes again', async () => {
		const text =
			'330000,N,2026-03,5,,,,counted\n330000,R,2026-03,,1,3,,\n330100,N,2026-03,,,,notReported,late\n';
		await bringIn(text);
		const before = await stored();
		const runId = await bringIn(text);
		expect((await page(runId)).run).toMatchObject({
			status: 'done',
			counts: { inserted: 0, changed: 0, unchanged: 3 }
		});
		expect(await stored()).toEqual(before);
		expect(await count('observation_revision')).toBe(3);
	});

	it('is not stored at all while a row is wrong, and its good rows are by choice', async () => {
		const text = '330000,N,2026-03,5,,,,\n330000,N,2026-04,-1,,,,\n';
		const refused = await bringIn(text);
		expect((await page(refused)).run).toMatchObject({ status: 'failed', failure: 'newProblems' });
		expect(await stored()).toEqual([]);
		const taken = await bringIn(text, true);
		expect((await page(taken)).run).toMatchObject({
			status: 'done',
			counts: { inserted: 1, rejectedRows: 1 }
		});
		expect(await stored()).toMatchObject([{ period: '2026-03', value: 5 }]);
	});

	it('never changes what is approved, unless it was reopened, and not what was sent back as it was', async () => {
		await bringIn(
			'330000,N,2026-01,1,,,,\n330000,N,2026-02,1,,,,\n330000,N,2026-03,1,,,,\n330000,N,2026-04,1,,,,\n'
		);
		const { db } = database.opened;
		await db.execute(
			sql`update observation set status = 'approved', approved_at = now() where period in ('2026-01', '2026-02')`
		);
		await db.execute(
			sql`update observation set reopened_until = '2026-12-01', reopen_reason = 'a slip' where period = '2026-02'`
		);
		await db.execute(
			sql`update observation set status = 'returned', return_reason = 'too low' where period in ('2026-03', '2026-04')`
		);
		const runId = await bringIn(
			'330000,N,2026-01,2,,,,\n330000,N,2026-02,2,,,,\n330000,N,2026-03,1,,,,\n330000,N,2026-04,2,,,,\n',
			true
		);
		expect((await page(runId)).problems.lines).toMatchObject([
			{ row: 2, code: 'approved', details: { unit: '330000', period: '2026-01' } },
			{ row: 4, code: 'returned', details: { reason: 'too low' } }
		]);
		expect(await stored()).toMatchObject([
			{ period: '2026-01', value: 1, status: 'approved' },
			{ period: '2026-02', value: 2, status: 'submitted', revision: 2 },
			{ period: '2026-03', value: 1, status: 'returned' },
			{ period: '2026-04', value: 2, status: 'submitted' }
		]);
	});

	it('asks for names that nobody knows, and remembers what they mean', async () => {
		const runId = await check('Zhejang,N,2026-03,5,,,,\nnobody,N,2026-03,5,,,,\n');
		expect((await page(runId)).unknownUnits.map(({ text }) => text).sort()).toEqual(['Zhejang', 'nobody']);
		await matchTexts(ctx(), { runId, units: { Zhejang: '330000', nobody: '' }, indicators: {} });
		expect((await page(runId)).run).toMatchObject({
			status: 'checked',
			counts: { inserted: 1, filtered: 1, rejected: 0 }
		});
		const again = await upload(`${header}330000,N,2026-03,5,,,,\n`);
		expect((await page(again)).preview).toMatchObject({ origin: 'remembered', source: 'a register' });
		const another = await check('Zhejang,N,2026-05,5,,,,\n');
		expect((await page(another)).run).toMatchObject({ counts: { inserted: 1, rejected: 0 } });
	});

	it('is nobody else’s business', async () => {
		const runId = await check('330000,N,2026-03,5,,,,\n');
		const theirs = ctx({ actor: people.other! });
		const refused = { code: 'notFound' };
		await expect(getImport(theirs, { id: runId, page: 1, columns: false })).rejects.toMatchObject(refused);
		await expect(storeImport(theirs, { runId, isGoodRowsOnly: false })).rejects.toMatchObject(refused);
		await expect(cancelImport(theirs, runId)).rejects.toMatchObject(refused);
		await expect(undoImport(theirs, runId)).rejects.toMatchObject(refused);
	});
});

describe('an import that ends before its time', () => {
	it('is cancelled while it waits, and then cannot be stored', async () => {
		const runId = await check('330000,N,2026-03,5,,,,\n');
		await cancelImport(ctx(), runId);
		expect((await page(runId)).run.status).toBe('cancelled');
		await expect(storeImport(ctx(), { runId, isGoodRowsOnly: false })).rejects.toMatchObject({
			code: 'conflict'
		});
	});

	it('stops at its next step when somebody wants it to, and nothing stays', async () => {
		const runId = await check('330000,N,2026-03,5,,,,\n');
		await database.opened.db.execute(
			sql`update import_run set status = 'storing', is_cancel_wanted = true where id = ${runId}`
		);
		await workOnImport(ctx(), { runId, task: 'store' });
		expect((await page(runId)).run.status).toBe('cancelled');
		expect(await stored()).toEqual([]);
	});

	it('says at the next start that the server stopped, and leaves no stage behind', async () => {
		const runId = await check('330000,N,2026-03,5,,,,\n');
		const { db } = database.opened;
		await db.execute(sql`update import_run set status = 'storing' where id = ${runId}`);
		await db.execute(sql`create unlogged table ${sql.raw(`import_stage_${runId}_0123abcd`)} (a int)`);
		expect(await sweepImports(ctx(), systemScope('observation.import'))).toBe(1);
		expect((await page(runId)).run).toMatchObject({ status: 'failed', failure: 'serverStopped' });
		await workOnImport(ctx(), { runId, task: 'store' });
		expect(await stored()).toEqual([]);
		expect(
			await selectRows(db, sql`select relname from pg_class where relname like 'import_stage%'`)
		).toEqual([]);
	});
});

describe('undoing an import', () => {
	it('gives back what it changed, withdraws what it made, and leaves what somebody touched since', async () => {
		await bringIn('330000,N,2026-01,1,,,,first\n');
		const first = await stored();
		const runId = await bringIn('330000,N,2026-01,2,,,,\n330000,N,2026-02,2,,,,\n330000,N,2026-03,2,,,,\n');
		await database.opened.db.execute(
			sql`update observation set value = 9, revision = 2, import_run_id = null where period = '2026-03'`
		);
		expect((await page(runId)).undo).toEqual({ restored: 1, withdrawn: 1 });
		await undoImport(ctx(), runId);
		expect(await stored()).toMatchObject([
			{ ...first[0], revision: 3 },
			{ period: '2026-02', value: null, status: 'draft', run: null, isFirstKnown: false },
			{ period: '2026-03', value: 9 }
		]);
		const { run, problems } = await page(runId);
		expect(run).toMatchObject({ status: 'undone', counts: { restored: 1, withdrawn: 1, kept: 1 } });
		expect(problems.lines).toMatchObject([
			{ code: 'keptByUndo', details: { unit: '330000', period: '2026-03' } }
		]);
		expect(await count('observation_revision')).toBe(6);
		await expect(undoImport(ctx(), runId)).rejects.toMatchObject({ code: 'conflict' });
		const messages = await selectRows<{ kind: string }>(
			database.opened.db,
			sql`select kind from message order by id desc limit 1`
		);
		expect(messages).toEqual([{ kind: 'import.undone' }]);
	});

	it('is a step of the job: the page sees it at work, and nobody begins it twice', async () => {
		const runId = await bringIn('330000,N,2026-01,1,,,,\n');
		const passedOn: unknown[] = [];
		const queued = {
			...ctx(),
			enqueue: async (_job: string, wish: object) => void passedOn.push(wish)
		};
		await undoImport(queued, runId);
		expect(passedOn).toEqual([{ runId, task: 'undo' }]);
		expect(await page(runId)).toMatchObject({
			isAtWork: true,
			run: { status: 'undoing' },
			may: { undo: false, cancel: true, map: false }
		});
		await expect(undoImport(queued, runId)).rejects.toMatchObject({ code: 'conflict' });
		await workOnImport(ctx(), { runId, task: 'undo' });
		expect((await page(runId)).run).toMatchObject({
			status: 'undone',
			counts: { restored: 0, withdrawn: 1, kept: 0 }
		});
	});

	it('that a dead server left stands as it was stored, says so, and can be begun again', async () => {
		const runId = await bringIn('330000,N,2026-01,1,,,,\n');
		const before = await stored();
		await database.opened.db.execute(sql`update import_run set status = 'undoing' where id = ${runId}`);
		expect(await sweepImports(ctx(), systemScope('observation.import'))).toBe(1);
		expect(await page(runId)).toMatchObject({
			run: { status: 'done', failure: 'undoStopped' },
			may: { undo: true }
		});
		await workOnImport(ctx(), { runId, task: 'undo' });
		expect(await stored()).toEqual(before);
		await undoImport(ctx(), runId);
		expect((await page(runId)).run).toMatchObject({ status: 'undone', failure: null });
	});

	it('that fails, or whose starter may no longer import, leaves everything as it was stored', async () => {
		const runId = await bringIn('330000,N,2026-01,1,,,,\n');
		const before = await stored();
		const { db } = database.opened;
		await db.execute(sql`update import_run set status = 'undoing' where id = ${runId}`);
		await db.execute(
			sql`update role_grant set revoked_at = now() where user_id = ${people.officer!.userId!}`
		);
		await workOnImport(ctx(), { runId, task: 'undo' });
		await db.execute(sql`update role_grant set revoked_at = null where user_id = ${people.officer!.userId!}`);
		expect((await page(runId)).run).toMatchObject({ status: 'done', failure: 'forbidden' });
		expect(await stored()).toEqual(before);
	});
});
