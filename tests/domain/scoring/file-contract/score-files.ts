import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { readArguments } from '../../../../scripts/score/arguments';
import { runScore } from '../../../../scripts/score/run-score';

let folder: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'yardstick-score-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

export const framework = {
	code: 'F',
	version: 1,
	nodes: [
		{ code: 'T', aggregate: 'arithmetic' },
		{ code: 'a', parent: 'T', steps: [{ do: 'minmax' }] },
		{ code: 'b "β"', parent: 'T', direction: -1, steps: [{ do: 'minmax' }] }
	]
};

export interface Files {
	framework?: unknown;
	data?: string | Buffer;
	units?: string;
	adjustments?: string;
	more?: readonly string[];
}

export function write(files: Files): string[] {
	const put = (name: string, content: string | Buffer) => {
		const path = join(folder, name);
		writeFileSync(path, content);
		return path;
	};
	const json = files.framework ?? framework;
	return [
		'--framework',
		put('F.json', typeof json === 'string' ? json : JSON.stringify(json)),
		'--data',
		put('D.csv', files.data ?? 'unit,indicator,value\n'),
		...(files.units === undefined ? [] : ['--units', put('U.csv', files.units)]),
		...(files.adjustments === undefined ? [] : ['--adjustments', put('A.csv', files.adjustments)]),
		...(files.more ?? [])
	];
}

/** The command without its process: standard output, or the lines of standard error without the folder. */
export function run(files: Files): string {
	const args = readArguments(write(files));
	if (typeof args === 'string') return args;
	const outcome = runScore(args);
	return outcome.ok ? [...outcome.output].join('') : outcome.lines.join('\n').replaceAll(`${folder}/`, '');
}

export const data = [
	'unit,indicator,value',
	'y,a,1',
	'"x, ""1""",a,3',
	'中,a,2',
	'y,"b ""β""",5',
	'中,"b ""β""",',
	'"x, ""1""","b ""β""",9'
].join('\n');

/** A data file of these lines. */
export function row(lines: string): string {
	return `unit,indicator,value\n${lines}\n`;
}

/** A path in the folder of the files, whether something is there or not. */
export function pathOf(name: string): string {
	return join(folder, name);
}
