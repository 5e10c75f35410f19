import { Readable } from 'node:stream';
import { DomainError } from '$lib/domain/errors';
import { answer } from '$lib/server/hooks/answer';
import { openEvidence } from '$lib/server/services/evidence/open-evidence';
import type { RequestHandler } from './$types';

/** A file that proves an observation: to be kept, never shown by the browser as part of this site. */
export const GET: RequestHandler = (event) =>
	answer(event, async () => {
		const { id } = event.params;
		if (!/^[1-9]\d{0,8}$/.test(id)) throw new DomainError('notFound', 'There is no such evidence');
		const file = await openEvidence(event.locals.ctx, Number(id));
		const plain = file.fileName.replace(/[^\w.-]+/g, '_');
		const exact = encodeURIComponent(file.fileName).replace(
			/['()*]/g,
			(sign) => `%${sign.charCodeAt(0).toString(16)}`
		);
		return new Response(Readable.toWeb(file.stream()) as ReadableStream, {
			headers: {
				'content-type': file.mediaType,
				'content-length': String(file.bytes),
				'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${exact}`,
				'content-security-policy': "default-src 'none'; sandbox",
				'x-content-type-options': 'nosniff'
			}
		});
	});
