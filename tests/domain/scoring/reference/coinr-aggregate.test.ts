import { expect, it, vi } from 'vitest';
import { frameworkDefinitionSchema } from '$lib/domain/framework/definition';
import { compileFramework } from '$lib/domain/scoring/compile';
import type { ScoringInput } from '$lib/domain/scoring/input';
import { scoreUnits } from '$lib/domain/scoring/score-units';
import {
	asemEffectiveWeights,
	asemFramework,
	asemInput,
	weightsFrom,
	type AsemOptions
} from './coinr-frameworks';
import { expectClose } from './expect-close';
import { columnsOf, describeWithShared, readShared } from './shared-folder';

// 500 replicates take a second on an idle machine, and many on a busy one
vi.setConfig({ testTimeout: 60_000 });

const folder = 'reference/coinr/d_agg';

function run(options: AsemOptions, input: ScoringInput) {
	return scoreUnits(compileFramework(frameworkDefinitionSchema.parse(asemFramework(options))), input);
}

function expectSameScores(
	result: ReturnType<typeof run>,
	path: string,
	except: readonly string[] = []
): void {
	const expected = columnsOf(readShared(path), result.units);
	for (const [code, values] of expected) {
		if (!except.includes(code)) expectClose(result.node(code).scores, values, `${path} ${code}`);
	}
}

function expectSameRanks(result: ReturnType<typeof run>, path: string): void {
	for (const [code, values] of columnsOf(readShared(path), result.units)) {
		expect([...result.node(code).ranks], `${path} ${code}`).toEqual([...values]);
	}
}

/** Quantile of ascending values by linear interpolation between them (type 7, R's default). */
function quantile(sorted: readonly number[], share: number): number {
	const place = (sorted.length - 1) * share;
	const below = Math.floor(place);
	return sorted[below]! + (place - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!);
}

function expectSameNominal(nominal: ReturnType<typeof run>, path: string): void {
	const expected = columnsOf(readShared(path), nominal.units);
	expectClose(nominal.top.scores, expected.get('Score')!, path);
	expect([...nominal.top.ranks]).toEqual([...expected.get('Rank')!]);
}

function expectSameRankStatistics(ranks: number[][], units: readonly string[], path: string): void {
	const expected = columnsOf(readShared(path), units);
	ranks.forEach((own, row) => {
		own.sort((a, b) => a - b);
		const mean = own.reduce((sum, rank) => sum + rank, 0) / own.length;
		const actual = {
			Mean: mean,
			Median: quantile(own, 0.5),
			Q5: quantile(own, 0.05),
			Q95: quantile(own, 0.95)
		};
		for (const [name, value] of Object.entries(actual))
			expectClose([value], [expected.get(name)![row]!], `${path} ${units[row]} ${name}`);
	});
}

const means = [
	['a_amean', { aggregate: 'arithmetic' }],
	['a_gmean', { aggregate: 'geometric' }],
	['a_hmean', { aggregate: 'harmonic' }]
] as const;

describeWithShared(folder, 'aggregation as COINr does it, through 4 levels with unequal weights', () => {
	const weights = weightsFrom(`${folder}/weights_unequal.csv`);
	const complete = asemInput(`${folder}/input_treated_minmax_1_100.csv`);
	const gappy = asemInput(`${folder}/input_raw_minmax_1_100_withNA.csv`);

	it.each(means)('%s of complete data: scores to 1e-12, ranks exactly', (name, inner) => {
		const result = run({ inner: () => inner, weights }, complete);
		expectSameScores(result, `${folder}/${name}_wunequal_treated.csv`);
		expectSameRanks(result, `${folder}/${name}_wunequal_treated_ranks.csv`);
	});

	it.each(means)('%s with missing values', (name, inner) => {
		expectSameScores(run({ inner: () => inner, weights }, gappy), `${folder}/${name}_wunequal_rawNA.csv`);
	});

	it.each(means)('%s with missing values and a coverage of at least 0.7', (name, inner) => {
		const result = run({ inner: () => ({ ...inner, minimumCoverage: 0.7 }), weights }, gappy);
		expectSameScores(result, `${folder}/${name}_wunequal_rawNA_datthresh0.7.csv`);
	});

	it('power 2 of complete data', () => {
		const result = run({ inner: () => ({ aggregate: 'power', p: 2 }), weights }, complete);
		expectSameScores(result, `${folder}/a_genmean_p2_wunequal_treated.csv`);
	});

	it('power rescales weights around a missing child, where COINr makes the whole mean missing', () => {
		const result = run({ inner: () => ({ aggregate: 'power', p: 2 }), weights }, gappy);
		expect(result.top.scores.some(Number.isNaN)).toBe(false);
	});

	it('harmonic refuses a negative score, where COINr gives a meaningless number', () => {
		const values = new Map(complete.columns);
		values.set('LPI', { values: complete.columns.get('LPI')!.values.map((x) => -x) });
		expect(() => run({ inner: () => ({ aggregate: 'harmonic' }) }, { ...complete, columns: values })).toThrow(
			/node "Physical", unit "AUS": score -.* is not above 0/
		);
	});

	it('copeland, level by level: every pillar exactly', () => {
		const path = `${folder}/a_copeland_wequal_treated_level_by_level.csv`;
		const result = run({ inner: () => ({ aggregate: 'copeland' }) }, complete);
		expectSameScores(result, path);
	});
});

describeWithShared('reference/coinr/pipeline', 'the COINr pipeline from screened data to ranks', () => {
	const input = asemInput('reference/coinr/pipeline/Screened.csv');
	const options: AsemOptions = {
		inner: () => ({ aggregate: 'arithmetic' }),
		steps: [{ do: 'treat' }, { do: 'minmax' }],
		useDirections: true
	};

	it('treats, normalises and aggregates in one run: scores to 1e-12, ranks exactly', () => {
		const result = run(options, input);
		expectSameScores(result, 'reference/coinr/pipeline/Aggregated.csv');
		expectSameRanks(result, 'reference/coinr/pipeline/Aggregated_ranks.csv');
	});

	it('treats outliers as COINr does', () => {
		const result = run({ ...options, steps: [{ do: 'treat' }], useDirections: false }, input);
		for (const [code, values] of columnsOf(
			readShared('reference/coinr/c_treat/default_winmax5_x.csv'),
			result.units
		)) {
			expectClose(result.node(code).scores, values, code);
		}
	});

	it('gives each element its effective weight', () => {
		const shares = asemEffectiveWeights(options);
		for (const row of readShared('reference/coinr/pipeline/effective_weights.csv')) {
			expect(shares.get(row['iCode']!), row['iCode']).toBeCloseTo(Number(row['EffWeight']), 14);
		}
	});

	it('reproduces the removal of each pillar by a weight of 0: scores to 1e-12, ranks exactly', () => {
		const scores = columnsOf(readShared('reference/coinr/h_remove/L2_scores.csv'), [...input.units]);
		const ranks = columnsOf(readShared('reference/coinr/h_remove/L2_ranks.csv'), [...input.units]);
		const moves = columnsOf(readShared('reference/coinr/h_remove/L2_rankdiffs.csv'), [...input.units]);
		const meanMoves = new Map(
			readShared('reference/coinr/h_remove/L2_meanabsdiff.csv').map((row) => [
				row['element']!,
				Number(row['MeanAbsDiff'])
			])
		);
		const nominalRanks = run(options, input).top.ranks;
		for (const [pillar, expected] of scores) {
			const weights = new Map([[pillar, 0]]);
			const result = run({ ...options, ...(pillar !== 'Nominal' && { weights }) }, input);
			expectClose(result.top.scores, expected, pillar);
			expect([...result.top.ranks], pillar).toEqual([...ranks.get(pillar)!]);
			const moved = nominalRanks.map((rank, row) => rank - result.top.ranks[row]!);
			expect([...moved], pillar).toEqual([...moves.get(pillar)!]);
			const meanMove = moved.reduce((sum, places) => sum + Math.abs(places), 0) / moved.length;
			expectClose([meanMove], [meanMoves.get(pillar)!], pillar);
		}
	});
});

describeWithShared(
	'reference/coinr/g_sensitivity',
	'the 500 replicates of UA500_weights_only, given their weights',
	() => {
		const input = asemInput('reference/coinr/pipeline/Screened.csv');
		const file = (name: string) => `reference/coinr/g_sensitivity/UA500_weights_only_${name}.csv`;

		it('gives every score to 1e-12 and every rank exactly', () => {
			const scores = columnsOf(readShared(file('scores')), input.units);
			const ranks = columnsOf(readShared(file('ranks')), input.units);
			const replicates = readShared(file('para_weights'));
			expect(replicates).toHaveLength(500);
			// Only weights differ between replicates, so they start from the normalised scores of the nominal run.
			const nominal = run(
				{
					inner: () => ({ aggregate: 'arithmetic' }),
					steps: [{ do: 'treat' }, { do: 'minmax' }],
					useDirections: true
				},
				input
			);
			const normalised = {
				units: input.units,
				columns: new Map(
					[...input.columns.keys()].map((code) => [code, { values: nominal.node(code).scores }])
				)
			};
			expectSameNominal(nominal, file('nominal'));
			const ranksByUnit = input.units.map((): number[] => []);
			for (const replicate of replicates) {
				const weights = new Map(Object.entries(replicate).map(([code, weight]) => [code, Number(weight)]));
				const result = run({ inner: () => ({ aggregate: 'arithmetic' }), weights }, normalised);
				const name = `r_${replicate['rep']}`;
				expectClose(result.top.scores, scores.get(name)!, name);
				expect([...result.top.ranks], name).toEqual([...ranks.get(name)!]);
				result.top.ranks.forEach((rank, row) => ranksByUnit[row]!.push(rank));
			}
			expectSameRankStatistics(ranksByUnit, input.units, file('rankstats'));
		});
	}
);
