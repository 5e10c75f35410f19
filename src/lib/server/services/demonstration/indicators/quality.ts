import { percent, sources, type IndicatorSeed } from './indicator-seed';

export const qualityIndicators: readonly IndicatorSeed[] = [
	percent({
		code: 'QLT-01',
		name: ['Quality score', '数据质量得分'],
		definition: [
			'Metadata quality of the open datasets as a share of the most that the profile gives (MQA: 405 points a dataset), at the end of the period.',
			'期末开放数据集元数据质量得分占评价规范满分（MQA：每个数据集405分）的比例。'
		],
		numerator: ['Points reached by all open datasets', '全部开放数据集得分之和'],
		denominator: ['Most points possible', '满分之和'],
		source: sources.portal,
		timeRule: 'last'
	}),
	percent({
		code: 'QLT-02',
		name: ['Data completeness', '数据完整性'],
		definition: [
			'Share of the required cells of the open datasets that are filled, at the end of the period.',
			'期末开放数据集必填单元格中非空单元格的比例。'
		],
		numerator: ['Required cells that are filled', '非空必填单元格数'],
		denominator: ['Required cells', '必填单元格总数'],
		source: sources.portal,
		timeRule: 'last'
	}),
	percent({
		code: 'QLT-03',
		name: ['Reported errors mended on time', '问题按期整改率'],
		definition: [
			'Share of the data errors reported to the unit and due in the period that were mended in time.',
			'统计期内到期的数据质量问题中按期整改完成的比例。'
		],
		numerator: ['Errors mended in time', '按期整改问题数'],
		denominator: ['Errors due', '到期问题数'],
		source: sources.ticketing,
		timeRule: 'ratioOfSums'
	}),
	percent({
		code: 'QLT-04',
		name: ['Traceability', '可溯源率'],
		definition: [
			'Share of the catalogued datasets whose provenance is registered, at the end of the period.',
			'期末已登记数据来源信息的数据集占目录内数据集的比例。'
		],
		numerator: ['Datasets with registered provenance', '已登记来源信息的数据集数'],
		denominator: ['Catalogued datasets', '目录内数据集数'],
		source: sources.register,
		timeRule: 'lastRatio'
	})
];
