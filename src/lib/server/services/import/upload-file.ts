import { demand } from '../../../domain/access/can';
import { mostUploadBytes } from '../../../domain/import/import-run';
import type { Context } from '../../context';
import { insertImportRun } from '../../db/queries/import-run';
import { storeFile } from '../../files/store-file';

/** Says who may hand a file in, before its bytes are read. */
export function demandUpload(ctx: Pick<Context, 'actor'>): void {
	demand(ctx.actor, 'observation.import');
}

export interface UploadedFile {
	readonly name: string;
	readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * Keeps a file that somebody hands in, and opens a run for it, which waits for what its columns mean.
 * @returns id of the run
 * @throws DomainError `tooLarge`
 */
export async function uploadFile(ctx: Context, file: UploadedFile): Promise<number> {
	demand(ctx.actor, 'observation.import');
	const { key, bytes } = await storeFile(file.chunks, mostUploadBytes);
	return ctx.db.transaction((tx) =>
		insertImportRun(tx, {
			fileName: tidyName(file.name),
			fileSha256: key,
			fileKey: key,
			fileBytes: bytes,
			mapping: {},
			counts: {},
			status: 'queued',
			startedBy: ctx.actor.userId ?? null,
			startedAt: ctx.now
		})
	);
}

/** The last part of a path, without what would break a line or a header. */
function tidyName(name: string): string {
	const last = name.split(/[/\\]/).at(-1) ?? '';
	const tidy = last.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim();
	return tidy.slice(-200) || 'file';
}
