import { describe, expect, it } from 'vitest';
import { runScore } from '../../../../scripts/score/run-score';
import { data, framework, pathOf, row, run, type Files } from './score-files';

describe('npm run score', () => {
	it.each<[string, Files, RegExp]>([
		['a number in words', { data: row('p,a,NA') }, /^D\.csv: row 2, column "value": "NA" is no number; /],
		['a dash', { data: row('p,a,-') }, /"-" is no number/],
		['NaN', { data: row('p,a,NaN') }, /"NaN" is no number/],
		['Infinity', { data: row('p,a,Infinity') }, /"Infinity" is no number/],
		['a number too large', { data: row('p,a,1e999') }, /"1e999" is no number/],
		['a hexadecimal number', { data: row('p,a,0x10') }, /is no number/],
		['a number with blanks', { data: row('p,a, 1') }, /" 1" is no number/],
		['a number with a decimal comma', { data: row('p,a,"1,5"') }, /"1,5" is no number/],
		[
			'a duplicate',
			{ data: row('p,a,1\np,a,1') },
			/^D\.csv: row 3, column "unit": a second value of "p" for "a"/
		],
		[
			'an unknown indicator',
			{ data: row('p,zz,1') },
			/row 2, column "indicator": "zz" is no indicator of framework "F"/
		],
		['an inner node as indicator', { data: row('p,T,1') }, /"T" is no indicator/],
		['an empty unit', { data: row(',a,1') }, /column "unit": is empty/],
		[
			'a unit that U.csv does not have',
			{ data: row('p,a,1'), units: 'unit\nq\n' },
			/"p" is not among the units/
		],
		[
			'a unit that stands twice in U.csv',
			{ units: 'unit\nq\nq\n' },
			/^U\.csv: row 3, column "unit": "q" stands in row 2 already/
		],
		[
			'a missing column',
			{ data: 'unit,value\n' },
			/^D\.csv: row 1, column "indicator": is missing; name the columns/
		],
		[
			'a column too many',
			{ data: 'unit,indicator,value,colour\n' },
			/column "colour": "colour" is not a column of this file/
		],
		['a column that stands twice', { data: 'unit,indicator,value,value\n' }, /stands twice/],
		['a row of too few cells', { data: row('p,a') }, /row 2: 2 cells under 3 columns/],
		['an unclosed quote', { data: row('"p,a,1') }, /^D\.csv: row 2: .*quote/i],
		['an empty file', { data: '' }, /^D\.csv: is empty/],
		['bytes that are no UTF-8', { data: Buffer.from([0x75, 0xff, 0x0a]) }, /is not UTF-8/],
		[
			'a reason that is none',
			{ data: 'unit,indicator,value,reason\np,a,,because\n' },
			/"because" is no reason; use notReported/
		],
		[
			'a reason beside a value',
			{ data: 'unit,indicator,value,reason\np,a,1,rejected\n' },
			/a reason for absence beside the value "1"/
		],
		['no JSON', { framework: '{' }, /^F\.json: is no JSON/],
		[
			'a key that stands twice',
			{ framework: JSON.stringify(framework).replace('"version":1', '"version":1,"version":2') },
			/^F\.json: version: key "version" stands twice, in line 1 and again in line 1, column 25; keep one of both$/
		],
		[
			'an unknown step',
			{
				framework: {
					...framework,
					nodes: [framework.nodes[0], { code: 'a', parent: 'T', steps: [{ do: 'x' }] }]
				}
			},
			/^F\.json: nodes\[1\]\.steps\[0\]\.do \(node "a"\): unknown step/
		],
		['peers without U.csv', { framework: { ...framework, peers: 'g' } }, /give a table of units \(--units/],
		[
			'peers that U.csv does not have',
			{ framework: { ...framework, peers: 'g' }, units: 'unit\np\n' },
			/^U\.csv: row 1, column "g": is missing/
		],
		[
			'an empty peer group',
			{ framework: { ...framework, peers: 'g' }, units: 'unit,g\np,\n' },
			/^U\.csv: row 2, column "g": is empty/
		],
		[
			'an adjustment by no rule',
			{ data, adjustments: 'unit,rule,amount,ground\ny,zz,1,\n' },
			/^A\.csv: row 2, column "rule": "zz" is no rule/
		],
		[
			'an adjustment of no unit',
			{
				framework: { ...framework, rules: [{ code: 'r', do: 'bonus', max: 1 }] },
				data,
				adjustments: 'unit,rule,amount,ground\nzz,r,1,\n'
			},
			/^A\.csv: row 2, column "unit": "zz" is no unit of this run/
		],
		[
			'a value that the framework cannot take',
			{
				framework: {
					...framework,
					nodes: [framework.nodes[0], { code: 'a', parent: 'T', steps: [{ do: 'log' }] }]
				},
				data: row('p,a,0')
			},
			/^D\.csv: node "a", unit "p": log of 0/
		],
		['an unknown option', { more: ['--frob'] }, /Unknown option '--frob'.*npm run -s score/],
		['an unknown format', { more: ['--format', 'xml'] }, /--format "xml" is unknown; use csv or json/],
		['robustness', { more: ['--robustness', 'R.json'] }, /--robustness is not part of this version/],
		[
			'a period without a column of periods',
			{ data: row('p,a,1'), more: ['--period', '2025'] },
			/column "period": is missing/
		]
	])('refuses %s in one line that says where and what to do', (_title, files, message) => {
		const lines = run(files);
		expect(lines).toMatch(message);
		expect(lines.split('\n').every((line) => line.includes('; '))).toBe(true);
	});

	it('takes no unit for unknown where the set of units is itself wrong', () => {
		const files = {
			data: row('p,a,1\np,a,NA'),
			adjustments: 'unit,rule,amount,ground\nz,B,1,late\n',
			framework: { ...framework, rules: [{ code: 'B', do: 'bonus', max: 5 }] }
		};
		const noNumber = 'D.csv: row 3, column "value": "NA" is no number; ';
		const [first, second, ...others] = run({ ...files, units: 'code\np\n' }).split('\n');
		expect(first).toBe('U.csv: row 1, column "unit": is missing; name the column unit');
		expect(second).toContain(noNumber);
		expect(others).toEqual([]);
		expect(run({ ...files, units: 'unit\nq\nq\n' })).not.toContain('among the units');
	});

	it('bounds the report of 100,000 bad rows', () => {
		const lines = run({
			data: `unit,indicator,value\n${Array.from({ length: 100_000 }, (_u, i) => `u${i},a,NA`).join('\n')}`
		}).split('\n');
		expect(lines).toHaveLength(51);
		expect(lines.at(-1)).toBe('… and 99950 more; mend the first ones and try again');
	});

	it('names all files that are not there', () => {
		const names = ['nope.json', 'nope.csv', 'units.csv', 'adjustments.csv'].map(pathOf);
		const [framework = '', data = '', units = '', adjustments = ''] = names;
		expect(runScore({ framework, data, units, adjustments, format: 'csv' })).toEqual({
			ok: false,
			lines: names.map((name) => `${name}: is not there; give the path of a readable file`)
		});
	});
});
