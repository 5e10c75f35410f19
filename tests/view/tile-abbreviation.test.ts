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

it('leaves a Chinese name of up to three characters whole', () => {
	expect(tileAbbreviations(['黑龙江', '内蒙古', '浙江'])).toEqual(['黑龙江', '内蒙古', '浙江']);
});
