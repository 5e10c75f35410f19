import type { StepReceipt } from '../domain/scoring/receipt';

/** A calculation as it is read: numbers, and signs between them. `ln(` opens a logarithm. */
export type Token = number | '(' | ')' | '+' | '−' | '×' | '÷' | 'ln(';

type Range = readonly [number, number];

const zeroToOne: Range = [0, 1];
const percentScale: Range = [0, 100];

/**
 * The calculation that leads from a step's input to its output, on the scale of the raw value (where direction −1 entered, turned
 * back, so that a reader finds the numbers that were reported). Undefined where a step has none: held within ends, looked up,
 * or typed as a formula. What is cut off at an end shows the share before the cut.
 */
export function arithmeticOf(step: StepReceipt): readonly Token[] | undefined {
	const { input: x } = step;
	if (x === null || step.isWithheld) return undefined;
	const read = readerOf(step);
	switch (step.do) {
		case 'log':
			return ['ln(', x, ...plus(read.parameter('offset') ?? 0), ')'];
		case 'treat': {
			const { offset, min } = step.statistics;
			return offset === undefined || min === undefined ? undefined : ['ln(', x, '−', min, '+', offset, ')'];
		}
		case 'points': {
			const from = read.range('from');
			const to = read.range('to');
			if (!from && !to) return undefined;
			const [a, b] = from ?? percentScale;
			return onto(share(x, a, b), to ?? percentScale);
		}
		case 'goalposts':
			return onto(
				directed(step, x, read.parameter('low'), read.parameter('high')),
				read.range('to') ?? percentScale
			);
		case 'minmax':
			return onto(directed(step, x, ...read.extremes()), read.range('to') ?? percentScale);
		case 'distanceToMax':
			return onto(directed(step, x, ...read.extremes()), read.range('to') ?? zeroToOne);
		case 'distanceToReference':
			return onto(fromWorst(step, x, read.statistic('reference')), read.range('to') ?? zeroToOne);
		case 'distanceToTarget':
			return onto(fromWorst(step, x, read.parameter('target')), read.range('to') ?? zeroToOne);
		case 'fractionOfMax': {
			const max = step.statistics['max'];
			return onto(max === undefined ? undefined : [x, '÷', max], read.range('to') ?? zeroToOne);
		}
		case 'zscore':
			return standardised(step, x);
		case 'rank':
		case 'borda':
		case 'percentile':
			return byPlace(step);
		default:
			return undefined;
	}
}

/** Parameters and statistics of a step as numbers of the raw scale. */
function readerOf(step: StepReceipt) {
	const parameters = step.parameters as Readonly<Record<string, unknown>>;
	const turned = (value: number | undefined) =>
		value === undefined ? undefined : step.isFlipped ? 0 - value : value;
	return {
		parameter: (name: string) =>
			typeof parameters[name] === 'number' ? (parameters[name] as number) : undefined,
		statistic: (name: string) => turned(step.statistics[name]),
		range: (name: string) => parameters[name] as Range | undefined,
		/** lowest and highest raw value among the peers */
		extremes(): [number | undefined, number | undefined] {
			const ends = [turned(step.statistics['min']), turned(step.statistics['max'])] as const;
			return step.isFlipped ? [ends[1], ends[0]] : [ends[0], ends[1]];
		}
	};
}

function share(x: number, low: number, high: number): Token[] {
	if (low === 0) return [x, '÷', high];
	return ['(', x, ...minus(low), ')', '÷', '(', high, ...minus(low), ')'];
}

/** (x − low) ÷ (high − low), or (high − x) ÷ (high − low) where less is better. */
function directed(
	step: StepReceipt,
	x: number,
	low: number | undefined,
	high: number | undefined
): Token[] | undefined {
	if (low === undefined || high === undefined) return undefined;
	return step.isFlipped
		? ['(', high, ...minus(x), ')', '÷', '(', high, ...minus(low), ')']
		: share(x, low, high);
}

/** How far on the way from the worst peer to a goal. */
function fromWorst(step: StepReceipt, x: number, goal: number | undefined): Token[] | undefined {
	const least = step.statistics['min'];
	if (least === undefined || goal === undefined) return undefined;
	const worst = step.isFlipped ? 0 - least : least;
	return step.isFlipped
		? ['(', worst, ...minus(x), ')', '÷', '(', worst, ...minus(goal), ')']
		: ['(', x, ...minus(worst), ')', '÷', '(', goal, ...minus(worst), ')'];
}

function standardised(step: StepReceipt, x: number): Token[] | undefined {
	const { mean, sd } = step.statistics;
	if (mean === undefined || sd === undefined) return undefined;
	const parameters = step.parameters as { mean?: number; sd?: number };
	const centre = step.isFlipped ? 0 - mean : mean;
	const difference: Token[] = step.isFlipped ? [centre, ...minus(x)] : [x, ...minus(centre)];
	return ['(', ...difference, ')', '÷', sd, ...times(parameters.sd ?? 1), ...plus(parameters.mean ?? 0)];
}

function byPlace(step: StepReceipt): readonly Token[] | undefined {
	const { place, statistics } = step;
	const n = statistics['n'];
	const { to, ties } = step.parameters as { to?: Range; ties?: string };
	if (place === null || n === undefined) return undefined;
	const range = to ?? (step.do === 'percentile' ? zeroToOne : undefined);
	if (!range) return step.do === 'borda' ? [place, '−', 1] : undefined;
	// Dense places end at the number of different values, which the receipt does not carry.
	if (ties === 'dense') return undefined;
	return onto(['(', place, '−', 1, ')', '÷', '(', n, '−', 1, ')'], range);
}

function onto(fraction: readonly Token[] | undefined, [first, last]: Range): Token[] | undefined {
	if (!fraction) return undefined;
	return [...fraction, ...times(last - first), ...plus(first)];
}

function times(factor: number): Token[] {
	return factor === 1 ? [] : ['×', factor];
}

function plus(term: number): Token[] {
	if (term === 0) return [];
	return term < 0 ? ['−', -term] : ['+', term];
}

function minus(term: number): Token[] {
	return term < 0 ? ['+', -term] : ['−', term];
}
