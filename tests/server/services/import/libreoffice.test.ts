import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { chooseMapping } from '../../../../src/lib/server/services/import/choose-mapping';
import { storeImport } from '../../../../src/lib/server/services/import/decide-import';
import { exportValues } from '../../../../src/lib/server/services/import/export-values';
import { getImport } from '../../../../src/lib/server/services/import/get-import';
import { makeTemplate } from '../../../../src/lib/server/services/import/make-template';
import { uploadFile } from '../../../../src/lib/server/services/import/upload-file';
import { loadActor } from '../../../../src/lib/server/services/user/load-actor';
import { round, roundStageWindow } from '../../../../src/lib/server/db/schema';
import { addAccount, addRegion } from '../../../factories/account';
import { addFramework, addRound } from '../../../factories/evaluation';
import { useTestDatabase } from '../../../setup/test-database';

const soffice = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((path) => existsSync(path));
const run = promisify(execFile);

describe.skipIf(!soffice)('LibreOffice (skipped where it is not installed)', () => {
	const database = useTestDatabase();
	const folder = mkdtempSync(join(tmpdir(), 'yardstick-office-'));
	let officer: Actor;

	beforeAll(async () => {
		process.env['FILES_DIR'] = join(folder, 'files');
		const { db } = database.opened;
		const root = await addRegion(db, '001000');
		const units = [await addRegion(db, '001100', root), await addRegion(db, '330000', root)];
		const definition = {
			code: 'F',
			version: 1,
			nodes: [
				{ code: 'T', aggregate: 'arithmetic', children: undefined },
				{ code: 'OPN', parent: 'T', weight: 1 },
				{ code: 'NUM', parent: 'T', weight: 1 }
			].map(({ children: _, ...node }) => node)
		} as never;
		const versionId = await addFramework(db, {
			definition,
			indicators: {
				OPN: { isRatio: true, timeRule: 'ratioOfSums', maximum: 100 },
				NUM: { measure: 'count', timeRule: 'sum' }
			}
		});
		const roundId = await addRound(db, {
			versionId,
			definition,
			root,
			period: '2026-Q3',
			stage: 'scoring',
			units: units.map((unit) => ({ unit, inputs: {} }))
		});
		await db.update(round).set({ stage: 'collecting' });
		await db.insert(roundStageWindow).values({
			roundId,
			stage: 'collecting',
			opensAt: new Date('2026-10-01T00:00:00Z'),
			closesAt: new Date('2026-12-01T00:00:00Z')
		});
		const id = await addAccount(db, { email: 'officer@example.org', grants: [['dataOfficer', root]] });
		officer = (await loadActor(db, id))!.actor;
	});
	afterAll(() => {
		delete process.env['FILES_DIR'];
		rmSync(folder, { recursive: true, force: true });
	});

	const ctx = () => database.context({ actor: officer });
	const bytesOf = async (file: { body: ReadableStream<Uint8Array> }) =>
		new Uint8Array(await new Response(file.body).arrayBuffer());

	/** Opens a file and saves it in another format, as somebody does who works with it. */
	async function resave(path: string, format: string, infilter?: string): Promise<string> {
		const out = mkdtempSync(join(folder, 'out-'));
		await run(
			soffice!,
			[
				`-env:UserInstallation=file://${folder}/profile`,
				'--headless',
				...(infilter ? [`--infilter=${infilter}`] : []),
				'--convert-to',
				format,
				'--outdir',
				out,
				path
			],
			{ timeout: 120_000 }
		);
		const name = path
			.split('/')
			.at(-1)!
			.replace(/\.[^.]+$/, `.${format.split(':')[0]}`);
		return join(out, name);
	}

	async function bringIn(path: string) {
		const bytes = readFileSync(path);
		async function* chunks() {
			yield new Uint8Array(bytes);
		}
		const runId = await uploadFile(ctx(), { name: path.split('/').at(-1)!, chunks: chunks() });
		const page = () => getImport(ctx(), { id: runId, page: 1, columns: false });
		const { preview } = await page();
		const roles = preview && 'columns' in preview ? preview.columns.map(({ role }) => role) : [];
		expect(
			await chooseMapping(ctx(), { runId, roles, unit: '', period: '', source: 'a form' })
		).toBeUndefined();
		return { runId, ...(await page()) };
	}

	it('fills in the template, and its values come in; what goes out comes back from it unchanged', async () => {
		const template = join(folder, 'template.xlsx');
		writeFileSync(template, await bytesOf(await makeTemplate(ctx(), { format: 'xlsx' })));
		// To type into cells there is no command: the table is filled in as text, which LibreOffice opens and saves as a workbook.
		const flat = readFileSync(
			await resave(template, 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false'),
			'utf8'
		);
		const [head, ...lines] = flat.trim().split(/\r?\n/);
		expect(head).toContain('Unit code');
		expect(lines).toHaveLength(12);
		expect(lines[0]).toMatch(/^"?001100"?,/);
		const at = (name: string) =>
			head!
				.split(',')
				.map((text) => text.replaceAll('"', ''))
				.indexOf(name);
		const filled = lines.map((line, i) => {
			const cells = line.split(',').map((text) => text.replaceAll('"', ''));
			if (cells[at('Indicator code')] === 'OPN') {
				cells[at('Numerator')] = String(i + 1);
				cells[at('Denominator')] = '17';
			} else cells[at('Value')] = String(10 + i);
			return cells.join(',');
		});
		const text = join(folder, 'filled.csv');
		writeFileSync(text, `${head}\n${filled.join('\n')}\n`);
		// Codes and periods are text, as in the template's own cells.
		const workbook = await resave(text, 'xlsx', 'CSV:44,34,76,1,1/2/2/2/3/2/4/2/5/2');
		const first = await bringIn(workbook);
		expect(first.problems.lines).toEqual([]);
		expect(first.run).toMatchObject({ status: 'checked', counts: { inserted: 12, rejected: 0 } });
		await storeImport(ctx(), { runId: first.runId, isGoodRowsOnly: false });
		const stored = await selectRows(
			database.opened.db,
			sql`select count(*)::int as n, count(numerator)::int as ratios from observation where status = 'submitted'`
		);
		expect(stored).toEqual([{ n: 12, ratios: 6 }]);
		// A code that begins with zeros survives in workbooks alone: a CSV knows no texts.
		for (const [unit, made, saved] of [
			['001100', 'xlsx', 'xlsx'],
			['001100', 'xlsx', 'csv'],
			['330000', 'csv', 'xlsx'],
			['330000', 'csv', 'csv']
		] as const) {
			const out = join(folder, `values-${made}-${saved}.${made}`);
			writeFileSync(out, await bytesOf(await exportValues(ctx(), { unit, format: made })));
			const again = await bringIn(await resave(out, saved));
			expect([made, saved, again.problems.lines]).toEqual([made, saved, []]);
			expect(again.run.counts).toMatchObject({ inserted: 0, changed: 0, unchanged: 6, rejected: 0 });
		}
	}, 300_000);
});
