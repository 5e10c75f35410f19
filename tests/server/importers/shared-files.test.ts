import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { guessMapping } from '../../../src/lib/domain/import/guess-mapping';
import { UnitMatcher, type MatchableUnit } from '../../../src/lib/domain/import/unit-matcher';
import { fingerprint } from '../../../src/lib/server/importers/fingerprint';
import { formatOfSource, mappingOfGuess } from '../../../src/lib/server/importers/mapping-of-guess';
import { describeWithShared, sharedPath } from '../../domain/scoring/reference/shared-folder';
import { cellsOf, readAll, refusalOf } from './read-all';

const read = (path: string, options = {}) =>
	readAll({ name: basename(path), path: sharedPath(`data/${path}`) }, options);

describeWithShared('data/csv', 'the nasty little CSV files', () => {
	const folder = 'csv/csv-spectrum';
	for (const name of readdirSync(sharedPath(`data/${folder}/csvs`))) {
		it(`${name} is read as its answer says`, async () => {
			const { header, all } = await read(`${folder}/csvs/${name}`);
			const answer = JSON.parse(
				readFileSync(sharedPath(`data/${folder}/json/${name.replace('.csv', '.json')}`), 'utf8')
			) as Record<string, string> | Record<string, string>[];
			const rows = cellsOf(all).map((cells) => Object.fromEntries(header.map((key, at) => [key, cells[at]])));
			const wanted = [answer].flat();
			// The answer of this one has another telephone number than its question.
			if (name === 'location_coordinates.csv') wanted[0]!['Contact Phone Number'] = '2095257564';
			if (name === 'newlines_crlf.csv') wanted[1]!['a'] = 'Once upon \r\na time';
			expect(rows).toEqual(wanted);
		});
	}
});

describeWithShared('data/xlsx', 'workbooks of other programs', () => {
	it('are read with their dates, percentages, formulas and merged headers', async () => {
		expect((await read('xlsx/dateIssue.xlsx')).all[0]!.cells).toEqual(['2020-11-20']);
		expect(
			(await read('xlsx/preserve-formatting-percentage.xlsx')).all.map(({ typed }) => typed?.[1])
		).toEqual([0.52, 0.3, 0.06].map((value) => ({ kind: 'percent', value })));
		expect((await read('xlsx/formulas.xlsx')).all[0]!.cells[0]).toBe('someone@example.com');
		expect((await read('xlsx/multiline-headers.xlsx')).header).toEqual([
			'Region',
			'Caloric contribution / (%)',
			'Cumulative impact of changes on cost of food basket / from previous quarter',
			'Cumulative impact of changes on cost of food basket / from baseline (%)'
		]);
	});

	it.each([
		['1904.xlsx', 'noRows'],
		['duplicateRowTest.xlsx', 'empty'],
		['many-columns.xlsx', 'repeatedColumn'],
		['merged-cells.xlsx', 'noRows']
	])('and refused where they hold no table: %s', async (name, reason) => {
		expect((await refusalOf(read(`xlsx/${name}`))).reason).toBe(reason);
	});
});

const provinces = (): MatchableUnit[] =>
	['provinces', 'cities', 'areas'].flatMap((file) => {
		const lines = readFileSync(sharedPath(`data/divisions-cn/${file}.csv`), 'utf8')
			.trim()
			.split('\n')
			.slice(1);
		return lines.map((line) => {
			const [code = '', name = ''] = line.replaceAll('"', '').split(',');
			const path =
				file === 'provinces'
					? code
					: file === 'cities'
						? `${code.slice(0, 2)}.${code}`
						: `${code.slice(0, 2)}.${code.slice(0, 4)}.${code}`;
			return { code, path, nameZh: name, nameEn: code, shortNameZh: name, shortNameEn: code };
		});
	});

describeWithShared('data/nbs-export', 'an export of the statistics bureau', () => {
	it('is understood as it comes: encoding, table, units, years and indicator', async () => {
		const source = await read('nbs-export/分省年度数据 (1).csv');
		expect(source).toMatchObject({ encoding: 'gb18030', headerRow: 4, footer: { length: 3 } });
		expect(source.all).toHaveLength(31);
		const guess = guessMapping(
			{ header: source.header, rows: cellsOf(source.all), preamble: source.preamble },
			{
				units: new UnitMatcher(provinces().filter(({ code }) => code.length === 2)),
				indicators: [{ code: 'POP', nameZh: '人口数(人口抽样调查)', nameEn: 'Population' }]
			}
		);
		expect(guess).toMatchObject({
			unit: { value: { column: '地区' }, confidence: 1 },
			open: [],
			leftovers: []
		});
		expect(guess.values).toHaveLength(20);
		const mapping = mappingOfGuess(guess, formatOfSource(source), 'NBS');
		expect(mapping).toMatchObject({ unit: { column: '地区', match: 'any' } });
		expect(mapping?.values?.[1]).toEqual({ indicator: 'POP', column: '2024年', period: '2024' });
		expect(fingerprint(source)).toMatch(/^[0-9a-f]{64}$/);
	});
});

describeWithShared('data/divisions-cn', 'the divisions of a country', () => {
	it('are found by code, and by name after that of what they belong to', () => {
		const units = provinces();
		const matcher = new UnitMatcher(units);
		const byCode = new Map(units.map((unit) => [unit.code, unit]));
		let wrong = 0;
		for (const { code, nameZh } of units) {
			expect(matcher.match(code)).toMatchObject({ kind: 'one', code });
			const above = byCode.get(code.slice(0, code.length === 6 ? 4 : 2));
			const found = matcher.match(above && above.code !== code ? above.nameZh + nameZh : nameZh);
			const isFound =
				found.kind === 'one' ? found.code === code : found.kind === 'many' && found.codes.includes(code);
			if (!isFound) wrong++;
		}
		expect(wrong).toBe(0);
		expect(matcher.match('浙江杭州西湖区')).toMatchObject({ kind: 'one', code: '330106' });
		expect(matcher.match('chongqing')).toMatchObject({ kind: 'one', code: '50' });
		expect(matcher.match('市辖区').kind).toBe('many');
	});
});

describeWithShared('data/foia-us', 'the reports of American agencies', () => {
	it('are read row by row', async () => {
		const { header, all } = await read('foia-us/requests-and-response-times-2008-2024.csv');
		expect([header.length, all.length, all.at(-1)!.row]).toEqual([24, 7713, 7714]);
	});
});
