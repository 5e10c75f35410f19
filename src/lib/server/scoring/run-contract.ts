import { DomainError } from '../../domain/errors';
import type { FrameworkDefinition } from '../../domain/framework/definition';
import { compileFramework } from '../../domain/scoring/compile';
import { FileProblems } from '../../domain/scoring/file-contract/file-problems';
import { formatCsv, formatJson } from '../../domain/scoring/file-contract/format-results';
import { adjustmentsReader } from '../../domain/scoring/file-contract/read-adjustments';
import { dataReader } from '../../domain/scoring/file-contract/read-data';
import { unitsReader, type UnitsTable } from '../../domain/scoring/file-contract/read-units';
import type { ScoringInput } from '../../domain/scoring/input';
import type { ScoringProblem } from '../../domain/scoring/problems';
import { explainUnit } from '../../domain/scoring/receipt';
import { scoreUnits } from '../../domain/scoring/score-units';
import { readFramework } from './read-framework';
import { readTable } from './read-table';

/** A file of the contract as it came; `name` is what messages call it. */
export interface ContractFile {
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** What the file contract of scoring.md takes: F.json, D.csv, U.csv, A.csv and the options beside them. */
export interface ContractRequest {
	readonly framework: ContractFile;
	readonly data: ContractFile;
	readonly units?: ContractFile;
	readonly adjustments?: ContractFile;
	readonly period?: string;
	readonly format: 'csv' | 'json';
	/** Unit whose receipt is wanted instead of the table. */
	readonly receipt?: string;
	/** Set where strangers' tables are scored on a machine that others use. */
	readonly bounds?: ContractBounds;
}

export interface ContractBounds {
	readonly units: number;
	readonly nodes: number;
	/** Units × nodes: rows of the result. */
	readonly rows: number;
}

export type ContractOutcome = { ok: true; output: Iterable<string> } | { ok: false; problems: FileProblems };

/** The whole run of the file contract, for the command line and for requests: output only if everything was in order. */
export function runContract(request: ContractRequest): ContractOutcome {
	const problems = new FileProblems();
	const definition = readFramework(request, problems);
	if (!definition) return { ok: false, problems };
	const input = readInput(request, definition, problems);
	checkBounds(request, definition, input, problems);
	if (!problems.isEmpty) return { ok: false, problems };
	try {
		const compiled = compileFramework(definition);
		const result = scoreUnits(compiled, input);
		if (request.receipt === undefined) {
			const output = request.format === 'csv' ? formatCsv(result) : formatJson(result, definition);
			return { ok: true, output };
		}
		const receipt = explainUnit(compiled, input, result, request.receipt);
		return { ok: true, output: [`${JSON.stringify(receipt, null, 2)}\n`] };
	} catch (error) {
		if (!(error instanceof DomainError)) throw error;
		addDomainError(error, request, problems);
		return { ok: false, problems };
	}
}

function readInput(
	request: ContractRequest,
	definition: FrameworkDefinition,
	problems: FileProblems
): ScoringInput {
	const problemsBefore = problems.count;
	const table = readUnits(request, definition, problems);
	// Of a set of units that is wrong itself, nobody can say whom it leaves out: what does not depend on it is still looked at.
	const isSetKnown = problems.count === problemsBefore;
	const fixed = isSetKnown ? table : undefined;
	const data = dataReader(request.data.name, definition, fixed?.units, request.period, problems);
	readTable(request.data, data.reader, problems);
	const { units, columns } = data.finishColumns();
	const input = {
		units,
		columns,
		...(fixed && definition.peers !== undefined && { peerGroups: fixed.peerGroups })
	};
	if (request.adjustments === undefined) return input;
	const { reader, adjustments, checkUnits } = adjustmentsReader(
		request.adjustments.name,
		definition,
		problems
	);
	readTable(request.adjustments, reader, problems);
	if (isSetKnown) checkUnits(new Set(units));
	return { ...input, adjustments };
}

function readUnits(
	{ units, framework }: ContractRequest,
	{ peers }: FrameworkDefinition,
	problems: FileProblems
): UnitsTable | undefined {
	if (units !== undefined) {
		const { reader, table } = unitsReader(units.name, peers, problems);
		readTable(units, reader, problems);
		return table;
	}
	if (peers !== undefined) {
		problems.add({
			file: framework.name,
			column: 'peers',
			message: `peer groups stand in column ${JSON.stringify(peers)} of a file of units, and none is given`,
			remedy: 'give a table of units (--units of the command, "units" of a request)'
		});
	}
	return undefined;
}

function checkBounds(
	{ data, bounds }: ContractRequest,
	{ nodes }: FrameworkDefinition,
	{ units }: ScoringInput,
	problems: FileProblems
): void {
	// Of a table that is wrong anyway, its size is not the news.
	if (!bounds || !problems.isEmpty) return;
	const rows = units.length * nodes.length;
	const isTooMany = units.length > bounds.units || rows > bounds.rows;
	if (!isTooMany) return;
	problems.add({
		file: data.name,
		message: `${units.length} units × ${nodes.length} nodes are more than the ${bounds.units} units and ${bounds.rows} rows of results that are scored here`,
		remedy: 'score fewer at a time, or use `npm run score`, which has no such bound'
	});
}

/** Problems that only the scores bring to light name node and unit; the values that they come from stand in the data file. */
function addDomainError(error: DomainError, { data }: ContractRequest, problems: FileProblems): void {
	if (error.code === 'unknownUnit') {
		const [message = '', remedy = ''] = error.message.split('; ');
		problems.add({ file: '--receipt', message, remedy });
		return;
	}
	const found = error.details['problems'] as readonly ScoringProblem[] | undefined;
	if (!found) {
		const [message = '', remedy = 'correct it'] = error.message.split('; ');
		problems.add({ file: data.name, message, remedy });
		return;
	}
	for (const problem of found) problems.add({ file: data.name, ...problem });
	problems.addUnlisted(Number(error.details['count']) - found.length);
}
