import { parseArgs } from 'node:util';

export interface ScoreArguments {
	readonly framework: string;
	readonly data: string;
	readonly units?: string;
	readonly adjustments?: string;
	readonly period?: string;
	readonly format: 'csv' | 'json';
	readonly receipt?: string;
}

const usage =
	'npm run -s score -- --framework F.json --data D.csv [--units U.csv] [--adjustments A.csv] [--period P] [--format csv|json] [--receipt UNIT]';

/** Reads the command line, or says in one line what is wrong with it. */
export function readArguments(args: readonly string[]): ScoreArguments | string {
	const text = { type: 'string' } as const;
	try {
		const { values } = parseArgs({
			args: [...args],
			options: {
				framework: text,
				data: text,
				units: text,
				adjustments: text,
				period: text,
				format: text,
				robustness: text,
				receipt: text
			}
		});
		const { framework, data, format = 'csv', robustness, ...rest } = values;
		if (!framework) return `--framework is missing; ${usage}`;
		if (!data) return `--data is missing; ${usage}`;
		if (robustness !== undefined) return '--robustness is not part of this version; leave it out';
		if (format !== 'csv' && format !== 'json')
			return `--format ${JSON.stringify(format)} is unknown; use csv or json`;
		return { ...rest, framework, data, format };
	} catch (error) {
		const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
		return `${line}; ${usage}`;
	}
}
