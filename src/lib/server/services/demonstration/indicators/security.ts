import { percent, scored, sources, type IndicatorSeed } from './indicator-seed';

export const securityIndicators: readonly IndicatorSeed[] = [
	percent({
		code: 'SEC-01',
		name: ['Security and risk assessments done', '安全风险评估覆盖率'],
		definition: [
			'Share of the security and risk assessments due by the end of the period that were carried out.',
			'期末应开展的安全风险评估中已完成的比例。'
		],
		numerator: ['Assessments carried out', '已完成评估数'],
		denominator: ['Assessments due', '应完成评估数'],
		source: sources.form,
		timeRule: 'lastRatio'
	}),
	scored({
		code: 'SEC-02',
		name: ['Protection of state, personal and business secrets', '保密与隐私保护'],
		definition: [
			'Whether state secrets, personal information and business secrets are protected throughout the life of the data.',
			'国家秘密、个人信息和商业秘密在数据全生命周期中的保护情况。'
		],
		rubric: [
			['No classification; protection is left to chance.', '未开展分类分级，保护措施缺失。'],
			['Classification has begun; measures are partial.', '分类分级已启动，保护措施不完整。'],
			['Data are classified, and measures match their class.', '完成分类分级，保护措施与级别相符。'],
			[
				'Measures are tested, incidents are drilled, access is logged and reviewed.',
				'措施经过检验，开展应急演练，访问留痕并定期核查。'
			],
			[
				'Protection is independently certified and improves after each test.',
				'保护能力通过独立认证，并在每次检验后持续改进。'
			]
		]
	}),
	percent({
		code: 'SEC-03',
		name: ['Budget carried out', '经费执行率'],
		definition: [
			'Money spent on public data resources as a share of what was planned up to the end of the period (the yearly plan times the share of the year gone).',
			'公共数据资源经费支出占截至期末计划数（年度计划数乘以年度已过时间比例）的比例。'
		],
		numerator: ['Spent to date (10,000 yuan)', '累计支出（万元）'],
		denominator: ['Planned to date (10,000 yuan)', '累计计划（万元）'],
		source: sources.budget,
		timeRule: 'lastRatio',
		maximum: 150
	}),
	scored({
		code: 'SEC-04',
		name: ['Training and innovation climate', '培训与创新氛围'],
		definition: [
			'Training of those who handle public data, and room for trying new uses.',
			'公共数据从业人员培训情况及鼓励创新的氛围。'
		],
		rubric: [
			['No training takes place.', '未开展培训。'],
			['Single courses without a plan.', '零星开展培训，无计划。'],
			['Yearly plan carried out for the core staff.', '按年度计划对骨干人员开展培训。'],
			['All staff are trained; contests and trials are held.', '培训覆盖全体人员，举办竞赛和试点活动。'],
			[
				'Training shows in results; trials are taken into regular work.',
				'培训成效显现，创新成果转化为常规工作。'
			]
		]
	}),
	scored({
		code: 'SEC-05',
		name: ['Finance for data enterprises', '金融支持'],
		definition: [
			'Whether enterprises that use public data find credit, funds or insurance made for them.',
			'面向数据企业的信贷、基金、保险等金融支持情况。'
		],
		rubric: [
			['No support.', '无相关支持。'],
			['Support is announced.', '已出台政策，尚未落实。'],
			['First enterprises have received support.', '首批企业获得支持。'],
			['Several instruments are in use and counted.', '多种金融工具投入使用并有统计。'],
			['Support is broad, lasting and evaluated.', '支持覆盖面广、可持续并经过评估。']
		]
	})
];
