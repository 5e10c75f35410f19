import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { engineVersion } from '$lib/domain/scoring/engine-version';
import { data, framework, row, run, write, type Files } from './score-files';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));

describe('npm run score', () => {
	it('prints every node of every unit: F.json’s order, then rank, then unit code, missing last', () => {
		expect(run({ data })).toBe(
			[
				'unit,node,score,rank,coverage,grade',
				'"x, ""1""",T,50,1,1,',
				'y,T,50,1,1,',
				'中,T,50,1,0.5,',
				'"x, ""1""",a,100,1,1,',
				'中,a,50,2,1,',
				'y,a,0,3,1,',
				'y,"b ""β""",100,1,1,',
				'"x, ""1""","b ""β""",0,2,1,',
				'中,"b ""β""",,,0,',
				''
			].join('\n')
		);
	});

	it('prints the same whatever the order of rows and columns, with CRLF, a byte order mark and a blank last line', () => {
		const [header, ...rows] = data.split('\n');
		const turned = rows.reverse().map((row) => row.replace(/^(.*),([^,]*)$/, '$2,$1'));
		expect(header).toBe('unit,indicator,value');
		expect(run({ data: `\uFEFFvalue,unit,indicator\r\n${turned.join('\r\n')}\r\n\r\n` })).toBe(run({ data }));
	});

	it('prints grades on the top node only, and JSON on request', () => {
		const graded = {
			...framework,
			grades: [
				{ code: 'A', from: 50 },
				{ code: 'B', from: 0 }
			]
		};
		expect(run({ framework: graded, data })).toContain('y,T,50,1,1,A\n');
		const json = JSON.parse(run({ framework: graded, data, more: ['--format', 'json'] })) as {
			results: unknown[];
		};
		expect(json).toMatchObject({ framework: 'F', version: 1, engineVersion });
		expect(json.results[0]).toEqual({
			unit: 'x, "1"',
			node: 'T',
			score: 50,
			rank: 1,
			coverage: 1,
			grade: 'A'
		});
		expect(json.results.at(-1)).toEqual({
			unit: '中',
			node: 'b "β"',
			score: null,
			rank: null,
			coverage: 0,
			grade: null
		});
	});

	it('prints a receipt on request', () => {
		expect(JSON.parse(run({ data, more: ['--receipt', '中'] }))).toMatchObject({
			unit: '中',
			top: 'T',
			rank: 1,
			peers: 3
		});
		expect(run({ data, more: ['--receipt', 'z'] })).toMatch(/^--receipt: unit "z" was not scored/);
	});

	it('takes the set of units and their peers from U.csv', () => {
		const peers = { ...framework, peers: 'size class' };
		const out = run({
			framework: peers,
			data: 'unit,indicator,value\np,a,1\nq,a,2\nr,a,9\ns,a,5\n',
			units: 'unit,size class,note\np,s,\nq,s,\nr,l,\ns,l,\nt,l,new\n'
		});
		expect(out).toContain('q,T,100,1,0.5,\nr,T,100,1,0.5,\np,T,0,2,0.5,\ns,T,0,2,0.5,\nt,T,,,0,\n');
	});

	it('weighs adjustments', () => {
		const rules = {
			...framework,
			rules: [
				{ code: 'late', do: 'penalty', max: 5 },
				{ code: 'v', do: 'veto', score: 10, gradeAtMost: 'B' }
			],
			grades: [
				{ code: 'A', from: 20 },
				{ code: 'B', from: 0 }
			]
		};
		const out = run({
			framework: rules,
			data,
			adjustments: 'unit,rule,amount,ground\ny,late,-0.5,"late, twice"\ny,late,2,\n中,v,,leak\n'
		});
		expect(out).toContain('"x, ""1""",T,50,1,1,A\ny,T,47.5,2,1,A\n中,T,10,3,0.5,B\n');
	});

	it('scores the period that is asked for, and takes last known values from earlier ones', () => {
		const known = {
			...framework,
			nodes: [framework.nodes[0], { code: 'a', parent: 'T', missing: { do: 'lastKnown', maxAge: 2 } }]
		};
		const periods =
			'unit,indicator,period,value\np,a,2024-Q1,1\np,a,2024-Q3,3\np,a,2025-Q1,\nq,a,2024-Q2,2\nq,a,2025-Q1,\nr,a,2025-Q1,7\n';
		const out = run({ framework: known, data: periods, more: ['--period', '2025-Q1'] });
		expect(out).toContain('r,T,7,1,1,\np,T,3,2,1,\nq,T,,,0,\n');
		const receipt = run({
			framework: known,
			data: periods,
			more: ['--period', '2025-Q1', '--receipt', 'p']
		});
		expect((JSON.parse(receipt) as { nodes: unknown[] }).nodes[1]).toMatchObject({
			lastKnown: { period: '2024-Q3', age: 2 }
		});
		expect(run({ framework: known, data: periods })).toBe(
			'D.csv: row 3, column "period": "2024-Q3" is a second period beside "2024-Q1"; choose one with --period'
		);
		expect(run({ framework: known, data: periods, more: ['--period', '2031'] })).toMatch(
			/no row is of period "2031"/
		);
	});

	it('keeps the reason of an empty value', () => {
		const zero = {
			...framework,
			nodes: [framework.nodes[0], { code: 'a', parent: 'T', missing: { notReported: 'zero' } }]
		};
		const out = run({
			framework: zero,
			data: 'unit,indicator,value,reason\np,a,,\nq,a,,notApplicable\nr,a,5,\n'
		});
		expect(out).toContain('r,T,5,1,1,\np,T,0,2,1,\nq,T,,,0,\n');
	});

	it('scores no units at all, if the table is only a header', () => {
		expect(run({})).toBe('unit,node,score,rank,coverage,grade\n');
	});

	it('exits with 0 and results, or with 2 and nothing on standard output', () => {
		const spawn = (files: Files) =>
			spawnSync(process.execPath, ['--import', 'tsx', 'scripts/score.ts', ...write(files)], {
				cwd: repository,
				encoding: 'utf8'
			});
		const good = spawn({ data });
		expect({ status: good.status, stderr: good.stderr }).toEqual({ status: 0, stderr: '' });
		expect(good.stdout).toBe(run({ data }));
		const bad = spawn({ data: row('p,a,NA\np,zz,1') });
		expect({ status: bad.status, stdout: bad.stdout }).toEqual({ status: 2, stdout: '' });
		expect(bad.stderr.trimEnd().split('\n')).toHaveLength(2);
	}, 30_000);
});
