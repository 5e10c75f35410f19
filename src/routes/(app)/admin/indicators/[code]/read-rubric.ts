import type { RubricLevelDetails } from '$lib/domain/indicator/indicator-register';
import type { RegisterProblem } from '$lib/domain/register/problem';
import { mostRubricLevels } from '$lib/view/register/indicator-values';

/** The levels that a form describes: those without points are left out, the others are counted anew from 1. */
export function readRubric(typed: Readonly<Record<string, string>>): {
	levels: RubricLevelDetails[];
	problems: RegisterProblem[];
} {
	const levels: RubricLevelDetails[] = [];
	const problems: RegisterProblem[] = [];
	const words = (field: string, most: number) => (typed[field] ?? '').trim().slice(0, most);
	for (let at = 1; at <= mostRubricLevels; at++) {
		const text = words(`points.${at}`, 40);
		if (text === '') continue;
		const points = Number(text);
		const name = { en: words(`nameEn.${at}`, 200), 'zh-CN': words(`nameZh.${at}`, 200) };
		const description = {
			en: words(`descriptionEn.${at}`, 2000),
			'zh-CN': words(`descriptionZh.${at}`, 2000)
		};
		if (!Number.isFinite(points)) problems.push({ field: `points.${at}`, problem: 'numberShape' });
		if (!name.en || !name['zh-CN']) problems.push({ field: `nameEn.${at}`, problem: 'wordsMissing' });
		if (!description.en || !description['zh-CN']) {
			problems.push({ field: `descriptionEn.${at}`, problem: 'wordsMissing' });
		}
		levels.push({ level: levels.length + 1, points, name, description });
	}
	return { levels, problems };
}
