import { percent, sources, type IndicatorSeed } from './indicator-seed';

export const feedbackIndicators: readonly IndicatorSeed[] = [
	{
		code: 'FBK-01',
		name: ['Feedback response time', '反馈响应时间'],
		definition: [
			'Median working days to the first substantive answer of the requests received in the period. Those still unanswered at the cut-off count as waiting (Kaplan–Meier), so that silence never helps; a median that was not reached counts as above 20. Fewer than 5 requests: suppressed.',
			'统计期内收到的公众反馈至首次实质性答复的工作日中位数。截止时仍未答复的按等待中计算（Kaplan–Meier法），不答复不会改善结果；中位数未达到的视为20个工作日以上。少于5件的不予公布。'
		],
		unitLabel: ['working days', '个工作日'],
		source: sources.ticketing,
		measure: 'days',
		timeRule: 'distribution',
		statistic: 'kaplanMeierMedian',
		rollUp: 'distribution',
		direction: -1,
		minimum: 0,
		maximum: 250,
		decimals: 1
	},
	percent({
		code: 'FBK-02',
		name: ['Answered on time', '按期答复率'],
		definition: [
			'Share of the public requests due in the period that were answered within 10 working days.',
			'统计期内到期的公众反馈中10个工作日内答复的比例。'
		],
		numerator: ['Requests answered in time', '按期答复件数'],
		denominator: ['Requests due', '到期件数'],
		source: sources.ticketing,
		timeRule: 'ratioOfSums'
	}),
	{
		code: 'FBK-03',
		name: ['Satisfaction', '满意度'],
		definition: [
			'Mean of the ratings (1–5) that people gave to the answers they received in the period.',
			'统计期内公众对所获答复评分（1—5分）的平均值。'
		],
		unitLabel: ['of 5', '分（满分5分）'],
		source: sources.ticketing,
		measure: 'points',
		timeRule: 'distribution',
		statistic: 'mean',
		rollUp: 'distribution',
		minimum: 1,
		maximum: 5,
		decimals: 2
	}
];
