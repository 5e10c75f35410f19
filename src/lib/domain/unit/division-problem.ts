/** What can be wrong with a row of a list of divisions. Each has its words on the page and at the command line. */
export const divisionProblemCodes = [
	'cellCount',
	'codeShape',
	'noName',
	'nameTooLong',
	'repeated',
	'notNested',
	'unknownParent',
	'parentRefused',
	'isDepartment',
	'otherLevel',
	'standsElsewhere'
] as const;
export type DivisionProblemCode = (typeof divisionProblemCodes)[number];

/** `subject` is what the words name: the code that is wrong, or the one above it. */
export interface DivisionProblem {
	readonly code: DivisionProblemCode;
	readonly subject: string;
	/** what stands against it: digits that a code has, the level or the place of the unit that is there */
	readonly other?: string;
}
