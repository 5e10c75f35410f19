import { expect, it } from 'vitest';
import {
	extent,
	mean,
	median,
	shape,
	standardDeviation
} from '../../../../src/lib/domain/scoring/column-statistics';
import { createExplainer } from '../../../../src/lib/domain/scoring/receipt';
import { scoreUnits } from '../../../../src/lib/domain/scoring/score-units';
import { framework } from '../score';
import { asemInput } from './coinr-frameworks';
import { expectClose } from './expect-close';
import { columnsOf, describeWithShared, readShared, toNumber, type Row } from './shared-folder';

const folder = 'reference/coinr/c_treat';

describeWithShared(folder, 'treatment of outliers as COINr does it, on 51 units × 49 indicators', () => {
	const input = asemInput('reference/coinr/pipeline/Screened.csv');
	const codes = [...input.columns.keys()];
	const compiled = framework([
		{ code: 'T', aggregate: 'arithmetic' },
		...codes.map((code) => ({ code, parent: 'T', steps: [{ do: 'treat' as const }] }))
	]);
	const result = scoreUnits(compiled, input);
	const receipt = createExplainer(compiled, input, result)(input.units[0]!);
	const details = new Map(
		readShared(`${folder}/default_winmax5_details.csv`).map((row) => [row['iCode']!, row])
	);

	it('gives skewness and kurtosis before and after, and how many values moved', () => {
		expect(details.size).toBe(codes.length);
		for (const code of codes) {
			const row = details.get(code)!;
			const { statistics } = receipt.nodes.find(({ node }) => node === code)!.steps[0]!;
			const pairs: [number | undefined, string][] = [
				[statistics['skewness'], 'check_SkewKurt0.Skew'],
				[statistics['kurtosis'], 'check_SkewKurt0.Kurt']
			];
			if (row['check_SkewKurt0.Pass'] === 'FALSE') {
				pairs.push(
					[statistics['skewnessAfter'], 'check_SkewKurt1.Skew'],
					[statistics['kurtosisAfter'], 'check_SkewKurt1.Kurt']
				);
				expect(statistics['moved'], code).toBe(Number(row['winsorise.nwin']));
			} else expect(statistics['moved'], code).toBe(0);
			for (const [actual, column] of pairs)
				expectClose([actual!], [toNumber(row[column])], `${code} ${column}`);
		}
	});

	it('moves exactly the cells that are labelled', () => {
		for (const row of readShared(`${folder}/default_winmax5_points.csv`)) {
			const place = input.units.indexOf(row['uCode']!);
			for (const code of codes) {
				const raw = input.columns.get(code)!.values[place]!;
				const treated = result.node(code).scores[place]!;
				const label = treated < raw ? 'winhi' : treated > raw ? 'winlo' : '';
				expect(label, `${row['uCode']} ${code}`).toBe(row[code]);
			}
		}
	});

	it.each<[string, (code: string) => Float64Array]>([
		['stats_screened', (code) => input.columns.get(code)!.values],
		['stats_treated', (code) => result.node(code).scores]
	])('%s: extremes, mean, median, deviation, skewness, kurtosis', (file, valuesOf) => {
		const rows: Row[] = readShared(`${folder}/${file}.csv`);
		expect(rows).toHaveLength(codes.length);
		for (const row of rows) {
			const values = valuesOf(row['iCode']!);
			const { min, max } = extent(values);
			const { skewness, kurtosis } = shape(values);
			const actual = [
				min,
				max,
				mean(values),
				median(values),
				standardDeviation(values, mean(values)),
				skewness,
				kurtosis
			];
			const columns = ['Min', 'Max', 'Mean', 'Median', 'Std', 'Skew', 'Kurt'];
			columns.forEach((column, i) =>
				expectClose([actual[i]!], [toNumber(row[column])], `${file} ${row['iCode']} ${column}`)
			);
		}
	});

	it.each<[string, { do: 'treat' } | { do: 'minmax' }]>([
		['Treated', { do: 'treat' }],
		['Normalised', { do: 'minmax' }]
	])('the pipeline stands where COINr’s does: %s', (file, step) => {
		const meta = new Map(readShared('reference/coinr/a_iMeta.csv').map((row) => [row['iCode']!, row]));
		const steps = step.do === 'treat' ? [step] : [{ do: 'treat' as const }, step];
		const run = scoreUnits(
			framework([
				{ code: 'T', aggregate: 'arithmetic' },
				...codes.map((code) => ({
					code,
					parent: 'T',
					direction: (step.do === 'minmax' ? Number(meta.get(code)!['Direction']) : 1) as 1 | -1,
					steps
				}))
			]),
			input
		);
		for (const [code, values] of columnsOf(readShared(`reference/coinr/pipeline/${file}.csv`), run.units))
			expectClose(run.node(code).scores, values, `${file} ${code}`);
	});
});
