import { describe, expect, it } from 'vitest';
import type { FrameworkDefinitionInput } from '../../src/lib/domain/framework/definition';
import { frameworkDefinitionSchema } from '../../src/lib/domain/framework/definition';
import { compileFramework } from '../../src/lib/domain/scoring/compile';
import { explainUnit, type StepReceipt } from '../../src/lib/domain/scoring/receipt';
import { scoreUnits } from '../../src/lib/domain/scoring/score-units';
import { arithmeticOf, type Token } from '../../src/lib/view/receipt-arithmetic';
import { sentenceOf } from '../../src/lib/view/receipt-sentence';

const values = [12, 30.5, 47, 47, 88];
const units = ['a', 'b', 'c', 'd', 'e'];

type NodeInput = FrameworkDefinitionInput['nodes'][number];

/** The receipts of the last step of an indicator, one a unit. */
function lastSteps(steps: NodeInput['steps'], direction: 1 | -1 = 1): StepReceipt[] {
	const framework = compileFramework(
		frameworkDefinitionSchema.parse({
			code: 'T',
			version: 1,
			nodes: [
				{ code: 'T', aggregate: 'arithmetic' },
				{ code: 'X', parent: 'T', direction, steps }
			]
		})
	);
	const input = { units, columns: new Map([['X', { values: Float64Array.from(values) }]]) };
	const result = scoreUnits(framework, input);
	return units.map((unit) => explainUnit(framework, input, result, unit).nodes[1]!.steps.at(-1)!);
}

/** Works a calculation out as a reader would. */
function evaluate(tokens: readonly Token[]): number {
	const text = tokens
		.map((token) =>
			typeof token === 'number'
				? `(${token})`
				: (({ '−': '-', '×': '*', '÷': '/', 'ln(': 'Math.log(' } as Record<string, string>)[token] ?? token)
		)
		.join(' ');
	// eslint-disable-next-line no-new-func -- the text is made of numbers and signs, right above
	return new Function(`return ${text}`)() as number;
}

describe('the calculation that a receipt shows', () => {
	const cases: [string, NodeInput['steps'], (1 | -1)[]][] = [
		['log', [{ do: 'log', offset: 1 }, { do: 'minmax' }], [1, -1]],
		['points mapped', [{ do: 'points', from: [0, 90], to: [10, 60] }], [1]],
		['goalposts', [{ do: 'goalposts', low: 5, high: 90 }], [1, -1]],
		['goalposts from zero', [{ do: 'goalposts', low: 0, high: 100, to: [1, 7] }], [1, -1]],
		['minmax', [{ do: 'minmax' }], [1, -1]],
		['minmax onto a falling range', [{ do: 'minmax', to: [100, 1] }], [1, -1]],
		['zscore', [{ do: 'zscore', mean: 50, sd: 10 }], [1, -1]],
		['rank onto a range', [{ do: 'rank', to: [0, 100] }], [1, -1]],
		['borda', [{ do: 'borda' }], [1, -1]],
		['percentile', [{ do: 'percentile', to: [0, 100] }], [1, -1]],
		['distance to the best', [{ do: 'distanceToMax', to: [0, 100] }], [1, -1]],
		['distance to a reference', [{ do: 'distanceToReference', unit: 'd', to: [0, 100] }], [1, -1]],
		['distance to a target', [{ do: 'distanceToTarget', target: 95, to: [0, 100] }], [1]],
		['distance to a target where less is better', [{ do: 'distanceToTarget', target: 2 }], [-1]],
		['fraction of the greatest', [{ do: 'fractionOfMax', to: [0, 100] }], [1]]
	];
	for (const [name, steps, directions] of cases) {
		for (const direction of directions) {
			it(`leads to the output of ${name}, direction ${direction}`, () => {
				for (const step of lastSteps(steps, direction)) {
					const tokens = arithmeticOf(step);
					expect(tokens).toBeDefined();
					expect(evaluate(tokens!)).toBeCloseTo(step.output!, 9);
				}
			});
		}
	}

	it('shows the share before the cut where goalposts truncate', () => {
		const [step] = lastSteps([{ do: 'goalposts', low: 20, high: 90 }]);
		expect(step!.output).toBe(0);
		expect(evaluate(arithmeticOf(step!)!)).toBeLessThan(0);
		expect(sentenceOf(step!)).toMatchObject({ kind: 'goalposts', isCut: true });
	});

	it('has no calculation for what is held, looked up or typed', () => {
		expect(arithmeticOf(lastSteps([{ do: 'cap', max: 40 }])[0]!)).toBeUndefined();
		expect(arithmeticOf(lastSteps([{ do: 'bands', bands: [{ from: 0, points: 5 }] }])[0]!)).toBeUndefined();
		expect(arithmeticOf(lastSteps([{ do: 'expression', formula: 'x * 2' }])[0]!)).toBeUndefined();
	});
});

describe('the sentence that a receipt says of a step', () => {
	it('names worst and best on the raw scale, in either direction', () => {
		const [up] = lastSteps([{ do: 'minmax' }]);
		expect(sentenceOf(up!)).toEqual({ kind: 'minmax', worst: 12, best: 88, to: { first: 0, last: 100 } });
		const [down] = lastSteps([{ do: 'minmax' }], -1);
		expect(sentenceOf(down!)).toEqual({ kind: 'minmax', worst: 88, best: 12, to: { first: 0, last: 100 } });
	});

	it('turns goalposts round where less is better', () => {
		const [step] = lastSteps([{ do: 'goalposts', low: 1, high: 20 }], -1);
		expect(sentenceOf(step!)).toMatchObject({ kind: 'goalposts', worst: 20, best: 1, isCut: false });
	});

	it('finds the band that a value reaches', () => {
		const [, second] = lastSteps([
			{
				do: 'bands',
				bands: [
					{ from: 0, points: 10 },
					{ from: 30.5, points: 60 },
					{ from: 50, points: 90 }
				]
			}
		]);
		expect(sentenceOf(second!)).toEqual({ kind: 'band', from: 30.5, points: 60 });
	});

	it('counts places from the weakest', () => {
		const [first] = lastSteps([{ do: 'percentile' }]);
		expect(sentenceOf(first!)).toEqual({ kind: 'place', place: 1, count: 5, to: { first: 0, last: 1 } });
	});

	it('says which extremes were drawn in, or that nothing was', () => {
		const [still] = lastSteps([{ do: 'winsorise' }, { do: 'minmax' }]);
		expect(still!.do).toBe('minmax');
		const [treated] = lastSteps([{ do: 'winsorise' }]);
		expect(sentenceOf(treated!)).toEqual({ kind: 'untouched' });
	});
});
