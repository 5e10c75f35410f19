import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../../src/lib/domain/import/edit-distance';
import { UnitMatcher, type MatchableUnit } from '../../../src/lib/domain/import/unit-matcher';
import { withoutSuffix } from '../../../src/lib/domain/import/unit-name';

/** Any code units, halves of pairs among them. */
const anyText = fc
	.array(fc.nat({ max: 0xffff }), { maxLength: 12 })
	.map((codes) => String.fromCharCode(...codes));

const unit = (
	code: string,
	path: string,
	nameZh: string,
	nameEn: string,
	shortNameZh = nameZh,
	shortNameEn = nameEn
): MatchableUnit => ({ code, path, nameZh, nameEn, shortNameZh, shortNameEn });

const units = [
	unit('CN', '1', '全国', 'China'),
	unit('110000', '1.2', '北京市', 'Beijing Municipality', '北京', 'Beijing'),
	unit('110105', '1.2.3', '朝阳区', 'Chaoyang District', '朝阳'),
	unit('220000', '1.4', '吉林省', 'Jilin Province', '吉林', 'Jilin'),
	unit('220100', '1.4.5', '长春市', 'Changchun'),
	unit('220104', '1.4.5.6', '朝阳区', 'Chaoyang District', '朝阳'),
	unit('140000', '1.7', '山西省', 'Shanxi Province', '山西', 'Shanxi'),
	unit('610000', '1.8', '陕西省', 'Shaanxi Province', '陕西', 'Shaanxi'),
	unit('450000', '1.9', '广西壮族自治区', 'Guangxi Zhuang Autonomous Region', '广西', 'Guangxi'),
	unit('150000', '1.10', '内蒙古自治区', 'Inner Mongolia Autonomous Region', '内蒙古', 'Inner Mongolia'),
	unit('530831', '1.11', '绿春县', 'Lüchun County'),
	unit(
		'ZJ-WJW',
		'1.12',
		'浙江省卫生健康委员会',
		'Zhejiang Health Commission',
		'浙江省卫健委',
		'Zhejiang Health'
	)
];
const matcher = new UnitMatcher(units);
const one = (text: string): string | undefined => {
	const found = matcher.match(text);
	return found.kind === 'one' ? found.code : undefined;
};

describe('a unit as people write it', () => {
	it.each([
		['110000', '110000'],
		[' 北京市 ', '110000'],
		['北京', '110000'],
		['beijing', '110000'],
		['BEIJING municipality', '110000'],
		['吉林', '220000'],
		['广西', '450000'],
		['广西壮族自治区', '450000'],
		['内蒙古', '150000'],
		['内蒙古自治区', '150000'],
		['inner-mongolia', '150000'],
		['长春', '220100'],
		['changchun', '220100'],
		['changchunshi', '220100'],
		['Chang Chun', '220100'],
		['bj', '110000'],
		['nmg', '150000'],
		['shaanxi', '610000'],
		['山西', '140000'],
		['lvchun', '530831'],
		['lüchun', '530831'],
		['北京市朝阳区', '110105'],
		['北京/朝阳', '110105'],
		['吉林省长春市朝阳区', '220104'],
		['长春市朝阳区', '220104'],
		['吉林省朝阳区', '220104'],
		['浙江省卫健委', 'ZJ-WJW'],
		['浙江省卫生健康委', 'ZJ-WJW'],
		['zj-wjw', 'ZJ-WJW']
	])('%s is %s', (text, code) => {
		expect(one(text)).toBe(code);
	});

	it('lists the units that a name may mean instead of choosing one', () => {
		expect(matcher.match('朝阳区')).toEqual({ kind: 'many', codes: ['110105', '220104'], way: 'name' });
		expect(matcher.match('Chaoyang')).toMatchObject({ kind: 'many', codes: ['110105', '220104'] });
	});

	it('never takes a slip for a name, and suggests what it may be', () => {
		expect(matcher.match('吉林省份').kind).toBe('none');
		expect(matcher.nearest('吉林省份')).toEqual(['220000']);
		expect(matcher.nearest('Biejing')).toEqual(['110000']);
		expect(matcher.nearest('xyz')).toEqual([]);
	});

	it('finds nothing in nothing, and in texts that are too long to be a name', () => {
		for (const text of ['', '  ', '…', '北'.repeat(100_000)]) expect(matcher.match(text).kind).toBe('none');
		expect(matcher.nearest('北'.repeat(100_000))).toEqual([]);
	});

	it('takes a code that returned with other dates for one unit', () => {
		const twice = new UnitMatcher([units[1]!, { ...units[1]!, path: '1.99' }]);
		expect(twice.match('北京')).toMatchObject({ kind: 'one', code: '110000' });
	});

	it('never fails on any text', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				matcher.match(text);
				matcher.nearest(text);
			}),
			{ numRuns: 300 }
		);
	});
});

describe('a name without its kind', () => {
	it.each([
		['浙江省', '浙江'],
		['单县', '单县'],
		['新疆维吾尔自治区', '新疆'],
		['延边朝鲜族自治州', '延边'],
		['双江拉祜族佤族布朗族傣族自治县', '双江'],
		['鄂尔多斯市', '鄂尔多斯'],
		['大兴安岭地区', '大兴安岭'],
		['jilinprovince', 'jilin']
	])('%s is %s', (name, rest) => {
		expect(withoutSuffix(name)).toBe(rest);
	});
});

describe('how far two texts are from each other', () => {
	it.each([
		['abc', 'abc', 0],
		['abc', 'acb', 1],
		['abc', 'ab', 1],
		['abc', 'abcde', 2],
		['kitten', 'sitting', 3],
		['abc', 'xyz', 3]
	])('%s and %s: %i', (a, b, distance) => {
		expect(editDistance(a, b, 5)).toBe(distance);
		expect(editDistance(b, a, 5)).toBe(distance);
		expect(editDistance(a, b, 1)).toBe(Math.min(distance, 2));
	});
});
