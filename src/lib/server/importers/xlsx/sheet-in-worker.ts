import { Worker } from 'node:worker_threads';
import { DomainError } from '../../../domain/errors';
import type { RawRow } from '../find-table';
import type { Patience } from '../patience';
import { refuseFile } from '../refuse-file';
import { openSheet, type OpenedSheet, type SheetRequest } from './open-sheet';
// The thread's program as one text (`scripts/build/worker-source.ts`). Scripts run without that build step: the import then
// gives the module itself, which has no default, and the sheet is read where it is asked for.
import * as program from './workbook-worker.ts?worker-source';
import type { WorkbookAnswer } from './workbook-worker';

const heapMegabytes = 256;
/** Workbooks that are open at the same time, and requests that wait for one to be closed; more are turned away. */
const atOnce = 2;
const waiting = 8;
/** A workbook of which nobody asks for more rows is closed: it must not keep its place for ever. */
const idleMilliseconds = 120_000;

let open = 0;
const queue: (() => void)[] = [];

/**
 * Opens a sheet in a worker thread with a bound on its memory and time.
 * @throws DomainError `importRefused`, or `busy` when too many wait already
 */
export async function openSheetInWorker(request: SheetRequest, patience: Patience): Promise<OpenedSheet> {
	const source: unknown = Reflect.get(program, 'default');
	if (typeof source !== 'string') return openSheet(request);
	await takePlace();
	const thread = new SheetThread(source, request, patience);
	try {
		const answer = await thread.ask();
		if (answer.kind !== 'opened') throw new Error('The thread that reads a workbook spoke out of turn');
		const { sheets, sheet, merges } = answer;
		return { sheets, sheet, merges, rows: rowsOf(thread), close: () => thread.end() };
	} catch (error) {
		thread.end();
		throw error;
	}
}

async function* rowsOf(thread: SheetThread): AsyncGenerator<RawRow[], undefined> {
	try {
		for (;;) {
			const answer = await thread.ask();
			if (answer.kind !== 'rows') return undefined;
			yield answer.rows;
		}
	} finally {
		thread.end();
	}
}

async function takePlace(): Promise<void> {
	if (open >= atOnce) {
		if (queue.length >= waiting) {
			throw new DomainError('busy', `${open} workbooks are being read and ${queue.length} wait; try again`);
		}
		await new Promise<void>((done) => queue.push(done));
	}
	open++;
}

/** One question at a time: the first answer comes by itself. */
class SheetThread {
	readonly #worker: Worker;
	#isAsked = false;
	#hasEnded = false;
	#idle: NodeJS.Timeout | undefined;
	#answered: ((answer: WorkbookAnswer) => void) | undefined;
	#failed: ((error: Error) => void) | undefined;
	#failure: Error | undefined;

	constructor(
		source: string,
		request: SheetRequest,
		readonly patience: Patience
	) {
		const { name } = request.file;
		this.#worker = new Worker(source, {
			eval: true,
			// Nothing of this process's environment is any business of a workbook.
			env: {},
			workerData: request,
			resourceLimits: { maxOldGenerationSizeMb: heapMegabytes }
		});
		this.#worker.on('message', (answer: WorkbookAnswer) => this.#answered?.(answer));
		this.#worker.on('error', (error: NodeJS.ErrnoException) =>
			this.#fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuchMemory(name) : error)
		);
		this.#worker.on('exit', () => this.#fail(new Error('The thread that reads a workbook has ended')));
	}

	async ask(): Promise<WorkbookAnswer> {
		clearTimeout(this.#idle);
		if (this.#failure) throw this.#failure;
		const answer = new Promise<WorkbookAnswer>((done, failed) => {
			this.#answered = done;
			this.#failed = failed;
		});
		const timer = setTimeout(() => this.#fail(this.patience.over()), this.patience.leftMilliseconds);
		if (this.#isAsked) this.#worker.postMessage('next');
		this.#isAsked = true;
		try {
			const said = await this.patience.during(answer);
			if (said.kind === 'refused') throw new DomainError('importRefused', said.message, said.details);
			this.#idle = setTimeout(() => this.end(), idleMilliseconds);
			this.#idle.unref();
			return said;
		} finally {
			clearTimeout(timer);
			this.#answered = this.#failed = undefined;
		}
	}

	end(): void {
		if (this.#hasEnded) return;
		this.#hasEnded = true;
		clearTimeout(this.#idle);
		void this.#worker.terminate();
		open--;
		queue.shift()?.();
	}

	#fail(error: Error): void {
		this.#failure ??= error;
		this.#failed?.(error);
	}
}

function tooMuchMemory(file: string): Error {
	return refuseFile('tooMuchMemory', {
		file,
		message: `reading the workbook took more than ${heapMegabytes} MB of memory`,
		remedy: 'Split it, or save the sheet as CSV'
	});
}
