import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchFramework, generator } from './benchmark-framework';

/**
 * `npm run score` from files to results against reading the same CSV with the same parser, each in a process of its own: time from start
 * to end, and the most memory that the process ever held. 30,000 units × 60 indicators, one row a value.
 */

const unitCount = Number(process.env['UNITS'] ?? 30_000);
const indicatorCount = 60;
const targetRatio = 4;

/** Prints the largest resident set in kilobytes as the process ends, as a module that any program can be started with. */
const reportPeak = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS+'\\n'))`;

interface Cost {
	readonly seconds: number;
	readonly megabytes: number;
}

function writeTable(file: string): void {
	const random = generator(unitCount);
	const out = openSync(file, 'w');
	writeSync(out, 'unit,indicator,value\n');
	for (let unit = 0; unit < unitCount; unit++) {
		let rows = '';
		const code = `U${String(unit).padStart(6, '0')}`;
		for (let i = 0; i < indicatorCount; i++) rows += `${code},i${i},${random()}\n`;
		writeSync(out, rows);
	}
	closeSync(out);
}

/** Runs a script with its output in a file. @throws Error with what it complained about */
function costOf(output: string, script: string, ...args: readonly string[]): Cost {
	const out = openSync(output, 'w');
	const began = performance.now();
	const { status, stderr } = spawnSync(
		process.execPath,
		['--import', reportPeak, '--import', 'tsx', script, ...args],
		{
			stdio: ['ignore', out, 'pipe'],
			encoding: 'utf8',
			env: { ...process.env, TSX_TSCONFIG_PATH: 'scripts/tsconfig.json' }
		}
	);
	const seconds = (performance.now() - began) / 1000;
	closeSync(out);
	const peak = /^peak (\d+)$/m.exec(stderr)?.[1];
	if (status !== 0 || peak === undefined) throw new Error(`${script} failed: ${stderr.slice(0, 500)}`);
	return { seconds, megabytes: Number(peak) / 1024 };
}

/** The least of some runs that take turns, so that whatever else the machine does hits both alike. */
function leastOf(costs: readonly Cost[]): Cost {
	return {
		seconds: Math.min(...costs.map(({ seconds }) => seconds)),
		megabytes: Math.min(...costs.map(({ megabytes }) => megabytes))
	};
}

export function benchScoreFiles(): boolean {
	const folder = mkdtempSync(join(tmpdir(), 'yardstick-bench-'));
	try {
		const [data, framework, output] = ['D.csv', 'F.json', 'out.csv'].map((name) => join(folder, name)) as [
			string,
			string,
			string
		];
		writeTable(data);
		writeFileSync(framework, JSON.stringify(benchFramework(indicatorCount)));
		const rounds = Array.from({ length: 3 }, () => ({
			floor: costOf(output, 'scripts/bench/read-csv-only.ts', data),
			score: costOf(output, 'scripts/score.ts', '--framework', framework, '--data', data)
		}));
		const floor = leastOf(rounds.map((round) => round.floor));
		const score = leastOf(rounds.map((round) => round.score));
		const [time, memory] = [score.seconds / floor.seconds, score.megabytes / floor.megabytes];
		const size = (statSync(data).size / 2 ** 20).toFixed(0);
		console.log(`${unitCount} units × ${indicatorCount} indicators, ${size} MB of CSV`);
		console.log(`read only: ${floor.seconds.toFixed(2)} s, ${floor.megabytes.toFixed(0)} MB at most`);
		console.log(`score:     ${score.seconds.toFixed(2)} s, ${score.megabytes.toFixed(0)} MB at most`);
		console.log(`ratio:     ${time.toFixed(2)} × the time, ${memory.toFixed(2)} × the memory`);
		const isWithin = time <= targetRatio && memory <= targetRatio;
		console.log(`${isWithin ? 'within' : 'NOT within'} ${targetRatio} × reading`);
		return isWithin;
	} finally {
		rmSync(folder, { recursive: true });
	}
}
