import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { PublicationSummary } from '../../../domain/publication/publication';
import { publicationJson } from '../../../domain/round/publication';
import { readPublication, type PublicationRecord } from '../../../domain/round/publication-record';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listPublishedSnapshots, listPublishedUnits } from '../../db/queries/publication';
import { getRound } from '../../db/queries/round';
import { publicationOf } from '../round/publish-round';
import { getKnownPublication, type KnownPublication } from './list-publications';

export interface PublicationContents {
	/** canonical JSON, byte by byte as it was published */
	readonly text: string;
	readonly record: PublicationRecord;
	/** what the units are called today, by code */
	readonly names: ReadonlyMap<string, LocalisedName>;
}

export interface OpenedPublication {
	readonly summary: PublicationSummary;
	/** reads what was published: megabytes, only for whoever has not kept the file that is made of it */
	load(): Promise<PublicationContents>;
}

/**
 * A publication to be downloaded. @throws DomainError `notFound`: there is none, the reader may not know of it, or it is withdrawn and
 * on record without its figures
 */
export async function openPublication(ctx: Context, slug: string): Promise<OpenedPublication> {
	demand(ctx.actor, 'published.read');
	const known = await getKnownPublication(ctx, slug);
	if (known.summary.withdrawn) {
		throw new DomainError('notFound', `Publication "${slug}" was withdrawn`, { publication: slug });
	}
	return { summary: known.summary, load: () => contentsOf(ctx, known) };
}

async function contentsOf(ctx: Context, { head, scope }: KnownPublication): Promise<PublicationContents> {
	const [bytes] = await listPublishedSnapshots(ctx.db, head.id);
	// What was published before bytes were kept is written anew from its frozen rows.
	const text =
		bytes?.content ?? publicationJson(await publicationOf(ctx.db, await getRound(ctx.db, head.id)));
	const record = readPublication(text);
	if (!record) throw new Error(`The stored bytes of round ${head.id} are no publication`);
	const units = await listPublishedUnits(ctx.db, scope, head.id);
	return { text, record, names: new Map(units.map(({ code, name }) => [code, name])) };
}
