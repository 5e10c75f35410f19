import type { LocalisedText } from '../domain/framework/localised-text';
import type { StepReceipt } from '../domain/scoring/receipt';

/** What a step does, said with its own numbers: pages put it into words (`ui/receipt/step-words.ts`). All numbers are on the raw scale. */
export type StepSentence =
	| { readonly kind: 'capBetween'; readonly low: number; readonly high: number }
	| { readonly kind: 'capFrom'; readonly low: number }
	| { readonly kind: 'capTo'; readonly high: number }
	| { readonly kind: 'log'; readonly offset: number }
	| { readonly kind: 'untouched' }
	| { readonly kind: 'winsorised'; readonly low: number; readonly high: number; readonly moved: number }
	| { readonly kind: 'treatedByLog'; readonly offset: number }
	| {
			readonly kind: 'expression';
			readonly formula: string;
			readonly statistics: readonly (readonly [string, number])[];
	  }
	| { readonly kind: 'band'; readonly from: number; readonly points: number }
	| { readonly kind: 'pointsAsTheyAre' }
	| { readonly kind: 'pointsMapped'; readonly from: Ends; readonly to: Ends }
	| {
			readonly kind: 'goalposts';
			/** raw value that gives `to.first`, and the one that gives `to.last` */
			readonly worst: number;
			readonly best: number;
			readonly to: Ends;
			/** the value lay beyond an end, and counts as that end */
			readonly isCut: boolean;
	  }
	| { readonly kind: 'minmax'; readonly worst: number; readonly best: number; readonly to: Ends }
	| {
			readonly kind: 'zscore';
			readonly mean: number;
			readonly sd: number;
			readonly toMean: number;
			readonly toSd: number;
	  }
	| { readonly kind: 'place'; readonly place: number; readonly count: number; readonly to: Ends | undefined }
	| { readonly kind: 'distanceToMax'; readonly worst: number; readonly best: number; readonly to: Ends }
	| {
			readonly kind: 'distanceToReference';
			readonly unit: string;
			readonly reference: number;
			readonly worst: number;
			readonly to: Ends;
	  }
	| { readonly kind: 'distanceToTarget'; readonly target: number; readonly worst: number; readonly to: Ends }
	| { readonly kind: 'fractionOfMax'; readonly max: number; readonly to: Ends }
	/** the step found no difference among the peers, or is of a kind that this page has no words for */
	| { readonly kind: 'noSpread' }
	/** measured against peers whose values the reader may not know yet */
	| { readonly kind: 'withheld' }
	| { readonly kind: 'other'; readonly name: string };

export interface Ends {
	readonly first: number;
	readonly last: number;
}

export interface StepView {
	readonly name: LocalisedText | undefined;
	readonly sentence: StepSentence;
	readonly input: number | null;
	readonly output: number | null;
}

type Pair = readonly [number, number];
const ends = ([first, last]: Pair): Ends => ({ first, last });

/** What one step of a receipt says. */
export function sentenceOf(step: StepReceipt): StepSentence {
	if (step.input !== null && step.output === null) return { kind: 'noSpread' };
	if (step.isWithheld) return { kind: 'withheld' };
	const parameters = step.parameters as Readonly<Record<string, unknown>>;
	const number = (name: string) => parameters[name] as number | undefined;
	const range = (name: string, otherwise: Pair) => ends((parameters[name] as Pair | undefined) ?? otherwise);
	const raw = (name: string) =>
		step.isFlipped ? 0 - (step.statistics[name] ?? NaN) : (step.statistics[name] ?? NaN);
	switch (step.do) {
		case 'cap':
			return capSentence(number('min'), number('max'));
		case 'log':
			return { kind: 'log', offset: number('offset') ?? 0 };
		case 'winsorise':
		case 'treat':
			return treatmentSentence(step);
		case 'expression':
			return {
				kind: 'expression',
				formula: String(parameters['formula'] ?? ''),
				statistics: Object.entries(step.statistics)
			};
		case 'bands':
			return bandSentence(step);
		case 'points':
			if (!parameters['from'] && !parameters['to']) return { kind: 'pointsAsTheyAre' };
			return { kind: 'pointsMapped', from: range('from', [0, 100]), to: range('to', [0, 100]) };
		case 'goalposts':
			return goalpostSentence(step, number('low') ?? 0, number('high') ?? 0, range('to', [0, 100]));
		case 'minmax':
			// Turned values have their extremes turned too: their least is the highest raw value, which is the worst.
			return { kind: 'minmax', worst: raw('min'), best: raw('max'), to: range('to', [0, 100]) };
		case 'distanceToMax':
			return { kind: 'distanceToMax', worst: raw('min'), best: raw('max'), to: range('to', [0, 1]) };
		case 'distanceToReference':
			return {
				kind: 'distanceToReference',
				unit: String(parameters['unit'] ?? ''),
				reference: raw('reference'),
				worst: raw('min'),
				to: range('to', [0, 1])
			};
		case 'distanceToTarget':
			return {
				kind: 'distanceToTarget',
				target: number('target') ?? 0,
				worst: raw('min'),
				to: range('to', [0, 1])
			};
		case 'fractionOfMax':
			return { kind: 'fractionOfMax', max: raw('max'), to: range('to', [0, 1]) };
		case 'zscore':
			return {
				kind: 'zscore',
				mean: raw('mean'),
				// Left out where it is more than a double holds.
				sd: step.statistics['sd'] ?? Infinity,
				toMean: number('mean') ?? 0,
				toSd: number('sd') ?? 1
			};
		case 'rank':
		case 'borda':
		case 'percentile':
			return {
				kind: 'place',
				place: step.place ?? NaN,
				count: step.statistics['n'] ?? NaN,
				to: parameters['to'] || step.do === 'percentile' ? range('to', [0, 1]) : undefined
			};
		default:
			return { kind: 'other', name: step.do };
	}
}

function capSentence(low: number | undefined, high: number | undefined): StepSentence {
	if (low !== undefined && high !== undefined) return { kind: 'capBetween', low, high };
	if (low !== undefined) return { kind: 'capFrom', low };
	return high === undefined ? { kind: 'untouched' } : { kind: 'capTo', high };
}

function treatmentSentence({ statistics }: StepReceipt): StepSentence {
	const { offset, low, high, moved } = statistics;
	if (offset !== undefined) return { kind: 'treatedByLog', offset };
	if (low !== undefined && high !== undefined && moved) return { kind: 'winsorised', low, high, moved };
	return { kind: 'untouched' };
}

function bandSentence(step: StepReceipt): StepSentence {
	const { bands } = step.parameters as { bands?: readonly { from: number; points: number }[] };
	const reached = bands?.filter(({ from }) => step.input !== null && from <= step.input).at(-1);
	return reached ? { kind: 'band', ...reached } : { kind: 'other', name: step.do };
}

function goalpostSentence(step: StepReceipt, low: number, high: number, to: Ends): StepSentence {
	const x = step.input;
	const { truncate } = step.parameters as { truncate?: boolean };
	return {
		kind: 'goalposts',
		worst: step.isFlipped ? high : low,
		best: step.isFlipped ? low : high,
		to,
		isCut: truncate !== false && x !== null && (x < low || x > high)
	};
}
