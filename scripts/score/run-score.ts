import { DomainError } from '../../src/lib/domain/errors';
import { describeProblem, parseFramework } from '../../src/lib/domain/framework/check';
import type { FrameworkDefinition } from '../../src/lib/domain/framework/definition';
import { compileFramework } from '../../src/lib/domain/scoring/compile';
import { FileProblems, reportLimit } from '../../src/lib/domain/scoring/file-contract/file-problems';
import { formatCsv, formatJson } from '../../src/lib/domain/scoring/file-contract/format-results';
import { adjustmentsReader } from '../../src/lib/domain/scoring/file-contract/read-adjustments';
import { dataReader } from '../../src/lib/domain/scoring/file-contract/read-data';
import { unitsReader, type UnitsTable } from '../../src/lib/domain/scoring/file-contract/read-units';
import type { ScoringInput } from '../../src/lib/domain/scoring/input';
import { describeScoringProblem, type ScoringProblem } from '../../src/lib/domain/scoring/problems';
import { explainUnit } from '../../src/lib/domain/scoring/receipt';
import { scoreUnits } from '../../src/lib/domain/scoring/score-units';
import type { ScoreArguments } from './arguments';
import { readBytes, readCsv } from './read-csv';

export type ScoreOutcome = { ok: true; output: Iterable<string> } | { ok: false; lines: readonly string[] };

/** The whole run of the file contract: output only if everything was in order. */
export function runScore(args: ScoreArguments): ScoreOutcome {
	const framework = readFramework(args.framework);
	if (!framework.ok) return framework;
	const { definition } = framework;
	const problems = new FileProblems();
	const input = readInput(args, definition, problems);
	if (!problems.isEmpty) return { ok: false, lines: problems.lines() };
	try {
		const compiled = compileFramework(definition);
		const result = scoreUnits(compiled, input);
		if (args.receipt !== undefined) {
			return {
				ok: true,
				output: [`${JSON.stringify(explainUnit(compiled, input, result, args.receipt), null, 2)}\n`]
			};
		}
		return { ok: true, output: args.format === 'csv' ? formatCsv(result) : formatJson(result, definition) };
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		return { ok: false, lines: describeDomainError(error, args) };
	}
}

type FrameworkOutcome =
	{ ok: true; definition: FrameworkDefinition } | { ok: false; lines: readonly string[] };

function readFramework(file: string): FrameworkOutcome {
	const problems = new FileProblems();
	const bytes = readBytes(file, problems);
	if (!bytes) return { ok: false, lines: problems.lines() };
	let json: unknown;
	try {
		json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
	} catch (error) {
		const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
		return { ok: false, lines: [`${file}: is no JSON (${line}); mend it at that place`] };
	}
	const parsed = parseFramework(json);
	if (parsed.ok) return { ok: true, definition: parsed.framework };
	const lines = parsed.problems
		.slice(0, reportLimit)
		.map((problem) => `${file}: ${describeProblem(problem)}`);
	const more = parsed.problems.length - lines.length;
	return {
		ok: false,
		lines: more > 0 ? [...lines, `… and ${more} more; mend the first ones and try again`] : lines
	};
}

function readInput(
	args: ScoreArguments,
	definition: FrameworkDefinition,
	problems: FileProblems
): ScoringInput {
	const fixed = readUnits(args, definition, problems);
	const data = dataReader(args.data, definition, fixed?.units, args.period, problems);
	readCsv(args.data, data.reader, problems);
	const { units, columns } = data.finishColumns();
	const input = {
		units,
		columns,
		...(fixed && definition.peers !== undefined && { peerGroups: fixed.peerGroups })
	};
	if (args.adjustments === undefined) return input;
	const { reader, adjustments, checkUnits } = adjustmentsReader(args.adjustments, definition, problems);
	readCsv(args.adjustments, reader, problems);
	checkUnits(new Set(units));
	return { ...input, adjustments };
}

function readUnits(
	args: ScoreArguments,
	{ peers }: FrameworkDefinition,
	problems: FileProblems
): UnitsTable | undefined {
	if (args.units === undefined) {
		if (peers !== undefined) {
			problems.add({
				file: args.framework,
				column: 'peers',
				message: `peer groups stand in column ${JSON.stringify(peers)} of a file of units, and none is given`,
				remedy: 'give it with --units'
			});
		}
		return undefined;
	}
	const { reader, table } = unitsReader(args.units, peers, problems);
	readCsv(args.units, reader, problems);
	return table;
}

/** Problems that only the scores bring to light name node and unit; the values that they come from stand in the data file. */
function describeDomainError(error: DomainError, args: ScoreArguments): string[] {
	if (error.code === 'unknownUnit') return [`--receipt: ${error.message}`];
	const problems = error.details['problems'] as readonly ScoringProblem[] | undefined;
	if (!problems) return [`${args.data}: ${error.message}`];
	const lines = problems.map((problem) => `${args.data}: ${describeScoringProblem(problem)}`);
	const more = Number(error.details['count']) - lines.length;
	return more > 0 ? [...lines, `… and ${more} more; mend the first ones and try again`] : lines;
}
