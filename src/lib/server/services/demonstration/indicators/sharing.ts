import { count, percent, scored, sources, type IndicatorSeed } from './indicator-seed';

export const sharingIndicators: readonly IndicatorSeed[] = [
	percent({
		code: 'SHR-01',
		name: ['Catalogue completeness', '目录完整率'],
		definition: [
			'Share of the data resources held that are entered in the catalogue of government data, at the end of the period.',
			'期末已编入政务数据目录的数据资源占所持有数据资源的比例。'
		],
		numerator: ['Data resources in the catalogue', '已编目数据资源数'],
		denominator: ['Data resources held', '持有数据资源总数'],
		source: sources.register,
		timeRule: 'lastRatio'
	}),
	percent({
		code: 'SHR-02',
		name: ['Proactive sharing rate', '主动共享率'],
		definition: [
			'Share of the catalogued data resources that are shared with other bodies without conditions, at the end of the period.',
			'期末无条件共享的数据资源占已编目数据资源的比例。'
		],
		numerator: ['Resources shared without conditions', '无条件共享数据资源数'],
		denominator: ['Data resources in the catalogue', '已编目数据资源数'],
		source: sources.register,
		timeRule: 'lastRatio'
	}),
	count({
		code: 'SHR-03',
		name: ['Sharing volume', '共享量'],
		definition: [
			'Records delivered to other bodies in the period. Repeated deliveries after a failure and calls by the body itself do not count; the number of calls is kept apart.',
			'统计期内向其他单位交付的数据记录条数。失败重试和本单位自用调用不计入，接口调用次数另行统计。'
		],
		unitLabel: ['records', '条'],
		source: sources.gateway,
		timeRule: 'sum',
		rollUp: 'sum'
	}),
	percent({
		code: 'SHR-04',
		name: ['On-demand requests met on time', '按需共享按期满足率'],
		definition: [
			'Share of the sharing requests due in the period that were answered within 10 and delivered within 20 working days.',
			'统计期内到期的共享需求中，10个工作日内答复且20个工作日内交付的比例。'
		],
		numerator: ['Requests answered and delivered in time', '按期答复并交付的共享需求数'],
		denominator: ['Requests due', '到期共享需求数'],
		source: sources.gateway,
		timeRule: 'ratioOfSums'
	}),
	percent({
		code: 'SHR-05',
		name: ['Availability of shared interfaces', '接口可用率'],
		definition: [
			'Share of all minutes of the period in which the shared interfaces answered, over all interfaces.',
			'统计期内全部共享接口可用分钟数占应提供服务分钟数的比例。'
		],
		numerator: ['Interface minutes up', '接口可用分钟数'],
		denominator: ['Interface minutes in the period', '接口应服务分钟数'],
		source: sources.gateway,
		timeRule: 'ratioOfSums',
		decimals: 2
	}),
	scored({
		code: 'SHR-06',
		name: ['Collaboration across levels and sectors', '业务协同'],
		definition: [
			'How far shared data carry joint procedures between levels of government and between sectors.',
			'共享数据支撑跨层级、跨部门业务协同的程度。'
		],
		rubric: [
			['No joint procedure runs on shared data.', '没有依托共享数据开展的协同业务。'],
			['Single joint procedures run as trials in one sector.', '个别协同业务在单一部门试点运行。'],
			[
				'Several joint procedures run between sectors; exceptions are settled by hand.',
				'多项跨部门协同业务运行，异常情况依靠人工处理。'
			],
			[
				'Joint procedures run across sectors and levels, with agreed duties and measured effect.',
				'跨层级、跨部门协同业务稳定运行，职责明确、成效可衡量。'
			],
			[
				'Collaboration is the rule, improves by its own figures, and others have taken it over.',
				'业务协同成为常态，依据数据持续改进，并被其他地区借鉴推广。'
			]
		]
	})
];
