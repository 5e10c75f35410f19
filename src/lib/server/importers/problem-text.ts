import type { ImportProblemCode, ProblemDetails } from '../../domain/import/import-problem';
import type { ImportProblem } from './problems';

/** What the command line says of each: what is wrong, and what to do. Pages have words of their own. */
const english = {
	missingColumn: [
		'the mapping names this column and the file does not have it',
		'Its columns are: {columns}'
	],
	cellCount: ['{message}', '{remedy}'],
	unknownKey: ['{message}', '{remedy}'],
	noUnit: [
		'no unit is named',
		'Mend the code, leave the row out by a filter, or let the mapping create units'
	],
	textTooLong: ['"{text}" is longer than {longest} characters', 'Shorten it'],
	unknownUnit: [
		'"{text}" is no unit of this installation',
		'Mend the code, leave the row out by a filter, or let the mapping create units'
	],
	ambiguousUnit: ['"{text}" may be several units', 'Write its code: {candidates}'],
	foreignUnit: ['"{text}" is not a unit that you import for', 'Leave the row out'],
	closedUnit: [
		'"{text}" did not exist in {period}',
		'Name the unit that took its place, or leave the row out'
	],
	unknownPeriod: ['"{text}" is no {kind}', 'Write 2026-03, 2026-Q1, 2026-H1 or 2026'],
	otherFrequency: [
		'{indicator} is reported by the {frequency}; "{period}" is none',
		'Write 2026-03 for a month, 2026-Q1 for a quarter, 2026 for a year'
	],
	periodNotOver: ['{period} is not over yet', 'Import it when it is, or check the year'],
	unknownIndicator: [
		'"{text}" is no indicator of this installation',
		'Mend the code, or name a file of indicators in the mapping'
	],
	retiredIndicator: ['{indicator} is no longer reported', 'Leave it out'],
	scoredIndicator: ['{indicator} is scored by assessors, not reported', 'Leave it out'],
	notANumber: [
		'"{text}" is no number',
		'Write a plain number, leave the cell empty, or name this text under "missing" or "replace" in the mapping'
	],
	tooLarge: [
		'"{text}" is too large to be a number that is kept exactly (at most {longest})',
		'Check the value and its unit'
	],
	notWhole: ['{value} is no whole number, and {indicator} is a count', 'Check the value and its unit'],
	negative: ['{value} is negative', 'Check the numerator and the denominator'],
	outOfBounds: [
		'{value} lies outside what {indicator} can be ({minimum} to {maximum})',
		'Check the value, its parts and its unit'
	],
	formulaError: ['the formula gave {text}', 'Mend the formula, or leave the cell empty'],
	partMissing: ['one of numerator and denominator is empty', 'Give both'],
	partsWanted: [
		'{indicator} is made of a numerator and a denominator, and only its value is given',
		'Give both parts'
	],
	valueBesideParts: [
		'the value {value} is not what numerator and denominator give ({computed})',
		'Leave the value empty, or mend the parts'
	],
	unknownReason: ['"{text}" is no reason for a missing value', 'Write one of {reasons}'],
	reasonBesideValue: ['there is a value and a reason for its absence', 'Leave one of them'],
	badDistribution: [
		'the distribution cannot be read: {text}',
		'Write a line a value: value, answered, waiting'
	],
	repeated: ['{unit}, {indicator}, {period} stands already in row {earlier}', 'Leave one of the two rows'],
	contradiction: [
		'{unit}, {indicator}, {period} stands in row {earlier} with another value',
		'Leave the row that is right'
	],
	approved: [
		'{unit}, {indicator}, {period} is approved with another value',
		'Have it reopened, or leave it out of the file'
	],
	returned: [
		'{unit}, {indicator}, {period} was sent back, and the file says the same again ({reason})',
		'Mend the value, or answer with a note'
	],
	periodClosed: ['{unit}, {indicator}: data of {period} is no longer collected', 'Leave it out of the file'],
	ruleBroken: [
		'{unit}, {indicator}, {period} breaks rule {rule} ({figures}): {messageEn}',
		'Mend the value, or leave the row out'
	],
	ruleBrokenElsewhere: [
		'with {unit}, {indicator}, {period} as the file has it, the stored {ruledIndicator} of {ruledPeriod} would break rule {rule} ({figures}): {messageEn}',
		'Put both into the file as they fit together, or leave the row out'
	],
	ruleWarning: [
		'{unit}, {indicator}, {period}: rule {rule} does not hold ({figures}): {messageEn}',
		'Mend the value, or say why it is right once it is stored'
	],
	tooManyCells: ['more than {longest} values', 'Split the file']
} as const satisfies Partial<Record<ImportProblemCode, readonly [message: string, remedy: string]>>;

/** A problem with the words of the command line. */
export function problemOf(
	file: string,
	code: ImportProblemCode,
	details: ProblemDetails,
	place: { row?: number | undefined; column?: string | undefined } = {}
): ImportProblem {
	const [message, remedy] = (english as Partial<Record<ImportProblemCode, readonly [string, string]>>)[
		code
	] ?? [code, ''];
	const fill = (text: string): string =>
		text
			.replace(/\{(\w+)\}/g, (_, key: string) => String(details[key] ?? ''))
			// A rule may rest on no figure, and say its words as a sentence.
			.replace(' ()', '')
			.replace(/\.$/, '');
	return {
		file,
		...(place.row === undefined ? {} : { row: place.row }),
		...(place.column === undefined ? {} : { column: place.column }),
		message: fill(message),
		remedy: fill(remedy),
		code,
		details
	};
}
