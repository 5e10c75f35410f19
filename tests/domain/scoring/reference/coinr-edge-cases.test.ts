import { expect, it } from 'vitest';
import { scoreAggregate, scoreSteps, type StepInput } from '../score';
import { expectClose } from './expect-close';
import { describeWithShared, readShared, toNumber, type Row } from './shared-folder';

/**
 * Functions of edge_cases.csv as steps. Their calls were `n_scaled(0, 10, 100)`, `n_goalposts(0, 3, 100)`, `n_dist2ref(1)`, `n_dist2targ(2)`,
 * whose plain parameters COINr leaves unflipped at direction −1; ours flip by themselves, so they are given on the raw scale.
 */
const steps: Readonly<Record<string, (direction: number) => StepInput>> = {
	n_minmax: () => ({ do: 'minmax' }),
	n_zscore: () => ({ do: 'zscore' }),
	n_rank: () => ({ do: 'rank' }),
	n_borda: () => ({ do: 'borda' }),
	n_prank: () => ({ do: 'percentile' }),
	n_dist2max: () => ({ do: 'distanceToMax' }),
	n_scaled: (d) => ({
		do: 'goalposts',
		...(d > 0 ? { low: 0, high: 10 } : { low: -10, high: 0 }),
		truncate: false
	}),
	n_goalposts: (d) => ({ do: 'goalposts', ...(d > 0 ? { low: 0, high: 3 } : { low: -3, high: 0 }) }),
	n_dist2ref: () => ({ do: 'distanceToReference', unit: 'u000' }),
	n_dist2targ: (d) => ({ do: 'distanceToTarget', target: 2 * d }),
	n_fracmax: () => ({ do: 'fractionOfMax' })
};

/** Where the engine refuses what COINr computes: each a defect that is not copied, or an input that has no meaning. */
const refusals: readonly [vector: RegExp, fun: string, direction: RegExp, message: RegExp][] = [
	[/./, 'n_fracmax', /^-1$/, /fractionOfMax cannot score an indicator of direction -1/],
	[/^inf/, '', /./, /value Infinity is not finite/],
	[/^allNA$/, 'n_dist2ref', /./, /the reference unit has no value/],
	[/^(constant|single)$/, 'n_dist2targ', /^1$/, /lies on the wrong side of the worst value/]
];

describeWithShared('reference/coinr/b_norm', 'degenerate columns, every row of b_norm/edge_cases.csv', () => {
	const cases = new Map<string, Row[]>();
	for (const row of readShared('reference/coinr/b_norm/edge_cases.csv')) {
		const key = `${row['vector']} ${row['fun']} ${row['direction']}`;
		cases.set(key, [...(cases.get(key) ?? []), row]);
	}

	it('is covered in every function that the file has', () => {
		expect(cases.size).toBe(6 * 11 * 2);
		expect([...cases.keys()].filter((key) => !steps[key.split(' ')[1]!])).toEqual([]);
	});

	it.each([...cases])('%s', (key, cells) => {
		const [vector = '', fun = '', sign = ''] = key.split(' ');
		const direction = Number(sign) as 1 | -1;
		const run = () =>
			scoreSteps(
				cells.map((cell) => toNumber(cell['x'])),
				[steps[fun]!(direction)],
				{ direction }
			);
		const refusal = refusals.find(([v, f, d]) => v.test(vector) && (f === '' || f === fun) && d.test(sign));
		if (refusal) return expect(run).toThrow(refusal[3]);
		// A division by zero is Inf there; here it is missing for no spread.
		const expected = cells.map((cell) => toNumber(cell['y'])).map((y) => (Number.isFinite(y) ? y : NaN));
		expectClose(run(), expected, key);
	});
});

const means: Readonly<Record<string, Parameters<typeof scoreAggregate>[0]>> = {
	a_amean: { aggregate: 'arithmetic' },
	a_gmean: { aggregate: 'geometric' },
	a_hmean: { aggregate: 'harmonic' },
	a_genmean_p2: { aggregate: 'power', p: 2 },
	a_genmean_pm1: { aggregate: 'power', p: -1 }
};

/** What COINr gives for these is a defect: NA although three values are there, or a number for a negative score. */
const notCopied = new Map<string, number | 'refused'>([
	['neg a_hmean', 'refused'],
	['neg a_genmean_p2', 'refused'],
	['na a_genmean_p2', Math.sqrt((1 * 1 + 1 * 9 + 0.5 * 16) / 2.5)],
	['na a_genmean_pm1', 2.5 / (1 / 1 + 1 / 3 + 0.5 / 4)]
]);

describeWithShared('reference/coinr/d_agg', 'degenerate means, every row of d_agg/edge_cases.csv', () => {
	it.each(
		readShared('reference/coinr/d_agg/edge_cases.csv').map(
			(row) => [`${row['case']} ${row['fun']}`, row] as const
		)
	)('%s', (key, row) => {
		const numbers = (text: string | undefined) => (text ?? '').split(' ').map(toNumber);
		const run = () =>
			scoreAggregate(
				means[row['fun']!]!,
				numbers(row['x']).map((x) => [x]),
				numbers(row['w'])
			).top.scores;
		const ours = notCopied.get(key);
		if (row['error'] !== '' || ours === 'refused') return expect(run).toThrow(/set "floor"/);
		expectClose(run(), [ours ?? toNumber(row['y'])], key);
	});
});
