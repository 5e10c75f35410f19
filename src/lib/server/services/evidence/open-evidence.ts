import type { ReadStream } from 'node:fs';
import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { downloadName } from '../../../domain/evidence/evidence';
import type { Context } from '../../context';
import { findEvidence } from '../../db/queries/evidence';
import { openFile } from '../../files/store-file';

export interface OpenedEvidence {
	readonly fileName: string;
	readonly mediaType: string;
	readonly bytes: number;
	stream(): ReadStream;
}

/**
 * A file that proves an observation, for whoever may read that.
 * @throws DomainError `notSignedIn`, `forbidden`, `notFound` (somebody else's, taken away, a link, or proof of something else)
 */
export async function openEvidence(ctx: Context, id: number): Promise<OpenedEvidence> {
	const scope = demand(ctx.actor, 'observation.read');
	const found = await findEvidence(ctx.db, scope, id);
	if (found?.subject !== 'observation' || found.fileSha256 === null || found.mediaType === null) {
		throw new DomainError('notFound', `There is no file ${id} for you`, { id });
	}
	const { bytes, stream } = await openFile(found.fileSha256);
	return {
		fileName: downloadName(found.label, found.mediaType),
		mediaType: found.mediaType,
		bytes,
		stream
	};
}
