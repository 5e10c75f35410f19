import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessMapping, type TableSample } from '../../../src/lib/domain/import/guess-mapping';
import { UnitMatcher } from '../../../src/lib/domain/import/unit-matcher';

/** Any code units, halves of pairs among them. */
const anyText = fc
	.array(fc.nat({ max: 0xffff }), { maxLength: 12 })
	.map((codes) => String.fromCharCode(...codes));

const unit = (code: string, nameZh: string, nameEn: string) => ({
	code,
	path: `1.${code}`,
	nameZh,
	nameEn,
	shortNameZh: nameZh.slice(0, 2),
	shortNameEn: nameEn
});
const known = {
	units: new UnitMatcher([
		unit('110000', '北京市', 'Beijing'),
		unit('310000', '上海市', 'Shanghai'),
		unit('440000', '广东省', 'Guangdong')
	]),
	indicators: [
		{ code: 'OPS-01', nameZh: '办件量', nameEn: 'Cases handled' },
		{
			code: 'OPS-02',
			nameZh: '按时办结率',
			nameEn: 'On-time rate',
			numerators: ['按时办结件数'],
			denominators: ['办结件数']
		},
		{ code: 'POP', nameZh: '人口数', nameEn: 'Population' }
	]
};
const table = (text: string, more: Partial<TableSample> = {}): TableSample => {
	const [header = [], ...rows] = text.split('\n').map((line) => line.split(','));
	return { header, rows, preamble: [], ...more };
};
const guess = (text: string, more: Partial<TableSample> = {}) => guessMapping(table(text, more), known);

describe('a table nobody has described', () => {
	it('is long where cells name indicators', () => {
		const found = guess(
			'地区,时间,指标,数值,缺失原因\n北京市,2026年3月,办件量,12,\n上海,2026年3月,OPS-02,,notReported'
		);
		expect(found).toMatchObject({
			layout: 'long',
			unit: { value: { column: '地区', match: 'any' }, reason: 'cellsNameUnits', confidence: 1 },
			period: { value: { column: '时间', read: 'any' }, confidence: 1 },
			indicator: { value: { column: '指标' }, confidence: 1 },
			values: [{ value: { column: '数值', part: 'value' } }],
			reasonColumn: { value: '缺失原因' },
			leftovers: [],
			open: []
		});
	});

	it('says its period in two columns, a year and a month or a quarter of it', () => {
		expect(guess('地区,年份,月份,指标,数值\n北京市,2024,3,办件量,12\n上海,2024,12,办件量,9')).toMatchObject({
			period: { value: { column: '年份', part: { column: '月份', kind: 'month' } } },
			values: [{ value: { column: '数值' } }],
			leftovers: [],
			open: []
		});
		// One slip does not hide what the columns are.
		expect(guess('地区,年份,月份,办件量\n北京市,2024,3,12\n上海,2024,13,9').period).toMatchObject({
			value: { column: '年份', part: { column: '月份' } }
		});
		expect(guess('unit,Year,Quarter,Cases handled\n110000,2024,1,5\n310000,2024,4,5')).toMatchObject({
			period: { value: { column: 'Year', part: { column: 'Quarter', kind: 'quarter' } } },
			values: [{ value: { indicator: 'OPS-01' } }]
		});
		expect(guess('地区,月份,办件量\n北京市,3,12\n上海,11,9', { preamble: ['2024年办件情况'] })).toMatchObject(
			{ period: { value: { fixed: '2024', part: { column: '月份', kind: 'month' } } }, open: [] }
		);
		// A column that is called month and holds whole periods needs no other.
		const whole = guess('地区,年份,月份,办件量\n北京市,2024,2024-03,12\n上海,2024,2024-04,9').period?.value;
		expect(whole).toMatchObject({ column: '月份' });
		expect(whole).not.toHaveProperty('part');
	});

	it('is wide where columns are called by indicators, parts of ratios among them', () => {
		const found = guess(
			'unit,period,办件量（件）,按时办结率 / 分子,按时办结率 / 分母,comment\n110000,2026-03,12,3,4,fine\n310000,2026-03,10,3,4,'
		);
		expect(found).toMatchObject({
			layout: 'wide',
			unit: { value: { column: 'unit', match: 'code' } },
			period: { value: { column: 'period' } },
			values: [
				{
					value: { column: '办件量（件）', indicator: 'OPS-01', part: 'value' },
					reason: 'headerNamesIndicator'
				},
				{ value: { indicator: 'OPS-02', part: 'numerator' } },
				{ value: { indicator: 'OPS-02', part: 'denominator' } }
			],
			leftovers: ['comment'],
			open: []
		});
	});

	it('finds periods in the header, and the indicator above the table', () => {
		const found = guess('地区,2025年,2024年\n北京市,,22470\n上海市,1,2', {
			preamble: ['数据库：分省年度数据', '指标：人口数(人)', '时间：最近20年']
		});
		expect(found).toMatchObject({
			layout: 'wide',
			indicator: { value: { fixed: 'POP' }, reason: 'textBesideSaysSo' },
			values: [
				{ value: { column: '2025年', indicator: 'POP', period: '2025' }, reason: 'headerIsPeriod' },
				{ value: { column: '2024年', indicator: 'POP', period: '2024' } }
			],
			open: []
		});
	});

	it('finds indicator and period in one name', () => {
		const found = guess('单位,办件量 / 2026年1月,办件量 / 2026年2月,2026年2月按时办结率\n北京,1,2,3');
		expect(found.values.map(({ value }) => [value.indicator, value.period])).toEqual([
			['OPS-01', '2026-01'],
			['OPS-01', '2026-02'],
			['OPS-02', '2026-02']
		]);
		expect(found.open).toEqual([]);
	});

	it('finds an indicator a row and a period a column', () => {
		const found = guess('地区,指标,一季度,二季度\n北京市,办件量,1,2\n上海市,办件量,1,2', {
			preamble: ['2026年办件情况']
		});
		expect(found).toMatchObject({
			layout: 'long',
			indicator: { value: { column: '指标' } },
			values: [{ value: { period: '2026-Q1' } }, { value: { period: '2026-Q2' } }],
			open: []
		});
	});

	it('takes the period from the title where no column has it', () => {
		const found = guess('地区,办件量\n北京市,1', { preamble: ['2026年3月各地区办件量'] });
		expect(found.period).toEqual({
			value: { fixed: '2026-03' },
			confidence: 0.6,
			reason: 'textBesideSaysSo'
		});
	});

	it('asks for what it cannot tell instead of making it up', () => {
		expect(guess('a,b\nx,1\ny,2').open).toEqual(['unit', 'period', 'indicator']);
		expect(guess('地区,时间\n北京市,2026').open).toEqual(['value', 'indicator']);
		expect(guess('地区,x,y\n北京市,1,2', { preamble: ['2025年和2026年'] }).open).toContain('period');
	});

	it('prefers a column of codes to one of names, and takes no amounts for years', () => {
		const found = guess('代码,名称,fiscal_year,办件量\n110000,北京市,2025,2010\n310000,上海市,2026,2011');
		expect(found.unit?.value).toEqual({ column: '代码', match: 'code' });
		expect(found.period?.value).toMatchObject({ column: 'fiscal_year' });
		expect(found.leftovers).toEqual(['名称']);
	});

	it('never fails on any table', () => {
		const cell = fc.oneof(anyText, fc.constantFrom('地区', '2026年', '办件量', '北京', '12'));
		fc.assert(
			fc.property(
				fc.array(cell, { maxLength: 6 }),
				fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 4 }),
				(header, rows) => {
					const found = guessMapping({ header, rows, preamble: header }, known);
					for (const { confidence } of found.values) expect(confidence).toBeLessThanOrEqual(1);
				}
			),
			{ numRuns: 200 }
		);
	});
});
