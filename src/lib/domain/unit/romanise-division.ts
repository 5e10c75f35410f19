import { pinyin } from 'pinyin-pro';
import type { Division } from './division';

/**
 * English for the Chinese names of divisions, where nobody has given one. The generic part (市, 县, 自治州 …) is translated, peoples
 * are spelt by GB/T 3304, and the rest is pinyin in the manner of place names (GB/T 16159: one word, an apostrophe before a syllable
 * that begins with a, o or e, ü kept). Names of other origin are plain pinyin, too, but for the prefectures and cities in
 * `knownNames`: a list of divisions does not say how 达拉特 is written in its own language.
 */
export function romaniseDivision({ name, shortName }: Pick<Division, 'name' | 'shortName'>): {
	readonly full: string;
	readonly short: string;
} {
	const fixed = wholeNames.get(name);
	if (fixed !== undefined) return { full: fixed, short: fixed };
	const full = romaniseName(name);
	return { full, short: shortName === name ? full : romaniseStem(shortName) };
}

function romaniseName(name: string): string {
	const found = generics.find(([chinese]) => name.length > chinese.length && name.endsWith(chinese));
	if (!found) return peoplesOf(name) ?? romaniseStem(name);
	const [chinese, english] = found;
	const stem = name.slice(0, -chinese.length);
	if (!chinese.startsWith('自治') && !stem.endsWith('族')) return `${romaniseStem(stem)} ${english}`;
	const { place, peoples } = splitPeoples(stem);
	return [...(place === '' ? [] : [romaniseStem(place)]), ...(peoples ? [peoples] : []), english].join(' ');
}

function peoplesOf(name: string): string | undefined {
	const { place, peoples } = splitPeoples(name);
	return place === '' ? peoples : undefined;
}

/** 双江拉祜族佤族布朗族傣族 is Shuangjiang of the Lahu, Va, Blang and Dai. */
function splitPeoples(stem: string): { place: string; peoples: string | undefined } {
	const names: string[] = [];
	let place = stem;
	for (;;) {
		const found = peoples.find(([chinese]) => place.endsWith(chinese));
		if (!found) break;
		names.unshift(found[1]);
		place = place.slice(0, -found[0].length);
	}
	const last = names.at(-1);
	const joined = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last;
	return { place, peoples: joined };
}

/** The proper part of a name, as one word. */
function romaniseStem(stem: string): string {
	const known = knownNames.get(stem);
	if (known !== undefined) return known;
	const syllables = stem
		.split(/(都)/u)
		// In names of places it is du, never dou.
		.flatMap((part) => (part === '都' ? ['du'] : pinyin(part, { toneType: 'none', type: 'array' })))
		.filter((syllable) => syllable !== '');
	const word = syllables
		.map((syllable, at) => (at > 0 && /^[aoe]/.test(syllable) ? `'${syllable}` : syllable))
		.join('');
	return word.charAt(0).toUpperCase() + word.slice(1);
}

/** What divisions are, the longest first, so that 自治县 is not taken for a 县. */
const generics: readonly (readonly [chinese: string, english: string])[] = (
	[
		['高新技术产业开发区', 'High-tech Industrial Development Zone'],
		['经济技术开发区', 'Economic and Technological Development Zone'],
		['高新技术开发区', 'High-tech Development Zone'],
		['高新区', 'High-tech Zone'],
		['经济开发区', 'Economic Development Zone'],
		['工业园区', 'Industrial Park'],
		['产业园区', 'Industrial Park'],
		['开发区', 'Development Zone'],
		['示范区', 'Demonstration Zone'],
		['管理区管委会', 'Administrative Zone'],
		['管理区', 'Administrative Zone'],
		['联合旗', 'United Banner'],
		['新城', 'New Town'],
		['左翼前旗', 'Left Wing Front Banner'],
		['左翼中旗', 'Left Wing Middle Banner'],
		['左翼后旗', 'Left Wing Rear Banner'],
		['右翼前旗', 'Right Wing Front Banner'],
		['右翼中旗', 'Right Wing Middle Banner'],
		['右翼后旗', 'Right Wing Rear Banner'],
		['自治区', 'Autonomous Region'],
		['自治州', 'Autonomous Prefecture'],
		['自治县', 'Autonomous County'],
		['自治旗', 'Autonomous Banner'],
		['前旗', 'Front Banner'],
		['中旗', 'Middle Banner'],
		['后旗', 'Rear Banner'],
		['左旗', 'Left Banner'],
		['右旗', 'Right Banner'],
		['地区', 'Prefecture'],
		['林区', 'Forestry District'],
		['矿区', 'Mining District'],
		['特区', 'Special District'],
		['新区', 'New Area'],
		['群岛', 'Islands'],
		['省', 'Province'],
		['市', 'City'],
		['县', 'County'],
		['区', 'District'],
		['盟', 'League'],
		['旗', 'Banner']
	] as const
).toSorted(([a], [b]) => b.length - a.length);

/** Peoples by the romanisation of GB/T 3304-1991; a list names some of them without 族. */
const peoples: readonly (readonly [chinese: string, english: string])[] = [
	...[
		'蒙古族 Mongol',
		'回族 Hui',
		'藏族 Zang',
		'维吾尔 Uygur',
		'苗族 Miao',
		'彝族 Yi',
		'壮族 Zhuang',
		'布依族 Buyei'
	],
	...[
		'朝鲜族 Chosen',
		'满族 Man',
		'侗族 Dong',
		'瑶族 Yao',
		'白族 Bai',
		'土家族 Tujia',
		'哈尼族 Hani',
		'哈萨克族 Kazak'
	],
	...['哈萨克 Kazak', '傣族 Dai', '黎族 Li', '傈僳族 Lisu', '佤族 Va', '畲族 She', '拉祜族 Lahu', '水族 Sui'],
	...[
		'东乡族 Dongxiang',
		'纳西族 Naxi',
		'景颇族 Jingpo',
		'柯尔克孜 Kirgiz',
		'土族 Tu',
		'达斡尔族 Daur',
		'仫佬族 Mulao'
	],
	...[
		'羌族 Qiang',
		'布朗族 Blang',
		'撒拉族 Salar',
		'毛南族 Maonan',
		'仡佬族 Gelao',
		'锡伯 Xibe',
		'普米族 Pumi',
		'塔吉克 Tajik'
	],
	...[
		'怒族 Nu',
		'鄂温克族 Ewenki',
		'保安族 Bonan',
		'裕固族 Yugur',
		'独龙族 Derung',
		'鄂伦春 Oroqen',
		'蒙古 Mongol'
	],
	'各族 Multi-Ethnic'
]
	.map((line) => line.split(' ') as [string, string])
	.toSorted(([a], [b]) => b.length - a.length);

/**
 * Names that pinyin alone does not give. Prefectures and cities that are not Chinese by origin stand as the state writes them in Latin letters (names of places in the
 * languages of minorities, 少数民族语地名汉语拼音字母音译转写法, 1976, as in the English pages of the divisions' own governments).
 */
const knownNames: ReadonlyMap<string, string> = new Map(
	[
		...[
			'呼和浩特 Hohhot',
			'鄂尔多斯 Ordos',
			'呼伦贝尔 Hulunbuir',
			'巴彦淖尔 Bayannur',
			'乌兰察布 Ulanqab',
			'锡林郭勒 Xilingol'
		],
		...['阿拉善 Alxa', '哈尔滨 Harbin', '齐齐哈尔 Qiqihar', '乌鲁木齐 Urumqi', '克拉玛依 Karamay'],
		...[
			'吐鲁番 Turpan',
			'博尔塔拉 Bortala',
			'巴音郭楞 Bayingolin',
			'阿克苏 Aksu',
			'克孜勒苏 Kizilsu',
			'喀什 Kashgar'
		],
		...[
			'和田 Hotan',
			'伊犁 Ili',
			'阿勒泰 Altay',
			'拉萨 Lhasa',
			'日喀则 Xigaze',
			'昌都 Qamdo',
			'林芝 Nyingchi',
			'那曲 Nagqu'
		],
		...['阿里 Ngari', '果洛 Golog', '甘孜 Garze', '香港 Hong Kong', '澳门 Macao'],
		// Chinese ones that are read otherwise than their characters usually are (现代汉语词典, readings marked as names of places).
		...[
			'乐清 Yueqing',
			'乐亭 Laoting',
			'乐陵 Laoling',
			'单 Shan',
			'歙 She',
			'蔚 Yu',
			'浚 Xun',
			'尉犁 Yuli',
			'洪洞 Hongtong'
		],
		...[
			'泌阳 Biyang',
			'珲春 Hunchun',
			'筠连 Junlian',
			'繁峙 Fanshi',
			'黄陂 Huangpi',
			'大埔 Dabu',
			'六合 Luhe',
			'牟定 Mouding'
		],
		// Provinces that share their syllables with another, or have an English name of their own.
		...['陕西 Shaanxi', '内蒙古 Inner Mongolia', '西藏 Xizang']
	].map((line) => {
		const at = line.indexOf(' ');
		return [line.slice(0, at), line.slice(at + 1)] as const;
	})
);

/** Names that say what a division is, and nothing else. */
const wholeNames: ReadonlyMap<string, string> = new Map([
	['市辖区', 'Districts of the municipality'],
	['县', 'Counties of the municipality'],
	['省直辖县级行政区划', 'County-level divisions directly under the province'],
	['省直辖县级行政单位', 'County-level divisions directly under the province'],
	['自治区直辖县级行政区划', 'County-level divisions directly under the autonomous region'],
	['自治区直辖县级行政单位', 'County-level divisions directly under the autonomous region'],
	['城区', 'Urban District'],
	['郊区', 'Suburban District'],
	['矿区', 'Mining District'],
	['兴安盟', 'Hinggan League'],
	['中沙群岛的岛礁及其海域', 'Reefs of the Zhongsha Islands and their waters']
]);
