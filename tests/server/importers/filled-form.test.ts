import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../../src/lib/server/importers/mapping';
import { run, wide } from './map-text';

describe('a form that people filled in', () => {
	const long = (over: Partial<Record<keyof Mapping, unknown>> = {}) =>
		wide({
			values: undefined,
			indicator: { column: 'i' },
			value: {
				column: 'v',
				numerator: 'n',
				denominator: 'd',
				distribution: 'dist',
				reasonColumn: 'why',
				noteColumn: 'note'
			},
			empty: 'skip',
			numbers: 'typed',
			...over
		});
	const head = 'unit,period,i,v,n,d,dist,why,note\n';

	it.each([
		['a value of a thing that is scored', 'A,2026,S,1,,,,,', /S is scored by assessors/],
		['a value of a thing that is no longer reported', 'A,2026,O,1,,,,,', /O is no longer reported/],
		[
			'a year of what is reported by quarters',
			'A,2026,Q,1,,,,,',
			/Q is reported by the quarter; "2026" is none/
		],
		['half a count', 'A,2026,C,1.5,,,,,', /1\.5 is no whole number/],
		['a share without its parts', 'A,2026,P,50,,,,,', /only its value is given/],
		['a numerator without a denominator', 'A,2026,P,,1,,,,', /one of numerator and denominator is empty/],
		[
			'a value that its parts do not give',
			'A,2026,P,40,1,2,,,',
			/40 is not what numerator and denominator give/
		],
		['a value beside a reason for its absence', 'A,2026,N,1,,,,notReported,', /a value and a reason/],
		['a distribution that is none', 'A,2026,D,,,,1 x,,', /the distribution cannot be read/],
		['a percent sign where none belongs', 'A,2026,N,5%,,,,,', /"5%" is no number/]
	])('refuses %s', async (_, line, expected) => {
		const { cells, problems } = await run(long(), `${head}${line}\n`);
		expect(cells).toEqual([]);
		expect(problems).toEqual([expect.stringMatching(expected)]);
	});

	it('reads a form that was filled in by people, and passes over what was left empty', async () => {
		const { cells, problems } = await run(
			long(),
			`${head}A,2026,数量,"1，234",,,,,as counted\nB,2026,N,,,,,,\nC,2026,P,33.3,1,3,,,\nD,2026,D,,,,1 2 0;5 1 1,,\nE,2026,N,,,,,不适用,no such thing\nF,2026,R,12.5%,,,,,\n`
		);
		expect(problems).toEqual([]);
		expect(cells).toMatchObject([
			{ unit: 'A', value: 1234, note: 'as counted' },
			{ unit: 'C', value: 100 / 3, numerator: 1, denominator: 3 },
			{
				unit: 'D',
				distribution: [
					[1, 2, 0],
					[5, 1, 1]
				]
			},
			{ unit: 'E', value: null, missingReason: 'notApplicable', note: 'no such thing' },
			{ unit: 'F', value: 12.5 }
		]);
	});
});
