import { DomainError } from '../../domain/errors';
import { problemLine, type ImportProblem } from './problems';

/** Why a whole file is refused; pages have their own words for each, `message` and `remedy` are those of the command line. */
export const refusalReasons = [
	'noSuchFile',
	'unreadable',
	'tooManyBytes',
	'tooManyRows',
	'tooManyColumns',
	'cellTooLong',
	'tooSlow',
	'tooMuchMemory',
	'empty',
	'noRows',
	'notATable',
	'encoding',
	'nullCharacter',
	'quotes',
	'repeatedColumn',
	'noColumn',
	'noHeader',
	'oldWorkbook',
	'protectedWorkbook',
	'binaryWorkbook',
	'openDocument',
	'otherDocument',
	'webPage',
	'truncated',
	'brokenWorkbook',
	'expandsTooMuch',
	'noSuchSheet',
	'brokenJson',
	'nestedValue',
	'notARow'
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** A refusal of a file with its place and remedy; `details.reason` and `details.problem` let a page say it in its language. */
export function refuseFile(reason: RefusalReason, problem: ImportProblem): DomainError {
	return new DomainError('importRefused', problemLine(problem), { reason, problem });
}
