import { expect, it } from 'vitest';
import { tileAbbreviations } from '../../src/lib/view/tile-abbreviation';

it('tells names apart by the letter in which they part', () => {
	expect(tileAbbreviations(['Shanxi', 'Shaanxi', 'Shandong', 'Shanghai', 'Hebei', 'Tibet'])).toEqual([
		'Shx',
		'Sha',
		'Shd',
		'Shg',
		'Heb',
		'Tib'
	]);
});

it('takes the letters that the register has, and cuts the names that have none', () => {
	expect(tileAbbreviations(['Shanxi', 'Shaanxi', 'Hebei'], ['SX', 'SN', null])).toEqual(['SX', 'SN', 'Heb']);
});

it('leaves Chinese names of three characters whole', () => {
	expect(tileAbbreviations(['黑龙江', '内蒙古', '浙江', '新疆兵团'], ['HL', 'NM', 'ZJ', null])).toEqual([
		'黑龙江',
		'内蒙古',
		'浙江',
		'新疆兵'
	]);
});
