import type { Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import { listNamedFiles } from '../../db/queries/stored-file';
import { clearUnfinished, filesFolder, listOldFiles, removeFile } from '../../files/store-file';

const keptMs = 24 * 60 * 60 * 1000;

/**
 * Removes stored files that no row names and that are older than a day: their form was refused after the bytes were there, or the
 * server was killed between the two. Younger ones may belong to a transaction that is not over.
 * @param scope the installation's own
 * @returns how many were removed
 */
export async function sweepFiles(
	ctx: Pick<Context, 'db' | 'now'>,
	scope: Scope,
	folder = filesFolder()
): Promise<number> {
	if (scope.permission !== 'setting.manage' || scope.subtrees !== 'everything') {
		throw new DomainError('forbidden', 'Only the installation itself sweeps');
	}
	const olderThan = new Date(ctx.now.getTime() - keptMs);
	let removed = 0;
	for await (const keys of listOldFiles(olderThan, folder)) {
		const named = await listNamedFiles(ctx.db, keys);
		for (const key of keys) {
			if (!named.has(key) && (await removeFile(key, olderThan, folder))) removed++;
		}
	}
	await clearUnfinished(olderThan, folder);
	return removed;
}
