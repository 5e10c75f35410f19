import type { Context } from '../../context';
import { noteProgress } from '../../db/queries/import-run';
import { fillStage, type Stage } from '../../db/queries/import-stage';
import type { ImportedCell, RowMapper } from '../../importers/map-rows';
import type { RowSource } from '../../importers/row-source';

/** Somebody wanted it to stop. Nothing was stored. */
export class ImportCancelled extends Error {
	override readonly name = 'ImportCancelled';
}

/** Cells that go to the database at a time: small enough that requests get their turn between two of them. */
const stepSize = { server: 20_000, embedded: 4_000 } as const;

/** Maps on while the batch before is on its way to the database. @throws ImportCancelled */
export async function readIntoStage(
	ctx: Context,
	runId: number,
	source: RowSource,
	mapper: RowMapper,
	stage: Stage
): Promise<void> {
	if (!mapper.isReadable) return;
	const size = ctx.engine === 'pglite' ? stepSize.embedded : stepSize.server;
	let waiting: ImportedCell[] = [];
	let onItsWay: Promise<void> = Promise.resolve();
	let told = 0;
	const send = async (): Promise<void> => {
		await onItsWay;
		const cells = waiting;
		waiting = [];
		onItsWay = fillStage(ctx.copyFrom, stage, cells);
		// Its failure is heard where it is awaited; it must not end the process before.
		onItsWay.catch(() => undefined);
	};
	try {
		for await (const batch of source.rows()) {
			for (const cell of mapper.map(batch)) waiting.push(cell);
			if (waiting.length >= size) await send();
			if (mapper.counts.rows - told >= size) {
				told = mapper.counts.rows;
				await breathe(ctx, runId, told);
			}
		}
	} finally {
		await onItsWay;
	}
	if (waiting.length > 0) await send();
	await onItsWay;
	await breathe(ctx, runId, mapper.counts.rows);
}

/** Says how far it is, lets others have their turn, and stops where that is wanted. */
async function breathe(ctx: Context, runId: number, done: number): Promise<void> {
	if (await noteProgress(ctx.db, runId, { done, total: null })) throw new ImportCancelled();
	await new Promise((turn) => setImmediate(turn));
}
