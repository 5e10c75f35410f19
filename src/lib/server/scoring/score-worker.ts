import { parentPort, workerData } from 'node:worker_threads';
import type { FileProblem } from '../../domain/scoring/file-contract/file-problems';
import { runContract, type ContractRequest } from './run-contract';

/** What a worker sends back: the whole output, or what was wrong with the input. */
export type WorkerAnswer =
	| { readonly ok: true; readonly output: string }
	| { readonly ok: false; readonly problems: readonly FileProblem[]; readonly count: number };

/** One run of the file contract in a thread of its own, which can be ended whatever a table or a formula makes it do. */
function run(): WorkerAnswer {
	const outcome = runContract(workerData as ContractRequest);
	if (outcome.ok) return { ok: true, output: [...outcome.output].join('') };
	return { ok: false, problems: outcome.problems.listed, count: outcome.problems.count };
}

parentPort?.postMessage(run());
