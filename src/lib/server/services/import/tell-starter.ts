import type { MessageKind } from '../../../domain/message/message';
import type { Tx } from '../../db/client';
import { insertMessage } from '../../db/queries/import-message';
import type { ImportRunRow } from '../../db/queries/import-run';

/** Tells whoever brought a file in what became of it. Part of a step of its run, which has asked for leave. */
export async function tellStarter(
	tx: Tx,
	run: Pick<ImportRunRow, 'id' | 'startedBy'>,
	kind: Extract<MessageKind, `import.${string}`>,
	details: Record<string, string | number>
): Promise<void> {
	if (run.startedBy === null) return;
	await insertMessage(tx, {
		userId: run.startedBy,
		kind,
		details,
		path: `/imports/${run.id}`,
		dedupeKey: `${kind} ${run.id} ${Date.now()}`,
		createdAt: new Date()
	});
}
