import { percent, scored, sources, type IndicatorSeed } from './indicator-seed';

export const managementIndicators: readonly IndicatorSeed[] = [
	percent({
		code: 'MGT-01',
		name: ['Registration rate', '资源登记率'],
		definition: [
			'Share of the public data resources to be registered that are registered at the end of the period.',
			'期末已登记的公共数据资源占应登记资源的比例。'
		],
		numerator: ['Resources registered', '已登记资源数'],
		denominator: ['Resources to be registered', '应登记资源数'],
		source: sources.register,
		timeRule: 'lastRatio'
	}),
	percent({
		code: 'MGT-02',
		name: ['Disclosure of authorised operation', '授权运营信息披露'],
		definition: [
			'Share of the items required of implementers and operators of authorised operation that were disclosed by 31 March of the year. The annual value holds for all quarters of its year.',
			'授权运营实施机构和运营机构应披露事项中，当年3月31日前已披露的比例。年度值适用于当年各季度。'
		],
		numerator: ['Items disclosed by 31 March', '3月31日前已披露事项数'],
		denominator: ['Items required', '应披露事项数'],
		source: sources.disclosure,
		timeRule: 'last',
		frequency: 'year'
	}),
	scored({
		code: 'MGT-03',
		name: ['Rules and responsibilities', '制度建设与责任落实'],
		definition: [
			'Whether rules for registration, opening, operation and oversight are in force and somebody answers for each.',
			'登记、开放、运营、监督等制度的建立情况及责任落实情况。'
		],
		rubric: [
			['No rules; nobody is named.', '无制度，责任人不明确。'],
			['Rules are drafted; duties are named in part.', '制度处于起草阶段，责任部分明确。'],
			['Rules are in force and duties are named for all tasks.', '制度已施行，各项工作责任明确。'],
			[
				'Rules are followed, checked at least yearly, and gaps are mended.',
				'制度得到执行，每年至少检查一次，问题及时整改。'
			],
			[
				'Rules improve from evidence, and others have taken them over.',
				'制度依据评估持续完善，并被其他单位借鉴。'
			]
		]
	}),
	scored({
		code: 'MGT-04',
		name: ['Fair competition and integrity', '公平竞争与廉洁'],
		definition: [
			'Whether operators are chosen openly, terms are equal for all, and conflicts of interest are handled.',
			'运营机构选择是否公开、使用条件是否平等、利益冲突是否得到有效防范。'
		],
		rubric: [
			['Operators are chosen without a public procedure.', '未经公开程序选定运营机构。'],
			['A procedure exists; terms are not published.', '有相关程序，但使用条件未公开。'],
			['Open procedure, published terms, complaints accepted.', '程序公开、条件公布，并受理投诉。'],
			[
				'Procedures are audited; conflicts of interest are declared and resolved.',
				'程序接受审计，利益冲突如实申报并得到处理。'
			],
			[
				'Independent oversight reports publicly, and no finding is open.',
				'独立监督机构公开报告，无未整改问题。'
			]
		]
	})
];
