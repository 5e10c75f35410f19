import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { DomainError } from '../../../domain/errors';
import type { MergedRange, RawRow } from '../find-table';
import { openSheet, type OpenedSheet, type SheetRequest } from './open-sheet';

/** What the thread sends: first what it opened, then a batch of rows each time it is asked, then the end; or a refusal. */
export type WorkbookAnswer =
	| {
			readonly kind: 'opened';
			readonly sheets: readonly string[];
			readonly sheet: string;
			readonly merges: readonly MergedRange[];
	  }
	| { readonly kind: 'rows'; readonly rows: RawRow[] }
	| { readonly kind: 'end' }
	| {
			readonly kind: 'refused';
			readonly message: string;
			readonly details: Readonly<Record<string, unknown>>;
	  };

/** Reads one sheet in a thread of its own, which can be ended whatever a workbook makes it do. */
async function run(port: MessagePort, request: SheetRequest): Promise<void> {
	const answer = (message: WorkbookAnswer): void => port.postMessage(message);
	let opened: OpenedSheet | undefined;
	const step = async (): Promise<void> => {
		try {
			if (!opened) {
				opened = await openSheet(request);
				const { sheets, sheet, merges } = opened;
				answer({ kind: 'opened', sheets, sheet, merges });
				return;
			}
			const { value, done } = await opened.rows.next();
			answer(done ? { kind: 'end' } : { kind: 'rows', rows: value });
		} catch (error) {
			if (!(error instanceof DomainError)) throw error;
			answer({ kind: 'refused', message: error.message, details: error.details });
		}
	};
	port.on('message', () => void step());
	await step();
}

if (parentPort) void run(parentPort, workerData as SheetRequest);
