import { addDays, addHours } from 'date-fns';
import type { AssessmentStatus } from '../../../domain/assessment/assessment';
import { containingPeriod, monthsOf, type Period } from '../../../domain/period/period';
import { officeToday } from './office-day';
import { assessorAccounts } from './people';
import { randomStream, type RandomStream } from './random';
import type { StoredFramework } from './load-frameworks';
import type { WorldUnit } from './world';

export interface PlannedAssessment {
	readonly unitCode: string;
	readonly nodeCode: string;
	/** account of the assessor */
	readonly assessor: string;
	readonly score: number | null;
	readonly comment: string;
	readonly status: AssessmentStatus;
	readonly dueAt: Date;
	readonly savedAt: Date | null;
	readonly submittedAt: Date | null;
}

/** Free text of its author, so in one language. */
const comments = [
	'台账齐全，执行记录完整。',
	'材料可信，但覆盖面有限。',
	'与上季度相比进展明显。',
	'缺少第三方评估，暂按本级评定。',
	'责任分工明确，建议补充年度检查记录。'
];

/** Regions are scored by two assessors a cell, departments by one. */
export function assessorsPerCell(framework: StoredFramework): number {
	return framework.appliesTo.kind === 'region' ? 2 : 1;
}

/** The cells that the demonstration's first assessor finds open, drafts among them. */
const leftForFirstAssessor = 40;
const draftsOfFirstAssessor = 8;

/** Who scores what, and what they gave, in one quarter. In an open round much is still to be done. */
export function planAssessments(
	seed: number,
	framework: StoredFramework,
	units: readonly WorldUnit[],
	quarter: Period,
	open: { readonly now: Date } | undefined
): PlannedAssessment[] {
	const scored = [...framework.indicatorOf]
		.filter(([, indicator]) => indicator.isScored)
		.map(([code]) => code);
	const end = new Date(`${monthsOf(quarter)[2]!.code}-28T02:00:00Z`);
	const dueAt = open
		? addDays(officeToday(open.now), framework.appliesTo.kind === 'region' ? 13 : 27)
		: addDays(end, 20);
	const planned = units.flatMap((unit) =>
		scored.flatMap((nodeCode) => {
			const assigned = assign(
				randomStream(seed, unit.code, nodeCode, 'assessors'),
				assessorsPerCell(framework)
			);
			const level = levelOf(seed, unit, nodeCode, quarter);
			return assigned.map((assessor) => {
				const random = randomStream(seed, unit.code, nodeCode, quarter.code, assessor);
				const lenience = 2.5 * (assessorAccounts.indexOf(assessor) - 1.5);
				const score = Math.min(100, Math.max(5, Math.round(level + lenience + 3.5 * random.normal())));
				const submittedAt = open
					? addHours(open.now, -random.integer(2, 24 * 9))
					: addHours(addDays(end, random.integer(6, 18)), random.integer(0, 9));
				return {
					unitCode: unit.code,
					nodeCode,
					assessor,
					score,
					comment: random.chance(0.12) ? random.pick(comments) : '',
					status: open ? 'submitted' : 'locked',
					dueAt,
					savedAt: submittedAt,
					submittedAt
				} satisfies PlannedAssessment;
			});
		})
	);
	return open ? leaveOpen(seed, framework, planned, open.now) : planned;
}

function assign(random: RandomStream, count: number): (typeof assessorAccounts)[number][] {
	const first = random.integer(0, 3);
	const second = (first + random.integer(1, 3)) % 4;
	return [first, second].slice(0, count).map((place) => assessorAccounts[place]!);
}

/** What the rubric says of a unit: its standing, its own strength in the matter, and the years that pass. */
export function levelOf(seed: number, unit: WorldUnit, nodeCode: string, quarter: Period): number {
	const own = randomStream(seed, unit.code, nodeCode, 'level');
	const strength = 6 * own.normal();
	const pace = 0.5 + own.next();
	const years = quarter.year - 2024 + (quarter.index - 1) / 4;
	const noise = 2 * randomStream(seed, unit.code, nodeCode, quarter.code).normal();
	return 63 + 8.5 * unit.standing.offset + strength + 5 * pace * Math.min(5, Math.max(-1, years)) + noise;
}

/** About six in ten are submitted, some are drafts, the rest is untouched; the first assessor has a short list. */
function leaveOpen(
	seed: number,
	framework: StoredFramework,
	planned: readonly PlannedAssessment[],
	now: Date
): PlannedAssessment[] {
	const random = randomStream(seed, framework.definition.code, 'open');
	const share = framework.appliesTo.kind === 'region' ? 0.55 : 0.45;
	const own = planned.filter(({ assessor }) => assessor === assessorAccounts[0]).length;
	const left = {
		open: Math.min(Math.round(leftForFirstAssessor * share), Math.ceil(own * 0.4)),
		drafts: Math.round(draftsOfFirstAssessor * share)
	};
	let seen = 0;
	return planned.map((assessment): PlannedAssessment => {
		const chance = random.next();
		let status: AssessmentStatus = chance < 0.6 ? 'submitted' : chance < 0.72 ? 'draft' : 'assigned';
		if (assessment.assessor === assessorAccounts[0]) {
			// Spread evenly over the list, so that some of every dimension are left.
			const before = Math.floor((seen * left.open) / own);
			seen++;
			const place = Math.floor((seen * left.open) / own);
			status = place === before ? 'submitted' : place <= left.drafts ? 'draft' : 'assigned';
		}
		if (status === 'submitted') return assessment;
		const isDraft = status === 'draft';
		return {
			...assessment,
			status,
			score: isDraft ? assessment.score : null,
			comment: isDraft ? assessment.comment : '',
			dueAt: chance > 0.95 ? addDays(officeToday(now), 3) : assessment.dueAt,
			savedAt: isDraft ? assessment.savedAt : null,
			submittedAt: null
		};
	});
}

/** The quarter whose scores stand for a year: its last. */
export function lastQuarterOf(year: Period): Period {
	return containingPeriod(monthsOf(year)[11]!, 'quarter');
}
