import { count, percent, sources, type IndicatorSeed } from './indicator-seed';

export const opennessIndicators: readonly IndicatorSeed[] = [
	percent({
		code: 'OPN-01',
		name: ['Openness rate', '开放率'],
		definition: [
			'Datasets open with or without conditions and reachable at the end of the period, as a share of the registered catalogue less what is not to be opened. The denominator comes from the register, never from the portal.',
			'期末已开放（含无条件开放和有条件开放）且可访问的数据集，占登记目录扣除不予开放数据后的比例。分母取自登记平台，不取自开放平台。'
		],
		numerator: ['Datasets open and reachable', '已开放且可访问数据集数'],
		denominator: ['Registered datasets less those not to be opened', '登记数据集数（扣除不予开放）'],
		source: sources.register,
		timeRule: 'lastRatio'
	}),
	percent({
		code: 'OPN-02',
		name: ['Priority demands opened', '重点需求开放率'],
		definition: [
			'Share of the datasets that society asked for and whose opening was accepted that are open at the end of the period.',
			'社会提出并经受理的重点数据需求中，期末已开放的比例。'
		],
		numerator: ['Accepted demands that are open', '已开放的受理需求数'],
		denominator: ['Demands accepted', '受理需求数'],
		source: sources.ticketing,
		timeRule: 'lastRatio'
	}),
	percent({
		code: 'OPN-03',
		name: ['Machine-readable share', '机器可读率'],
		definition: [
			'Share of the open datasets with at least one machine-readable distribution (CSV, JSON, XML, interface).',
			'已开放数据集中至少提供一种机器可读格式（CSV、JSON、XML、接口）的比例。'
		],
		numerator: ['Open datasets with a machine-readable distribution', '提供机器可读格式的开放数据集数'],
		denominator: ['Open datasets', '开放数据集数'],
		source: sources.portal,
		timeRule: 'lastRatio'
	}),
	percent({
		code: 'OPN-04',
		name: ['Updates on time', '更新及时率'],
		definition: [
			'Share of the open datasets that were modified within the update frequency they state.',
			'已开放数据集中按其承诺更新频率及时更新的比例。'
		],
		numerator: ['Open datasets updated on time', '按期更新的开放数据集数'],
		denominator: ['Open datasets', '开放数据集数'],
		source: sources.portal,
		timeRule: 'lastRatio'
	}),
	{
		code: 'OPN-05',
		name: ['Use of open data', '开放数据利用量'],
		definition: [
			'Downloads of and calls to open data in the period per 10,000 inhabitants of the region.',
			'统计期内每万常住人口的开放数据下载量与接口调用量之和。'
		],
		unitLabel: ['per 10,000 inhabitants', '次/万人'],
		numerator: ['Downloads and calls', '下载量与接口调用量之和'],
		denominator: ['Inhabitants', '常住人口数'],
		factor: 10_000,
		source: sources.portal,
		measure: 'rate',
		timeRule: 'sum',
		rollUp: 'ratio',
		minimum: 0,
		decimals: 1
	},
	count({
		code: 'OPN-05-D',
		name: ['Use of open data (departments)', '开放数据利用量（部门）'],
		definition: [
			"Downloads of and calls to the department's open data in the period.",
			'统计期内本部门开放数据的下载量与接口调用量之和。'
		],
		unitLabel: ['downloads and calls', '次'],
		source: sources.portal,
		timeRule: 'sum',
		rollUp: 'sum'
	}),
	count({
		code: 'OPN-06',
		name: ['Scale of provision', '供给规模'],
		definition: [
			'Number of open datasets of the region at the end of the period, those of lower levels included.',
			'期末本地区（含下级）开放数据集数量。'
		],
		unitLabel: ['datasets', '个'],
		source: sources.portal,
		timeRule: 'last',
		rollUp: 'sum'
	})
];
