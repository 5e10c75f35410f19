import type { PeriodValue } from './world-figures';
import { figureKey } from './world-figures';
import type { StoredFramework } from './load-frameworks';
import { demonstrationDepartmentCode } from './settings';
import type { Period } from '../../../domain/period/period';

export interface AppealSeed {
	readonly unit: string;
	readonly node: string;
	/** account of the head who filed it */
	readonly by: string;
	readonly outcome: 'upheld' | 'dismissed' | 'refused';
	/** points by which an appeal that is upheld raises the score */
	readonly raise?: number;
	readonly claim: string;
	readonly reason: string;
}

/** One appeal of each outcome, in the newest published round of departments. All of it is made up. */
export const appealSeeds: readonly AppealSeed[] = [
	{
		unit: demonstrationDepartmentCode,
		node: 'MGT-03',
		by: 'head',
		outcome: 'upheld',
		raise: 6,
		claim: '公共数据管理办法已于本季度施行，评分时未计入（演示虚构）。',
		reason: '经核对，办法已在评分截止前施行，应予计分。'
	},
	{
		unit: demonstrationDepartmentCode,
		node: 'OPN-02',
		by: 'head',
		outcome: 'dismissed',
		claim: '部分需求已在季度末开放，未计入开放率（演示虚构）。',
		reason: '该批数据集于季度结束后开放，按期末口径不计入。'
	},
	{
		unit: '110000-transport',
		node: 'SHR-02',
		by: 'head2',
		outcome: 'refused',
		claim: '认为共享率偏低（演示虚构）。',
		reason: '未说明具体数值及依据，不予受理。'
	}
];

/** Puts what appeals decided in the place of the consolidated scores. */
export function putDecided(
	framework: StoredFramework,
	period: Period,
	scores: Map<string, PeriodValue>
): void {
	if (framework.appliesTo.kind !== 'department') return;
	for (const { unit, node, raise } of appealSeeds) {
		const key = figureKey(unit, node, period.code);
		const score = scores.get(key);
		if (raise === undefined || score?.value == null) continue;
		scores.set(key, { ...score, value: raised(score.value, raise), source: 'appeal' });
	}
}

/** Whole points, at most 100. */
export function raised(score: number, by: number): number {
	return Math.min(100, Math.round(score) + by);
}
