import { DomainError } from '../errors';

/** What the register of units and indicators refuses, each said in words at its field. */
export const registerProblems = [
	'codeShape',
	'codeTaken',
	'timeZoneUnknown',
	'tileHalf',
	'flaggedRanked',
	'sectorOfRegion',
	'parentUnknown',
	'parentClosed',
	'parentIsDepartment',
	'parentLevel',
	'parentSame',
	'insideItself',
	'dateShape',
	'dateAhead',
	'dateBeforeUnit',
	'dateBeforeMove',
	'dateBeforeBelow',
	'notOpen',
	'notClosed',
	'openBelow',
	'unitsUnknown',
	'numberShape',
	'boundsSwapped',
	'wordsMissing',
	'notForScored',
	'distributionRule',
	'ratioRule',
	'fixedByData',
	'fixedByFramework',
	'publishedWords',
	'usedByRound',
	'levelsUsed',
	'levelsOrder',
	'periodShape',
	'targetTaken',
	'tooLong',
	'indicatorMissing',
	'dueDay',
	'urlShape',
	'daysSwapped',
	'textMissing',
	'dayAhead',
	'pointsRange',
	'pointsUnchanged',
	'valueUnchanged',
	'notInRound',
	'ruleUnknown',
	'pointsOfRule'
] as const;
export type RegisterProblemCode = (typeof registerProblems)[number];

export interface RegisterProblem {
	/** name of the form's field that it is about */
	readonly field: string;
	readonly problem: RegisterProblemCode;
	/** what the sentence names: a code, a day, a number */
	readonly subject?: string;
}

/** @throws DomainError `invalidInput` where there is any problem */
export function refuseProblems(problems: readonly RegisterProblem[]): void {
	if (problems.length === 0) return;
	const line = problems
		.map(({ field, problem, subject }) => `${field}: ${problem}${subject ? ` (${subject})` : ''}`)
		.join('; ');
	throw new DomainError('invalidInput', line, { problems });
}

/** The problems that a refusal names, if it is one of the register's. */
export function problemsOf(error: unknown): readonly RegisterProblem[] {
	if (!(error instanceof DomainError) || error.code !== 'invalidInput') return [];
	const { problems } = error.details;
	return Array.isArray(problems) ? (problems as RegisterProblem[]) : [];
}
