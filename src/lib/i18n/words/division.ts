import type { DivisionList } from '../../domain/unit/division';
import type { DivisionProblem, DivisionProblemCode } from '../../domain/unit/division-problem';
import { unitLevels, type UnitLevel } from '../../domain/unit/unit';
import { m } from '../paraglide/messages';
import { levelLabel } from './labels';

const lists: Record<DivisionList, () => string> = {
	provinces: m.divisions_provinces,
	cities: m.divisions_cities,
	areas: m.divisions_areas
};
export const divisionListLabel = (list: DivisionList): string => lists[list]();

const level = (text: string): string =>
	(unitLevels as readonly string[]).includes(text) ? levelLabel(text as UnitLevel) : text;

const problems: Record<DivisionProblemCode, (subject: string, other: string) => string> = {
	cellCount: () => m.divisions_problem_cell_count(),
	codeShape: (subject, digits) => m.divisions_problem_code_shape({ level: level(subject), digits }),
	noName: () => m.divisions_problem_no_name(),
	nameTooLong: () => m.divisions_problem_name_too_long(),
	repeated: (code) => m.divisions_problem_repeated({ code }),
	notNested: (parent) => m.divisions_problem_not_nested({ parent }),
	unknownParent: (parent) => m.divisions_problem_unknown_parent({ parent }),
	parentRefused: (parent) => m.divisions_problem_parent_refused({ parent }),
	isDepartment: () => m.divisions_problem_is_department(),
	otherLevel: (wanted, known) =>
		m.divisions_problem_other_level({ wanted: level(wanted), known: level(known) }),
	standsElsewhere: (parent, known) => m.divisions_problem_stands_elsewhere({ parent, known })
};

/** Why a row of a list of divisions is rejected, and what to do. */
export const divisionProblemSentence = ({ code, subject, other }: DivisionProblem): string =>
	problems[code](subject, other ?? '–');
