import { it } from 'vitest';
import { scoreUnits } from '$lib/domain/scoring/score-units';
import { framework, type StepInput } from '../score';
import { expectClose } from './expect-close';
import { columnsOf, describeWithShared, readShared, type Row } from './shared-folder';

type StepFor = (parameters: Row) => StepInput;

/** Files of b_norm and the step that each of them is. */
const files: [file: string, step: StepFor][] = [
	['Raw_n_minmax_0_100', () => ({ do: 'minmax' })],
	['Raw_n_minmax_1_100', () => ({ do: 'minmax', to: [1, 100] })],
	['Raw_n_zscore_10_2', () => ({ do: 'zscore', mean: 10, sd: 2 })],
	['Raw_n_rank_min', () => ({ do: 'rank' })],
	['Raw_n_rank_average', () => ({ do: 'rank', ties: 'average' })],
	['Raw_n_borda', () => ({ do: 'borda' })],
	['Raw_n_prank', () => ({ do: 'percentile' })],
	['Raw_n_dist2max', () => ({ do: 'distanceToMax' })],
	['Raw_n_dist2targ_iMeta_cap', (p) => ({ do: 'distanceToTarget', target: Number(p['Target']), cap: true })],
	[
		'Raw_n_goalposts_iMeta_trunc_scale1',
		(p) => ({
			do: 'goalposts',
			low: Number(p['goalpost_lower']),
			high: Number(p['goalpost_upper']),
			to: [0, 1]
		})
	],
	[
		'Raw_n_scaled_iMeta',
		(p) => ({
			do: 'goalposts',
			low: Number(p['scaled_lower']),
			high: Number(p['scaled_upper']),
			to: [0, Number(p['scale_factor'])],
			truncate: false
		})
	]
];

describeWithShared('reference/coinr', 'normalisation as COINr does it, on 51 units × 49 indicators', () => {
	const raw = readShared('reference/coinr/a_raw.csv');
	const units = raw.map((row) => row['uCode']!).sort();
	const rawColumns = columnsOf(raw, units);
	const parameters = readShared('reference/coinr/b_norm/parameters_by_indicator.csv');

	it.each(files)('%s agrees to 1e-12', (file, step) => {
		const expected = columnsOf(readShared(`reference/coinr/b_norm/${file}.csv`), units);
		const compiled = framework([
			{ code: 'T', aggregate: 'arithmetic' },
			...parameters.map((p) => ({
				code: p['iCode']!,
				parent: 'T',
				direction: Number(p['Direction']) as 1 | -1,
				steps: [step(p)]
			}))
		]);
		const columns = new Map(parameters.map((p) => [p['iCode']!, { values: rawColumns.get(p['iCode']!)! }]));
		const result = scoreUnits(compiled, { units, columns });
		for (const { iCode } of parameters)
			expectClose(result.node(iCode!).scores, expected.get(iCode!)!, `${file} ${iCode}`);
	});
});
