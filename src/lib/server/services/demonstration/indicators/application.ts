import { count, scored, sources, type IndicatorSeed } from './indicator-seed';

export const applicationIndicators: readonly IndicatorSeed[] = [
	count({
		code: 'APP-01',
		name: ['Data products and services registered', '数据产品和服务'],
		definition: [
			'Data products and services from public data resources that stand in the register at the end of the period.',
			'期末登记在册的公共数据产品和服务数量。'
		],
		unitLabel: ['products and services', '个'],
		source: sources.register,
		timeRule: 'last',
		rollUp: 'sum'
	}),
	scored({
		code: 'APP-02',
		name: ['Application scenarios in use', '应用场景'],
		definition: [
			'Whether public data are in real use in key regions and sectors, and how broadly.',
			'公共数据在重点区域、重点行业的实际应用情况及覆盖面。'
		],
		rubric: [
			['No scenario is in use.', '尚无投入使用的应用场景。'],
			[
				'Scenarios are announced or piloted; use cannot be shown.',
				'应用场景处于宣布或试点阶段，尚无使用记录。'
			],
			[
				'Scenarios are in use in one or two sectors, with users named.',
				'在一至两个行业有投入使用的应用场景，用户明确。'
			],
			[
				'Scenarios are in steady use in most key sectors, with measured use.',
				'多数重点行业有稳定运行的应用场景，使用情况可计量。'
			],
			[
				'Scenarios cover all key sectors, pay for themselves, and others have taken them over.',
				'应用场景覆盖全部重点行业，可持续运营并被其他地区复制推广。'
			]
		]
	}),
	{
		code: 'APP-03',
		name: ['Enterprises served', '服务企业数'],
		definition: [
			'Enterprises that used public data products or services, per 10,000 registered enterprises of the region.',
			'每万户登记企业中使用公共数据产品或服务的企业户数。'
		],
		unitLabel: ['per 10,000 enterprises', '户/万户'],
		source: sources.form,
		measure: 'rate',
		timeRule: 'last',
		rollUp: 'ratio',
		numerator: ['Enterprises served', '服务企业户数'],
		denominator: ['Registered enterprises', '登记企业户数'],
		factor: 10_000,
		minimum: 0,
		maximum: 10_000,
		decimals: 1
	},
	scored({
		code: 'APP-04',
		name: ['Joint use across regions and sectors', '跨区域跨行业协同'],
		definition: [
			'Whether data of several regions or sectors are used together in products, services or governance.',
			'多地区、多行业数据在产品、服务或治理中融合应用的情况。'
		],
		rubric: [
			['No joint use.', '没有跨区域、跨行业融合应用。'],
			['Agreements are signed; no data flow yet.', '已签署合作协议，数据尚未流通。'],
			[
				'First joint uses between two regions or sectors are running.',
				'两个地区或行业之间已有融合应用运行。'
			],
			[
				'Joint uses run across several regions and sectors under common rules.',
				'多地区、多行业按统一规则开展融合应用。'
			],
			[
				'Joint use is permanent, its benefit is shown, and its rules serve as a model.',
				'融合应用常态化，效益明显，规则具有示范作用。'
			]
		]
	}),
	scored({
		code: 'APP-05',
		name: ['Economic and social effect', '经济社会成效'],
		definition: [
			'Effect on the real economy, consumption, investment and governance, as far as evidence shows it.',
			'对实体经济、消费、投资和社会治理产生的成效，以证明材料为准。'
		],
		rubric: [
			['No effect can be shown.', '无法证明产生成效。'],
			['Effects are claimed with single examples.', '仅以个别事例说明成效。'],
			['Effects are counted in one field.', '在一个领域有量化成效。'],
			[
				'Effects are counted in several fields and reviewed by others.',
				'在多个领域有量化成效并经第三方评估。'
			],
			['Large, lasting effects are shown and independently confirmed.', '成效显著、持续，并得到独立验证。']
		]
	})
];
