import type {
	Frequency,
	Measure,
	RollUpRule,
	TimeRule,
	DistributionStatistic
} from '../../../../domain/indicator/indicator';

export type Bilingual = readonly [en: string, zh: string];

/** A described level of a rubric, lowest first: what an assessor has to find to give it. */
export type RubricSeed = readonly [Bilingual, Bilingual, Bilingual, Bilingual, Bilingual];

/** An indicator of the default frameworks with everything that is said about it. */
export interface IndicatorSeed {
	readonly code: string;
	readonly name: Bilingual;
	readonly definition: Bilingual;
	readonly source: Bilingual;
	readonly measure: Measure;
	readonly timeRule: TimeRule;
	readonly unitLabel?: Bilingual;
	readonly direction?: 1 | -1;
	readonly frequency?: Frequency;
	readonly rollUp?: RollUpRule;
	readonly statistic?: DistributionStatistic;
	readonly numerator?: Bilingual;
	readonly denominator?: Bilingual;
	/** value = factor · n / d where both are given */
	readonly factor?: number;
	readonly rubric?: RubricSeed;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly decimals?: number;
}

type Ratio = Omit<IndicatorSeed, 'measure' | 'rubric' | 'numerator' | 'denominator'> &
	Required<Pick<IndicatorSeed, 'numerator' | 'denominator'>>;

/** A share between 0 and 100 %, entered as numerator and denominator, re-aggregated over departments from both. */
export function percent(seed: Ratio): IndicatorSeed {
	return { measure: 'percent', factor: 100, rollUp: 'ratio', minimum: 0, maximum: 100, decimals: 1, ...seed };
}

export function count(seed: Omit<IndicatorSeed, 'measure'>): IndicatorSeed {
	return { measure: 'count', minimum: 0, decimals: 0, ...seed };
}

/** Scored once a quarter by assessors, 0–100, against five described levels. The last quarter's score stands for the year. */
export function scored(
	seed: Pick<IndicatorSeed, 'code' | 'name' | 'definition'> & { readonly rubric: RubricSeed }
): IndicatorSeed {
	return {
		measure: 'points',
		timeRule: 'last',
		frequency: 'quarter',
		source: ["Assessors' scores against the rubric", '考核人员按评分标准打分'],
		unitLabel: ['points', '分'],
		minimum: 0,
		maximum: 100,
		decimals: 1,
		...seed
	};
}

export const rubricLevelNames: RubricSeed = [
	['Not begun', '未开展'],
	['Begun', '起步'],
	['Established', '基本建立'],
	['Effective', '运行有效'],
	['Exemplary', '示范引领']
];

/** Points of the five levels, lowest first. */
export const rubricPoints = [20, 40, 60, 80, 100] as const;

export const sources = {
	register: ['Data resource register', '公共数据资源登记平台'],
	portal: ['Open data portal', '公共数据开放平台'],
	gateway: ['Data sharing gateway', '数据共享交换平台'],
	ticketing: ['Feedback and request system', '公众反馈与需求受理系统'],
	form: ['Reported by the unit', '单位填报'],
	budget: ['Budget execution report', '预算执行报表'],
	disclosure: ['Calendar of disclosures', '信息披露日历']
} as const satisfies Record<string, Bilingual>;

export type SourceCode = keyof typeof sources;
