export type MacroRegion = 'east' | 'central' | 'west' | 'northeast';

/** A province-level region by its GB/T 2260 code, with a place on our own tile grid (row 0 is the north). */
export interface RegionSeed {
	readonly code: string;
	/** two letters by GB/T 2260 */
	readonly letters: string;
	readonly short: readonly [en: string, zh: string];
	readonly full: readonly [en: string, zh: string];
	readonly isMunicipality: boolean;
	readonly macroRegion: MacroRegion;
	readonly tile: readonly [column: number, row: number];
	/** 10,000 inhabitants, census of 2020, rounded: sizes the made-up volumes */
	readonly population: number;
}

type Kind = 'municipality' | 'province' | 'region';

function region(
	code: string,
	letters: string,
	kind: Kind,
	en: string,
	zh: string,
	macroRegion: MacroRegion,
	tile: readonly [number, number],
	population: number,
	ethnicEn = '',
	ethnicZh = ''
): RegionSeed {
	const suffix: Record<Kind, readonly [string, string]> = {
		municipality: ['Municipality', '市'],
		province: ['Province', '省'],
		region: [`${ethnicEn}Autonomous Region`, `${ethnicZh}自治区`]
	};
	return {
		code,
		letters,
		short: [en, zh],
		full: [`${en} ${suffix[kind][0]}`, `${zh}${suffix[kind][1]}`],
		isMunicipality: kind === 'municipality',
		macroRegion,
		tile,
		population
	};
}

/** GB/T 2260 gives the nation no code of its own; 100000 is the one in common use. */
export const nationSeed = {
	code: '100000',
	short: ['China', '中国'],
	full: ["People's Republic of China", '中华人民共和国']
} as const;

export const regionSeeds: readonly RegionSeed[] = [
	region('110000', 'BJ', 'municipality', 'Beijing', '北京', 'east', [5, 2], 2189),
	region('120000', 'TJ', 'municipality', 'Tianjin', '天津', 'east', [6, 3], 1387),
	region('130000', 'HE', 'province', 'Hebei', '河北', 'east', [5, 3], 7461),
	region('140000', 'SX', 'province', 'Shanxi', '山西', 'central', [4, 3], 3492),
	region('150000', 'NM', 'region', 'Inner Mongolia', '内蒙古', 'west', [4, 1], 2405),
	region('210000', 'LN', 'province', 'Liaoning', '辽宁', 'northeast', [6, 2], 4259),
	region('220000', 'JL', 'province', 'Jilin', '吉林', 'northeast', [6, 1], 2407),
	region('230000', 'HL', 'province', 'Heilongjiang', '黑龙江', 'northeast', [6, 0], 3185),
	region('310000', 'SH', 'municipality', 'Shanghai', '上海', 'east', [7, 5], 2487),
	region('320000', 'JS', 'province', 'Jiangsu', '江苏', 'east', [6, 5], 8475),
	region('330000', 'ZJ', 'province', 'Zhejiang', '浙江', 'east', [6, 6], 6457),
	region('340000', 'AH', 'province', 'Anhui', '安徽', 'central', [5, 5], 6103),
	region('350000', 'FJ', 'province', 'Fujian', '福建', 'east', [5, 7], 4154),
	region('360000', 'JX', 'province', 'Jiangxi', '江西', 'central', [5, 6], 4519),
	region('370000', 'SD', 'province', 'Shandong', '山东', 'east', [5, 4], 10153),
	region('410000', 'HA', 'province', 'Henan', '河南', 'central', [4, 4], 9937),
	region('420000', 'HB', 'province', 'Hubei', '湖北', 'central', [4, 5], 5775),
	region('430000', 'HN', 'province', 'Hunan', '湖南', 'central', [4, 6], 6644),
	region('440000', 'GD', 'province', 'Guangdong', '广东', 'east', [4, 7], 12601),
	region('450000', 'GX', 'region', 'Guangxi', '广西', 'west', [3, 6], 5013, 'Zhuang ', '壮族'),
	region('460000', 'HI', 'province', 'Hainan', '海南', 'east', [4, 8], 1008),
	region('500000', 'CQ', 'municipality', 'Chongqing', '重庆', 'west', [3, 4], 3205),
	region('510000', 'SC', 'province', 'Sichuan', '四川', 'west', [2, 4], 8367),
	region('520000', 'GZ', 'province', 'Guizhou', '贵州', 'west', [3, 5], 3856),
	region('530000', 'YN', 'province', 'Yunnan', '云南', 'west', [2, 5], 4721),
	region('540000', 'XZ', 'region', 'Xizang', '西藏', 'west', [0, 4], 365),
	region('610000', 'SN', 'province', 'Shaanxi', '陕西', 'west', [3, 3], 3953),
	region('620000', 'GS', 'province', 'Gansu', '甘肃', 'west', [2, 2], 2502),
	region('630000', 'QH', 'province', 'Qinghai', '青海', 'west', [1, 3], 592),
	region('640000', 'NX', 'region', 'Ningxia', '宁夏', 'west', [3, 2], 720, 'Hui ', '回族'),
	region('650000', 'XJ', 'region', 'Xinjiang', '新疆', 'west', [0, 2], 2585, 'Uygur ', '维吾尔')
];

export const macroRegionNames: Readonly<Record<MacroRegion, readonly [en: string, zh: string]>> = {
	east: ['East', '东部地区'],
	central: ['Central', '中部地区'],
	west: ['West', '西部地区'],
	northeast: ['Northeast', '东北地区']
};
