import { readFileSync } from 'node:fs';
import { FileProblems } from '../../src/lib/domain/scoring/file-contract/file-problems';
import { runContract, type ContractFile } from '../../src/lib/server/scoring/run-contract';
import type { ScoreArguments } from './arguments';

export type ScoreOutcome = { ok: true; output: Iterable<string> } | { ok: false; lines: readonly string[] };

/** Reads the files that the command line names and runs the file contract on them. */
export function runScore(args: ScoreArguments): ScoreOutcome {
	const problems = new FileProblems();
	const framework = readBytes(args.framework, problems);
	const data = readBytes(args.data, problems);
	const units = args.units === undefined ? undefined : readBytes(args.units, problems);
	const adjustments = args.adjustments === undefined ? undefined : readBytes(args.adjustments, problems);
	if (!framework || !data || !problems.isEmpty) return { ok: false, lines: problems.lines() };
	const outcome = runContract({
		framework,
		data,
		...(units && { units }),
		...(adjustments && { adjustments }),
		...(args.period !== undefined && { period: args.period }),
		format: args.format,
		...(args.receipt !== undefined && { receipt: args.receipt })
	});
	return outcome.ok ? outcome : { ok: false, lines: outcome.problems.lines() };
}

/** A file, or one problem that says why there is none. */
function readBytes(file: string, problems: FileProblems): ContractFile | undefined {
	try {
		return { name: file, bytes: readFileSync(file) };
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? 'error';
		const why =
			code === 'ENOENT' ? 'is not there' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
		problems.add({ file, message: why, remedy: 'give the path of a readable file' });
		return undefined;
	}
}
