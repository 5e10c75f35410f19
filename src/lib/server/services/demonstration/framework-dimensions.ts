import type { FrameworkDefinitionInput } from '../../../domain/framework/definition';

type NodeInput = FrameworkDefinitionInput['nodes'][number];
type LocalisedName = { readonly en: string; readonly 'zh-CN': string };

export const dimensionNames = {
	SHR: { en: 'Sharing of government data', 'zh-CN': '政务数据共享' },
	OPN: { en: 'Openness', 'zh-CN': '公共数据开放' },
	QLT: { en: 'Quality', 'zh-CN': '数据质量' },
	FBK: { en: 'Public feedback', 'zh-CN': '公众反馈' },
	APP: { en: 'Application', 'zh-CN': '开发利用' },
	MGT: { en: 'Management and oversight', 'zh-CN': '管理监督' },
	SEC: { en: 'Security and support', 'zh-CN': '安全与保障' }
} as const satisfies Record<string, LocalisedName>;

export type DimensionCode = keyof typeof dimensionNames;

/** Absent because it does not exist for the unit: left out. Absent because nobody delivered it: zero, so that silence never pays. */
const missing = { notApplicable: 'exclude', notReported: 'zero' } as const;

export function dimension(root: string, code: DimensionCode, weight: number): NodeInput {
	return { code, name: dimensionNames[code], parent: root, weight, aggregate: 'arithmetic' };
}

function leaf(code: string, weight: number, steps: NodeInput['steps']): NodeInput {
	return { code, parent: code.slice(0, 3), weight, missing, steps };
}

/** Fixed posts in the indicator's own unit. */
export function between(code: string, weight: number, low: number, high: number): NodeInput {
	return leaf(code, weight, [{ do: 'goalposts', low, high }]);
}

/** As `between` where less is better. */
export function lessBetween(code: string, weight: number, low: number, high: number): NodeInput {
	return { ...between(code, weight, low, high), direction: -1 };
}

/** Volumes differ by orders of magnitude: their logarithm among the peers. */
export function volumeAmongPeers(code: string, weight: number): NodeInput {
	return leaf(code, weight, [{ do: 'log', offset: 1 }, { do: 'minmax' }]);
}

export function placeAmongPeers(code: string, weight: number): NodeInput {
	return leaf(code, weight, [{ do: 'percentile', to: [0, 100] }]);
}

/** Scored by assessors: the points are the score. A score that is still to be given is not the unit's silence, and is left out. */
export function byAssessors(code: string, weight: number): NodeInput {
	return { ...leaf(code, weight, [{ do: 'points' }]), missing: 'exclude' };
}

/** Each rectification order that is overdue, or was sent back and is not verified, takes a point. */
export const orderRule = { ruleCode: 'order', points: 1 } as const;

/** What both frameworks share beside their nodes. */
export const commonSettings = {
	version: 1,
	scale: [0, 100],
	rank: { ties: 'min', precision: 2 },
	rules: [
		{
			code: 'bonus',
			name: { en: 'National pilots and awards', 'zh-CN': '国家试点和表彰' },
			do: 'bonus',
			max: 5,
			unlockAt: 80
		},
		{ code: 'late', name: { en: 'Late reports', 'zh-CN': '迟报' }, do: 'penalty', max: 5 },
		{
			code: orderRule.ruleCode,
			name: { en: 'Orders overdue or sent back', 'zh-CN': '整改逾期或被退回' },
			do: 'penalty',
			max: 3
		},
		{ code: 'false', name: { en: 'Value found false', 'zh-CN': '数据不实' }, do: 'penalty', max: 10 },
		{
			code: 'incident',
			name: { en: 'Major data-security incident', 'zh-CN': '重大数据安全事件' },
			do: 'veto',
			score: 59,
			gradeAtMost: 'unqualified'
		}
	],
	grades: [
		{ code: 'excellent', name: { en: 'Excellent', 'zh-CN': '优秀' }, from: 90, maxShare: 0.3 },
		{ code: 'good', name: { en: 'Good', 'zh-CN': '良好' }, from: 80 },
		{ code: 'qualified', name: { en: 'Qualified', 'zh-CN': '合格' }, from: 60 },
		{ code: 'unqualified', name: { en: 'Unqualified', 'zh-CN': '不合格' }, from: 0 }
	]
} as const satisfies Partial<FrameworkDefinitionInput>;

/** Goalpost of the openness rate: the target that the demonstration sets for 2030, in percent. */
export const opennessTargetPercent = 80;
