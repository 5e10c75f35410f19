import { addDays, addHours } from 'date-fns';
import { monthsOf, type Period } from '../../../domain/period/period';
import type { StoredFramework } from './load-frameworks';
import { levelOf } from './plan-assessments';
import { randomStream } from './random';
import { demonstrationDepartmentCode, demonstrationRegionCode } from './settings';
import type { WorldUnit } from './world';

export interface PlannedSelfAssessment {
	readonly unitCode: string;
	readonly nodeCode: string;
	readonly score: number;
	readonly comment: string;
	readonly status: 'draft' | 'submitted';
	/** account; undefined: the unit's own system */
	readonly by: string | undefined;
	readonly savedAt: Date;
}

/** Heads among the demonstration's people, by their unit. */
const headOf: Readonly<Record<string, string>> = {
	[demonstrationDepartmentCode]: 'head',
	[demonstrationRegionCode]: 'regionhead',
	'110000-transport': 'head2'
};

/** Free text of its author, so in one language. */
const comments = [
	'制度已印发，责任分工落实到岗，见佐证材料。',
	'本季度已开展自查，发现问题均已整改。',
	'对照评分标准，主要措施均已落实。'
];

/**
 * What units say of themselves in one quarter: mostly a little more than assessors will. Of the round under way about half have
 * submitted; the demonstration's own department has begun, and its region has not.
 */
export function planSelfAssessments(
	seed: number,
	framework: StoredFramework,
	units: readonly WorldUnit[],
	quarter: Period,
	open: { readonly now: Date } | undefined
): PlannedSelfAssessment[] {
	const scored = [...framework.indicatorOf]
		.filter(([, { isScored }]) => isScored)
		.map(([nodeCode]) => nodeCode);
	const end = new Date(`${monthsOf(quarter)[2]!.code}-28T02:00:00Z`);
	return units.flatMap((unit) => {
		const random = randomStream(seed, unit.code, quarter.code, 'self');
		const leniency = 4 + 4 * randomStream(seed, unit.code, 'self').normal();
		const status = open ? statusOf(unit.code, random.next()) : 'submitted';
		const savedAt = open
			? addHours(open.now, -random.integer(2, 24 * 6))
			: addDays(end, random.integer(11, 13));
		if (status === undefined) return [];
		const begun = status === 'draft' ? scored.slice(0, Math.ceil(scored.length / 2)) : scored;
		return begun.map((nodeCode): PlannedSelfAssessment => {
			const level = levelOf(seed, unit, nodeCode, quarter) + leniency + 3 * random.normal();
			return {
				...{ unitCode: unit.code, nodeCode, status, savedAt },
				// In steps of five, as people judge themselves.
				score: 5 * Math.min(20, Math.max(1, Math.round(level / 5))),
				comment: random.chance(0.4) ? random.pick(comments) : '',
				by: headOf[unit.code]
			};
		});
	});
}

function statusOf(unitCode: string, chance: number): PlannedSelfAssessment['status'] | undefined {
	if (unitCode === demonstrationDepartmentCode) return 'draft';
	if (unitCode === demonstrationRegionCode) return undefined;
	return chance < 0.5 ? 'submitted' : chance < 0.7 ? 'draft' : undefined;
}
