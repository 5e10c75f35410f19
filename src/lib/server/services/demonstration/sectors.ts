import type { RegionSeed } from './regions';

/** A department that every region has. Names follow the usual ones; a demonstration needs no local exceptions. */
export interface SectorSeed {
	readonly code: string;
	readonly name: readonly [en: string, zh: string];
	/** the department's own name after the region's, in provinces and in municipalities */
	readonly province: readonly [en: string, zh: string];
	readonly municipality: readonly [en: string, zh: string];
	/** how many data resources the department holds beside the average one */
	readonly size: number;
}

export const sectorSeeds: readonly SectorSeed[] = [
	{
		code: 'health',
		name: ['Health', '卫生健康'],
		province: ['Health Commission', '卫生健康委员会'],
		municipality: ['Health Commission', '卫生健康委员会'],
		size: 1.25
	},
	{
		code: 'transport',
		name: ['Transport', '交通运输'],
		province: ['Department of Transport', '交通运输厅'],
		municipality: ['Transport Commission', '交通运输委员会'],
		size: 1.4
	},
	{
		code: 'education',
		name: ['Education', '教育'],
		province: ['Department of Education', '教育厅'],
		municipality: ['Education Commission', '教育委员会'],
		size: 0.85
	},
	{
		code: 'civilAffairs',
		name: ['Civil affairs', '民政'],
		province: ['Department of Civil Affairs', '民政厅'],
		municipality: ['Civil Affairs Bureau', '民政局'],
		size: 0.7
	},
	{
		code: 'humanResources',
		name: ['Human resources and social security', '人力资源和社会保障'],
		province: ['Department of Human Resources and Social Security', '人力资源和社会保障厅'],
		municipality: ['Human Resources and Social Security Bureau', '人力资源和社会保障局'],
		size: 1.1
	},
	{
		code: 'naturalResources',
		name: ['Natural resources', '自然资源'],
		province: ['Department of Natural Resources', '自然资源厅'],
		municipality: ['Planning and Natural Resources Bureau', '规划和自然资源局'],
		size: 1
	},
	{
		code: 'ecology',
		name: ['Ecology and environment', '生态环境'],
		province: ['Department of Ecology and Environment', '生态环境厅'],
		municipality: ['Ecology and Environment Bureau', '生态环境局'],
		size: 0.9
	},
	{
		code: 'marketRegulation',
		name: ['Market regulation', '市场监管'],
		province: ['Administration for Market Regulation', '市场监督管理局'],
		municipality: ['Administration for Market Regulation', '市场监督管理局'],
		size: 1.3
	}
];

/** Full and short names of a region's department: "Zhejiang Health Commission", 浙江省卫生健康委员会; "Zhejiang · Health". */
export function departmentNames(region: RegionSeed, sector: SectorSeed) {
	const own = region.isMunicipality ? sector.municipality : sector.province;
	return {
		nameEn: `${region.short[0]} ${own[0]}`,
		nameZh: `${region.full[1]}${own[1]}`,
		shortNameEn: `${region.short[0]} · ${sector.name[0]}`,
		shortNameZh: `${region.short[1]}·${sector.name[1]}`
	};
}
