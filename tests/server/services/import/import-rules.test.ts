import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemScope } from '../../../../src/lib/domain/access/can';
import { sql } from '../../../../src/lib/server/db/client';
import { indicator, validationRule } from '../../../../src/lib/server/db/schema';
import { storeImport } from '../../../../src/lib/server/services/import/decide-import';
import { getImportStatus } from '../../../../src/lib/server/services/import/get-import-status';
import { importObservations } from '../../../../src/lib/server/services/import/import-observations';
import { writeReport } from '../../../../src/lib/server/services/import/write-report';
import { mappingSchema } from '../../../../src/lib/server/importers/mapping';
import { importProblemText } from '../../../../src/lib/i18n/words/import';
import { overwriteGetLocale } from '../../../../src/lib/i18n/paraglide/runtime';
import { addIndicator } from '../../../factories/evaluation';
import { useImportDesk } from './import-desk';

const { database, ctx, check, page, bringIn, stored } = useImportDesk();
const idOf = new Map<string, number>();

beforeAll(async () => {
	for (const code of ['A', 'B'])
		await addIndicator(database.opened.db, code, { measure: 'count', timeRule: 'sum' });
	for (const { id, code } of await database.opened.db
		.select({ id: indicator.id, code: indicator.code })
		.from(indicator)) {
		idOf.set(code, id);
	}
});
afterEach(async () => {
	await database.opened.db.execute(sql`truncate validation_rule cascade`);
});

async function rule(of: string, expression: string, severity: 'error' | 'warning' = 'error') {
	await database.opened.db.insert(validationRule).values({
		code: `${of}.1`,
		indicatorId: idOf.get(of)!,
		kind: 'comparison',
		expression,
		severity,
		messageEn: `Not ${expression}.`,
		messageZh: `不满足 ${expression}。`
	});
}
const cells = async () =>
	(await stored()).map((row) => [row['indicator'], row['period'], row['value']] as const);

describe('a rule of severity error in a file', () => {
	it('rejects the row in the dry run, names itself in both languages and stands in the report', async () => {
		await rule('A', 'value <= 60');
		const runId = await check('330000,A,2026-03,61,,,,\n330000,A,2026-04,60,,,,\n330000,N,2026-03,5,,,,\n');
		const { run, problems } = await page(runId);
		expect(run).toMatchObject({
			status: 'checked',
			counts: { inserted: 2, rejectedRows: 1, rejected: 1, warned: 0 }
		});
		expect(problems.lines).toMatchObject([{ row: 2, code: 'ruleBroken' }]);
		expect(importProblemText(problems.lines[0]!)).toBe(
			'330000, A, March 2026 breaks rule A.1 (value = 61): Not value <= 60.'
		);
		overwriteGetLocale(() => 'zh-CN');
		expect(importProblemText(problems.lines[0]!)).toContain(
			'不符合规则A.1（value = 61）：不满足 value <= 60。'
		);
		overwriteGetLocale(() => 'en');
		const words = { column: 'Problem', problem: importProblemText };
		const report = await writeReport(ctx(), { runId, format: 'csv', words });
		const text = await new Response(report.body as BodyInit).text();
		expect(text.split('\r\n')[1]).toContain('breaks rule A.1');
		expect(text.split('\r\n')[2]).not.toContain('rule');
	});

	it('refuses the file as a whole, and its own row alone where the good ones were asked for', async () => {
		await rule('A', 'value <= 60');
		const text = '330000,A,2026-03,61,,,,\n330000,A,2026-04,60,,,,\n';
		expect((await page(await bringIn(text))).run).toMatchObject({ status: 'failed', failure: 'newProblems' });
		expect(await cells()).toEqual([]);
		expect((await page(await bringIn(text, true))).run).toMatchObject({
			status: 'done',
			counts: { inserted: 1, rejectedRows: 1 }
		});
		expect(await cells()).toEqual([['A', '2026-04', 60]]);
	});

	it('judges what is there after the import: values of the same file, and of the period before', async () => {
		await rule('A', 'A <= B');
		await bringIn('330000,B,2026-03,1,,,,\n');
		const fits = await check('330000,A,2026-03,5,,,,\n330000,B,2026-03,9,,,,\n');
		expect((await page(fits)).run.counts).toMatchObject({ changed: 1, inserted: 1, rejected: 0 });
		const misfits = await check('330000,A,2026-03,5,,,,\n');
		expect((await page(misfits)).problems.lines).toMatchObject([{ row: 2, code: 'ruleBroken' }]);
		await rule('B', 'value <= previous * 2');
		const jump = await check('330000,B,2026-04,2,,,,\n330000,B,2026-05,5,,,,\n');
		expect((await page(jump)).problems.lines).toMatchObject([
			{ row: 3, details: { rule: 'B.1', figures: 'value = 5, previous = 2' } }
		]);
	});

	it('makes no stored value break it, neither by what is stored nor by what is left out', async () => {
		await rule('A', 'A <= B');
		await bringIn('330000,A,2026-03,5,,,,\n330000,B,2026-03,9,,,,\n');
		const runId = await bringIn('330000,B,2026-03,4,,,,\n330000,B,2026-04,4,,,,\n', true);
		const { problems } = await page(runId);
		expect(problems.lines).toMatchObject([{ row: 2, code: 'ruleBrokenElsewhere', details: { rule: 'A.1' } }]);
		expect(importProblemText(problems.lines[0]!)).toContain(
			'with this value the stored A of March 2026 would break rule A.1'
		);
		expect(await cells()).toEqual([
			['A', '2026-03', 5],
			['B', '2026-03', 9],
			['B', '2026-04', 4]
		]);
		// A fits the B of the file; that one is rejected for itself, and A with it.
		await rule('B', 'value <= 50');
		await bringIn('330000,A,2026-03,40,,,,\n330000,B,2026-03,60,,,,\n', true);
		expect(await cells()).toEqual([
			['A', '2026-03', 5],
			['B', '2026-03', 9],
			['B', '2026-04', 4]
		]);
	});

	it('has nothing against a file that says what is stored already', async () => {
		const text = '330000,A,2026-03,5,,,,\n';
		await bringIn(text);
		await rule('A', 'value > 100');
		const { run } = await page(await bringIn(text));
		expect(run).toMatchObject({ status: 'done', counts: { unchanged: 1, rejected: 0 } });
	});

	it('is asked about thousands of values in batches, each unit whole', async () => {
		const codes = ['N', 'A', 'B'];
		for (const code of codes) await rule(code, 'value <= previous + 500');
		const months = 3_400;
		const linesOf = (unit: string, from: number) =>
			Array.from({ length: months - from }, (_, nth) => {
				const at = from + nth;
				const month = `${1742 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
				const value = at === months - 10 ? 900 : at % 100;
				return codes.map((code) => `${unit},${code},${month},${value},,,,\n`).join('');
			}).join('');
		// The first unit alone fills a batch of ten thousand.
		const { run } = await page(await check(linesOf('330000', 0) + linesOf('330100', months - 20)));
		expect(run.counts).toMatchObject({ rows: 10_260, inserted: 10_254, rejectedRows: 6, rejected: 6 });
	}, 60_000);

	it('stops the command line too, in words', async () => {
		await rule('A', 'value <= 60');
		const mapping = mappingSchema.parse({
			source: 'a register',
			unit: { column: 'u' },
			period: { column: 'p' },
			values: [{ indicator: 'A', column: 'a' }]
		});
		const file = { name: 'a.csv', bytes: new TextEncoder().encode('u,p,a\n330000,2026-03,61\n') };
		await expect(
			importObservations(ctx(), systemScope('observation.import'), { mapping, file })
		).rejects.toMatchObject({
			code: 'importRefused',
			message:
				'a.csv, row 2: 330000, A, 2026-03 breaks rule A.1 (value = 61): Not value <= 60. Mend the value, or leave the row out'
		});
		expect(await cells()).toEqual([]);
	});
});

describe('a rule of severity warning in a file', () => {
	it('is counted and shown with its rows, and rejects nothing', async () => {
		await rule('A', 'value <= 60', 'warning');
		const runId = await check('330000,A,2026-03,61,,,,\n330000,N,2026-03,5,,,,\n');
		const { run, problems, warnings, may } = await page(runId);
		expect(run.counts).toMatchObject({ inserted: 2, rejected: 0, rejectedRows: 0, warned: 1 });
		expect(problems.total).toBe(0);
		expect(warnings).toMatchObject({ total: 1, lines: [{ row: 2, code: 'ruleWarning' }] });
		expect(may.store).toBe(true);
		await storeImport(ctx(), { runId, isGoodRowsOnly: false });
		expect((await page(runId)).run.status).toBe('done');
		expect(await cells()).toHaveLength(2);
		expect(await getImportStatus(ctx(), runId)).toMatchObject({
			problems: [],
			warnings: [{ row: 2, code: 'ruleWarning' }]
		});
	});
});
