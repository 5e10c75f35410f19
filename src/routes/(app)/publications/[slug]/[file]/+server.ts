import { DomainError } from '$lib/domain/errors';
import { publicationFiles, type PublicationFile } from '$lib/domain/publication/publication';
import { answer } from '$lib/server/hooks/answer';
import { sendPublished } from '$lib/server/hooks/send-published';
import { renderPublicationFile } from '$lib/server/render/publication/file';
import { openPublication } from '$lib/server/services/publication/open-publication';
import type { RequestHandler } from './$types';

/** A file of a publication. Its address has no language: it is the same for all. */
export const GET: RequestHandler = (event) =>
	answer(event, async () => {
		const { slug, file } = event.params;
		const publication = await openPublication(event.locals.ctx, slug);
		if (!isFile(file)) {
			throw new DomainError('notFound', `A publication has no file "${file}"`, { publication: slug });
		}
		return sendPublished(event, await renderPublicationFile(publication, file));
	});

function isFile(name: string): name is PublicationFile {
	return (publicationFiles as readonly string[]).includes(name);
}
