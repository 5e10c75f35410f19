import { describe, expect, it } from 'vitest';
import { scoreUnits } from '../../../../src/lib/domain/scoring/score-units';
import { column, framework, missing as _, scoreAggregate, scoreSteps, unitCodes } from '../score';
import { run } from '../file-contract/score-files';

/** Each defect that the reference's README lists of the calls that the engine covers, and what happens here instead. */
describe('defects of COINr 1.1.14 that are not copied', () => {
	const lessIsBetter = { direction: -1 as const };

	it('n_fracmax loses direction −1, so that the worst wins: refused', () => {
		expect(() => scoreSteps([1, 2], [{ do: 'fractionOfMax' }], lessIsBetter)).toThrow(/direction -1/);
	});

	it('n_fracmax of a zero maximum gives NaN or Inf: no spread', () => {
		expect(scoreSteps([0, -1], [{ do: 'fractionOfMax' }])).toEqual([_, _]);
	});

	it('n_dist2ref divides by zero where the reference is the minimum: no spread', () => {
		expect(scoreSteps([1, 3], [{ do: 'distanceToReference', unit: 'u000' }])).toEqual([_, _]);
	});

	it('n_dist2ref blanks the whole column where the reference is missing: an error that names it', () => {
		expect(() => scoreSteps([_, 3], [{ do: 'distanceToReference', unit: 'u000' }])).toThrow(
			/unit "u000": the reference unit has no value/
		);
	});

	it('plain bounds, goalposts and targets do not turn with the direction: here they do', () => {
		expect(
			scoreSteps([0, 10], [{ do: 'goalposts', low: 0, high: 10, truncate: false }], lessIsBetter)
		).toEqual([100, 0]);
		expect(scoreSteps([1, 30], [{ do: 'goalposts', low: 1, high: 20 }], lessIsBetter)).toEqual([100, 0]);
		expect(scoreSteps([10, 4], [{ do: 'distanceToTarget', target: 4 }], lessIsBetter)).toEqual([0, 1]);
	});

	it('n_minmax and n_zscore of a constant column give NaN without a reason: no spread', () => {
		expect(scoreSteps([4, 4], [{ do: 'minmax' }])).toEqual([_, _]);
		expect(scoreSteps([4, 4], [{ do: 'zscore' }])).toEqual([_, _]);
	});

	it('log_GII returns its input unchanged: a logarithm is one', () => {
		expect(scoreSteps([1, Math.E], [{ do: 'log' }])).toEqual([0, 1]);
	});

	it('a_hmean takes negatives silently: refused by unit and node', () => {
		expect(() => scoreAggregate({ aggregate: 'harmonic' }, [[-1], [4]])).toThrow(/node "T", unit "u000"/);
	});

	it('a_genmean is missing as soon as one child is: weights are rescaled over the others', () => {
		expect([...scoreAggregate({ aggregate: 'power', p: 2 }, [[3], [_], [3]]).top.scores]).toEqual([3]);
	});

	it('a_genmean of p 2 takes the square of a negative for its size: refused', () => {
		expect(() => scoreAggregate({ aggregate: 'power', p: 2 }, [[-1], [4]])).toThrow(/power 2 cannot take/);
	});

	it('a_copeland rounds exact ties below one half: 49 equal weights that tie give 0', () => {
		const codes = Array.from({ length: 49 }, (_child, i) => `i${i}`);
		const columns = new Map(
			codes.map((code, i) => [code, column(i === 0 ? [5, 5] : i % 2 ? [1, 0] : [0, 1])])
		);
		const compiled = framework([
			{ code: 'T', aggregate: 'copeland' },
			...codes.map((code) => ({ code, parent: 'T', weight: 1 / 49 }))
		]);
		expect([...scoreUnits(compiled, { units: unitCodes(2), columns }).top.scores]).toEqual([0, 0]);
	});

	it('a_copeland gives a missing child to the later unit, so that the order of rows decides: it counts for neither', () => {
		const columns = [
			[1, 0],
			[_, 0],
			[_, 0]
		];
		expect([...scoreAggregate({ aggregate: 'copeland' }, columns).top.scores]).toEqual([1, -1]);
		const turned = columns.map(([a, b]) => [b!, a!]);
		expect([...scoreAggregate({ aggregate: 'copeland' }, turned).top.scores]).toEqual([-1, 1]);
	});

	it('Aggregate(f_ag = "a_copeland", by_df = TRUE) fails at its own argument: a framework just says copeland', () => {
		expect([...scoreAggregate({ aggregate: 'copeland' }, [[2, 1]]).top.scores]).toEqual([1, -1]);
	});

	it('dat_thresh is ignored with by_df: a least coverage holds under every aggregation', () => {
		for (const aggregate of [
			'arithmetic',
			'geometric',
			'harmonic',
			'sum',
			'median',
			'min',
			'copeland'
		] as const)
			expect(
				[...scoreAggregate({ aggregate, minimumCoverage: 0.6 }, [[5], [_]]).top.scores],
				aggregate
			).toEqual([_]);
	});

	it('impute_panel counts time points that are there, and is off by one: lastKnown counts periods, the oldest allowed included', () => {
		const framework = {
			code: 'F',
			version: 1,
			nodes: [
				{ code: 'T', aggregate: 'sum' },
				{ code: 'a', parent: 'T', missing: { do: 'lastKnown', maxAge: 2 } }
			]
		};
		const data = 'unit,indicator,period,value\np,a,2021,7\nq,a,2020,7\np,a,2023,\nq,a,2023,\n';
		const out = run({ framework, data, more: ['--period', '2023'] });
		expect(out).toContain('p,T,7,1,1,\nq,T,,,0,\n');
	});
});
