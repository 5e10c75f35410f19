import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortDivisionName, type Division } from '../../../src/lib/domain/unit/division';
import { romaniseDivision } from '../../../src/lib/domain/unit/romanise-division';
import { describeWithShared, sharedPath } from '../scoring/reference/shared-folder';

const both = (level: Division['level'], name: string) =>
	romaniseDivision({ name, shortName: shortDivisionName(level, name) });
const full = (name: string) => both('county', name).full;

/** Latin letters (ü among them), spaces, commas, hyphens and apostrophes between letters. */
const romanised = /^\p{Lu}[\p{Script=Latin} ,-]*(?:'[aoe][\p{Script=Latin} ,-]*)*$/u;

describe('a division in English', () => {
	it.each([
		['石家庄市', 'Shijiazhuang City', 'Shijiazhuang'],
		['西安市', "Xi'an City", "Xi'an"],
		['重庆市', 'Chongqing City', 'Chongqing'],
		['六安市', "Lu'an City", "Lu'an"],
		['亳州市', 'Bozhou City', 'Bozhou'],
		['厦门市', 'Xiamen City', 'Xiamen'],
		['成都市', 'Chengdu City', 'Chengdu'],
		['吕梁市', 'Lüliang City', 'Lüliang'],
		['陕西省', 'Shaanxi Province', 'Shaanxi'],
		['山西省', 'Shanxi Province', 'Shanxi'],
		['呼和浩特市', 'Hohhot City', 'Hohhot'],
		['乌鲁木齐市', 'Urumqi City', 'Urumqi'],
		['拉萨市', 'Lhasa City', 'Lhasa'],
		['哈尔滨市', 'Harbin City', 'Harbin'],
		['大兴安岭地区', "Daxing'anling Prefecture", "Daxing'anling Prefecture"],
		['锡林郭勒盟', 'Xilingol League', 'Xilingol League']
	])('%s is %s, in short %s', (name, long, short) => {
		expect(both('prefecture', name)).toEqual({ full: long, short });
	});

	it.each([
		['东城区', 'Dongcheng District'],
		['浦东新区', 'Pudong New Area'],
		['沙市区', 'Shashi District'],
		['津市市', 'Jinshi City'],
		['单县', 'Shan County'],
		['歙县', 'She County'],
		['乐亭县', 'Laoting County'],
		['长子县', 'Zhangzi County'],
		['铅山县', 'Yanshan County'],
		['洪洞县', 'Hongtong County'],
		['于都县', 'Yudu County'],
		['都安瑶族自治县', "Du'an Yao Autonomous County"],
		['东阿县', "Dong'e County"],
		['普洱市', "Pu'er City"],
		['神农架林区', 'Shennongjia Forestry District'],
		['六枝特区', 'Liuzhi Special District'],
		['乌拉特前旗', 'Wulate Front Banner'],
		['鄂伦春自治旗', 'Oroqen Autonomous Banner'],
		['东乡族自治县', 'Dongxiang Autonomous County'],
		['双江拉祜族佤族布朗族傣族自治县', 'Shuangjiang Lahu, Va, Blang and Dai Autonomous County'],
		['克孜勒苏柯尔克孜自治州', 'Kizilsu Kirgiz Autonomous Prefecture'],
		['广西壮族自治区', 'Guangxi Zhuang Autonomous Region'],
		['杭州经济技术开发区', 'Hangzhou Economic and Technological Development Zone'],
		['市辖区', 'Districts of the municipality'],
		['瀍河回族区', 'Chanhe Hui District'],
		['郊区', 'Suburban District']
	])('%s is %s', (name, english) => expect(full(name)).toBe(english));

	it('has a capital and no Chinese character, whatever it is made of', () => {
		const characters = '安州阳江城东西南北长重都兰尔额鄂女吕绿阿山大小行乐单';
		const stems = fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength: 5 });
		const generics = fc.constantFrom('市', '县', '区', '旗', '盟', '地区', '自治县', '自治州', '林区', '');
		fc.assert(
			fc.property(stems, generics, (stem, generic) => {
				const english = full(stem.join('') + generic);
				expect(english).toMatch(/^\p{Lu}/u);
				expect(english).not.toMatch(/\p{Script=Han}/u);
				expect(english).toMatch(romanised);
			})
		);
	});

	it('can be taken apart again: an apostrophe stands before a, o and e, and nowhere else', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom('安', '鄂', '额', '西', '东', '州'), { minLength: 2, maxLength: 6 }),
				(stem) => {
					const word = full(`${stem.join('')}市`).replace(/ City$/, '');
					expect(word.split("'")).toHaveLength(
						1 + stem.slice(1).filter((one) => '安鄂额'.includes(one)).length
					);
				}
			)
		);
	});
});

describeWithShared('data/divisions-cn', 'the divisions of China in English', () => {
	it('all have a name in Latin letters', () => {
		for (const [file, level] of [
			['provinces', 'province'],
			['cities', 'prefecture'],
			['areas', 'county']
		] as const) {
			const lines = readFileSync(sharedPath(`data/divisions-cn/${file}.csv`), 'utf8')
				.trim()
				.split('\n')
				.slice(1);
			for (const line of lines) {
				const { full: long, short } = both(level, line.split('"')[1]!);
				expect(long, line).toMatch(romanised);
				expect(short, line).toMatch(romanised);
			}
		}
	});
});
