/** What can be wrong with a row of a file or with one of its cells. Each has its words on the pages and at the command line. */
export const importProblemCodes = [
	'fileRefused',
	'missingColumn',
	'cellCount',
	'unknownKey',
	'noUnit',
	'textTooLong',
	'unknownUnit',
	'ambiguousUnit',
	'foreignUnit',
	'closedUnit',
	'unknownPeriod',
	'otherFrequency',
	'periodNotOver',
	'unknownIndicator',
	'retiredIndicator',
	'scoredIndicator',
	'notANumber',
	'tooLarge',
	'notWhole',
	'negative',
	'outOfBounds',
	'formulaError',
	'partMissing',
	'partsWanted',
	'valueBesideParts',
	'unknownReason',
	'reasonBesideValue',
	'badDistribution',
	'repeated',
	'contradiction',
	'approved',
	'returned',
	'periodClosed',
	/** a rule of severity error would not hold: of the cell itself, or of a stored one beside it */
	'ruleBroken',
	'ruleBrokenElsewhere',
	/** a rule of severity warning does not hold: nothing is rejected for it */
	'ruleWarning',
	'tooManyCells',
	/** not of a file: a cell that an undone import left as it is, because somebody changed it since */
	'keptByUndo'
] as const;
export type ImportProblemCode = (typeof importProblemCodes)[number];

/** What the words of a problem name. */
export type ProblemDetails = Readonly<Record<string, string | number>>;
