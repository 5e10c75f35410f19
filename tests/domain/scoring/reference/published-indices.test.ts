import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { roundHalfUp } from '$lib/domain/ranking/round-half-up';
import { csvCell } from '$lib/domain/scoring/file-contract/format-results';
import { runScore } from '../../../../scripts/score/run-score';
import { describeWithShared, readShared, type Row } from './shared-folder';

// 5,808 country-years take a second on an idle machine, and many on a busy one
vi.setConfig({ testTimeout: 60_000 });

const folder = fileURLToPath(new URL('./published/', import.meta.url));
let scratch: string;

beforeAll(() => {
	scratch = mkdtempSync(join(tmpdir(), 'yardstick-published-'));
});
afterAll(() => rmSync(scratch, { recursive: true }));

interface Result {
	readonly score: number;
	readonly rank: number;
}

type Cell = [unit: string, indicator: string, value: string];

/** The whole of `npm run score` but its process: files in, rows out, by unit and node. */
function score(framework: string, cells: readonly Cell[]): Map<string, Result> {
	const data = join(scratch, 'D.csv');
	writeFileSync(
		data,
		['unit,indicator,value', ...cells.map((cell) => cell.map(csvCell).join(','))].join('\n')
	);
	const outcome = runScore({ framework: resolve(folder, framework), data, format: 'csv' });
	if (!outcome.ok) throw new Error(outcome.lines.join('\n'));
	const rows = parse([...outcome.output].join(''), { columns: true }) as Row[];
	return new Map(
		rows.map((row) => [
			`${row['unit']} ${row['node']}`,
			{ score: Number(row['score']), rank: Number(row['rank']) }
		])
	);
}

const hdiMapping = JSON.parse(readFileSync(join(folder, 'hdi.mapping.json'), 'utf8')) as {
	indicators: Record<string, string>;
};

function hdiCells(rows: readonly Row[], unitOf: (row: Row) => string): Cell[] {
	return rows.flatMap((row) =>
		Object.entries(hdiMapping.indicators).map(([indicator, column]): Cell => [
			unitOf(row),
			indicator,
			row[column]!
		])
	);
}

function facts(file: string): Row[] {
	return parse(readFileSync(join(folder, file)), { columns: true }) as Row[];
}

describe('the Human Development Index of twelve countries, 2022', () => {
	it('comes out as published, at 3 decimals and in its order', () => {
		const rows = facts('hdi-2022-facts.csv');
		expect(rows).toHaveLength(12);
		const results = score(
			'hdi.framework.json',
			hdiCells(rows, (row) => row['iso3']!)
		);
		const published = rows.map((row) => Number(row['hdi']));
		rows.forEach((row, i) => {
			const { score: value, rank } = results.get(`${row['iso3']} HDI`)!;
			expect(roundHalfUp(value, 3), row['iso3']).toBe(published[i]);
			expect(rank, row['iso3']).toBe(published.filter((other) => other > published[i]!).length + 1);
		});
	});
});

describe('Open Data Maturity 2023 of twelve countries', () => {
	it('adds the dimensions up to the total as printed', () => {
		const rows = facts('odm-2023-facts.csv');
		expect(rows).toHaveLength(12);
		const framework = {
			code: 'ODM',
			version: 1,
			nodes: [
				{ code: 'TotalScore', aggregate: 'sum' },
				...['D1', 'D2', 'D3', 'D4'].map((code) => ({ code, parent: 'TotalScore' }))
			]
		};
		const file = join(scratch, 'dimensions.json');
		writeFileSync(file, JSON.stringify(framework));
		const cells = rows.flatMap((row) =>
			['D1', 'D2', 'D3', 'D4'].map((code): Cell => [row['country']!, code, row[code]!])
		);
		const results = score(file, cells);
		for (const row of rows)
			expect(results.get(`${row['country']} TotalScore`)!.score).toBe(Number(row['TotalScore']));
	});
});

describeWithShared('reference/published/hdi', 'the Human Development Index, 1990–2022', () => {
	// Regional aggregates are computed from populations, not by this formula; their codes hold a dot.
	const rows = readShared('reference/published/hdi/hdi-1990-2022.csv').filter(
		(row) => row['hdi'] !== '' && !row['iso3']!.includes('.')
	);

	it('comes out as published at 3 decimals in 5,808 country-years', () => {
		expect(rows).toHaveLength(5808);
		const results = score(
			'hdi.framework.json',
			hdiCells(rows, (row) => `${row['iso3']} ${row['year']}`)
		);
		const wrong = rows.filter(
			(row) => roundHalfUp(results.get(`${row['iso3']} ${row['year']} HDI`)!.score, 3) !== Number(row['hdi'])
		);
		expect(wrong).toEqual([]);
	});

	it('gives all 193 ranks of 2022 exactly', () => {
		const ranked = rows.filter((row) => row['year'] === '2022' && row['hdi_rank_2022'] !== '');
		expect(ranked).toHaveLength(193);
		const results = score(
			'hdi.framework.json',
			hdiCells(ranked, (row) => row['iso3']!)
		);
		for (const row of ranked) {
			expect(results.get(`${row['iso3']} HDI`)!.rank, row['iso3']).toBe(Number(row['hdi_rank_2022']));
		}
	});
});

describeWithShared('reference/published/odm-2023', 'Open Data Maturity 2023, 35 countries', () => {
	it('gives every printed total and subtotal exactly', () => {
		const weights = new Map(
			readShared('reference/published/odm-2023/question_weights.csv', ';').map((row) => [
				row['ID'],
				row['Weight']
			])
		);
		const cells = readShared('reference/published/odm-2023/question_scores.csv')
			.filter((row) => /^\d+$/.test(weights.get(row['question']) ?? ''))
			.map((row): Cell => [
				row['country']!,
				`Q${row['question']}`,
				row['score'] === 'N/A' ? '' : row['score']!
			]);
		const results = score('odm-2023.framework.json', cells);
		const printed = readShared('reference/published/odm-2023/published_subtotals.csv').filter(
			({ code }) => code !== 'UnsureScore' && code !== 'PreliminaryScore'
		);
		expect(printed).toHaveLength(35 * 23);
		for (const { country, code, score: value } of printed) {
			expect(results.get(`${country} ${code}`)?.score, `${country} ${code}`).toBe(Number(value));
		}
	});
});
