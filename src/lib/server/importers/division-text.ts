import type { DivisionProblem, DivisionProblemCode } from '../../domain/unit/division-problem';

/** What the command line says of each; the page has words of its own. */
const english: Readonly<Record<DivisionProblemCode, (subject: string, other: string) => string>> = {
	cellCount: () => 'it has more or fewer cells than the header',
	codeShape: (level, digits) => `the code of a ${level} has ${digits} digits`,
	noName: () => 'it has no name',
	nameTooLong: () => 'its name is longer than 100 characters',
	repeated: (code) => `the code ${code} is there twice`,
	notNested: (parent) => `the code does not begin with that of ${parent}`,
	unknownParent: (parent) => `${parent}, to which it belongs, is not among those above`,
	parentRefused: (parent) => `${parent}, to which it belongs, is refused`,
	isDepartment: () => 'the unit with this code is a department',
	otherLevel: (level, known) => `the unit with this code is a ${known}, not a ${level}`,
	standsElsewhere: (parent, known) =>
		`it stands below ${known} and not below ${parent}: move it first, from the day on which that changed`
};

export function divisionProblemText({ code, subject, other }: DivisionProblem): string {
	return english[code](subject, other ?? 'nothing');
}
