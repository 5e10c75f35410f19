import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readArguments } from './score/arguments';
import { runScore, type ScoreOutcome } from './score/run-score';

/** `npm run score` by the file contract of scoring.md: exit 0 with results, or exit 2 with one line a problem and nothing else. */
function run(): ScoreOutcome {
	const args = readArguments(process.argv.slice(2));
	if (typeof args === 'string') return { ok: false, lines: [args] };
	try {
		return runScore(args);
	} catch (error) {
		const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
		return { ok: false, lines: [`internal error: ${line}; please report it with the files that were given`] };
	}
}

const outcome = run();
if (outcome.ok) {
	await pipeline(Readable.from(outcome.output), process.stdout, { end: false }).catch(
		(error: NodeJS.ErrnoException) => {
			// Whoever reads may stop early (`| head`); that is no failure of ours.
			if (error.code !== 'EPIPE') throw error;
		}
	);
} else {
	process.stderr.write(`${outcome.lines.join('\n')}\n`);
	process.exitCode = 2;
}
