import { describe, expect, it } from 'vitest';
import { buildDimensionProfile } from '../../../src/lib/view/charts/dimension-profile';
import { makeFrame, makeProfile, seen } from './fixtures';

const series = (spec: { option: unknown }, name: string) =>
	seen(spec).series.find((one) => one.name === name);

describe('dimension profile', () => {
	it('puts the unit as a dot, and its peers as range, middle half and median', () => {
		const spec = buildDimensionProfile(makeProfile(), makeFrame());
		expect(series(spec, 'Hubei')?.data.map(({ value }) => value)).toEqual([
			[70, 0],
			[50, 1]
		]);
		expect(series(spec, 'Lowest to highest')?.data[0]?.value).toEqual([57.5, 0]);
		expect(series(spec, 'Middle half of the peers')?.data[0]?.value).toEqual([57.5, 0]);
		expect(series(spec, 'Median of the peers')?.data[0]?.value).toEqual([60, 0]);
	});

	it('draws a span as long in pixels as it is on the axis', () => {
		const spec = buildDimensionProfile(makeProfile(), makeFrame());
		const [range] = (series(spec, 'Lowest to highest')?.data[0]?.symbolSize ?? []) as number[];
		const [half] = (series(spec, 'Middle half of the peers')?.data[0]?.symbolSize ?? []) as number[];
		expect((range ?? 0) / (half ?? 1)).toBeCloseTo(75 / 35, 10);
	});

	it('holds values beyond the usual scale on its axis', () => {
		const rows = [{ code: 'a', name: 'A', value: 104, peers: null }];
		expect(seen(buildDimensionProfile(makeProfile({ rows }), makeFrame())).xAxis.max).toBeGreaterThanOrEqual(
			104
		);
	});

	it('draws no dot for a missing dimension and says why in the table', () => {
		const rows = [
			{ code: 'a', name: 'A', value: null, reason: 'notApplicable', peers: { min: 1, median: 2, max: 3 } }
		];
		const spec = buildDimensionProfile(makeProfile({ rows }), makeFrame());
		expect(series(spec, 'Hubei')?.data[0]?.value).toEqual([null, 0]);
		expect(spec.table.rows[0]?.[1]?.text).toBe('not applicable');
		expect(spec.description).toBe('There are no values to show yet.');
	});

	it('does without quartiles where the peers are too few for them', () => {
		const rows = [{ code: 'a', name: 'A', value: 2, peers: { min: 1, median: 2, max: 3 } }];
		const spec = buildDimensionProfile(makeProfile({ rows }), makeFrame());
		expect(seen(spec).legend?.data.map(({ name }) => name)).toEqual([
			'Hubei',
			'Median of the peers',
			'Lowest to highest'
		]);
		expect(spec.table.columns.map(({ key }) => key)).toEqual([
			'dimension',
			'value',
			'median',
			'difference',
			'min',
			'max'
		]);
	});

	it('tells the greatest lead and the greatest lag', () => {
		expect(buildDimensionProfile(makeProfile(), makeFrame()).description).toBe(
			'Hubei against 31 provinces: above the median in 1 of 2. Farthest ahead: Sharing (+10.0). Farthest behind: Openness (−5.0).'
		);
	});

	it('moves long names over their rows on a phone', () => {
		const rows = [{ code: 'a', name: 'Management and oversight of public data', value: 5, peers: null }];
		const spec = buildDimensionProfile(makeProfile({ rows }), makeFrame({ width: 328 }));
		expect(series(spec, 'Hubei')?.data[0]?.value).toEqual([5, 1]);
	});
});
