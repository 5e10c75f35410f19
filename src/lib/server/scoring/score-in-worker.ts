import { Worker } from 'node:worker_threads';
import { DomainError } from '../../domain/errors';
import type { ContractBounds, ContractRequest } from './run-contract';
import type { WorkerAnswer } from './score-worker';
// The thread's program as one text (`scripts/build/worker-source.ts`): the built server has no file of its own to start it from.
import program from './score-worker.ts?worker-source';

export interface ScoreBounds extends ContractBounds {
	readonly milliseconds: number;
	readonly memoryMegabytes: number;
	/** Runs at the same time, and requests that wait for one of them to end; more are turned away. */
	readonly atOnce: number;
	readonly waiting: number;
}

/** What one request may cost. The bytes of a request are bounded where it is read: `requestBytes`. */
export const scoreBounds: ScoreBounds = {
	units: 50_000,
	nodes: 1000,
	rows: 1_000_000,
	milliseconds: 20_000,
	memoryMegabytes: 512,
	atOnce: 2,
	waiting: 4
};

let running = 0;
const queue: (() => void)[] = [];

/**
 * Runs the file contract in a worker thread and ends the thread when its time is over.
 * @throws DomainError `tooLarge` for what takes too long or too much memory, `busy` when too many wait already
 */
export async function scoreInWorker(
	request: ContractRequest,
	bounds: ScoreBounds = scoreBounds
): Promise<WorkerAnswer> {
	await takeTurn(bounds);
	try {
		return await runWorker(request, bounds);
	} finally {
		running--;
		queue.shift()?.();
	}
}

async function takeTurn({ atOnce, waiting }: ScoreBounds): Promise<void> {
	if (running >= atOnce) {
		if (queue.length >= waiting) {
			throw new DomainError('busy', `${running} tables are being scored and ${queue.length} wait; try again`);
		}
		await new Promise<void>((done) => queue.push(done));
	}
	running++;
}

function runWorker(
	request: ContractRequest,
	{ milliseconds, memoryMegabytes, units, nodes, rows }: ScoreBounds
): Promise<WorkerAnswer> {
	const worker = new Worker(program, {
		eval: true,
		// Nothing of this process's environment is any business of a table.
		env: {},
		workerData: { ...request, bounds: { units, nodes, rows } } satisfies ContractRequest,
		resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes }
	});
	return new Promise<WorkerAnswer>((done, failed) => {
		const patience = setTimeout(
			() => failed(tooMuch(`took longer than ${milliseconds / 1000} s`)),
			milliseconds
		);
		worker.once('message', done);
		worker.once('error', (error: NodeJS.ErrnoException) =>
			failed(
				error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch(`took more than ${memoryMegabytes} MB`) : error
			)
		);
		worker.once('exit', () => failed(new Error('The scoring thread ended without an answer')));
		void worker.once('exit', () => clearTimeout(patience));
	}).finally(() => worker.terminate());
}

function tooMuch(what: string): DomainError {
	return new DomainError('tooLarge', `Scoring ${what}`, {
		problems: [
			{
				file: 'data',
				message: `scoring ${what}`,
				remedy: 'score fewer units or nodes at a time, or use `npm run score`, which has no such bound'
			}
		],
		count: 1
	});
}
