import { z } from 'zod';
import { publicationFiles, type PublicationSummary } from '../../../domain/publication/publication';
import { getSignedPublication } from '../../services/publication/get-publication';
import { listKnownPublications } from '../../services/publication/list-publications';
import { placeOf, placeSchemas } from '../after';
import { pageOfList } from '../page';
import { defineRoute } from '../route';
import { codeSchema, periodSchema } from '../schemas/common';
import { publicationDetailSchema, publicationPageSchema } from '../schemas/publication';

function itemOf(summary: PublicationSummary) {
	return {
		slug: summary.slug,
		round: summary.roundId,
		framework: {
			code: summary.frameworkCode,
			version: summary.frameworkVersion,
			name: summary.frameworkName
		},
		period: summary.period,
		root: summary.rootCode,
		audience: summary.audience,
		publishedAt: summary.publishedAt.toISOString(),
		engineVersion: summary.engineVersion,
		sha256: summary.hash,
		corrects: summary.corrects ?? null,
		correctedBy: summary.correctedBy ?? null,
		withdrawn: summary.withdrawn
			? { at: summary.withdrawn.at?.toISOString() ?? null, reason: summary.withdrawn.reason }
			: null,
		isDemonstration: summary.isDemonstration
	};
}

export const listPublicationsRoute = defineRoute({
	method: 'GET',
	path: '/publications',
	id: 'listPublications',
	tag: 'results',
	summary: 'What was published, the newest first; corrected and withdrawn publications too.',
	description: 'Public ones; with `round.read` also the circulars of your trees.',
	access: 'public',
	query: z.object({ framework: codeSchema.optional(), period: periodSchema.optional() }),
	answer: { name: 'PublicationPage', schema: publicationPageSchema },
	isPaged: true,
	async run({ ctx, query, after, limit }) {
		const publications = (await listKnownPublications(ctx))
			.map(({ summary }) => summary)
			.filter(
				(summary) =>
					(query.framework === undefined || summary.frameworkCode === query.framework) &&
					(query.period === undefined || summary.period === query.period)
			);
		return pageOfList(
			publications,
			limit,
			placeOf(placeSchemas.id, after)?.[0],
			itemOf,
			({ roundId }) => roundId
		);
	}
});

export const getPublicationRoute = defineRoute({
	method: 'GET',
	path: '/publications/{slug}',
	id: 'getPublication',
	tag: 'results',
	summary: 'A publication: who signed it, its hash, its files.',
	access: 'public',
	params: z.object({ slug: z.string().min(1).max(300).describe('As the list gives it.') }),
	answer: { name: 'Publication', schema: publicationDetailSchema },
	errors: ['notFound'],
	async run({ ctx, params }) {
		const { summary, signatures } = await getSignedPublication(ctx, params.slug);
		const folder = `/publications/${encodeURIComponent(summary.slug)}`;
		return {
			body: {
				...itemOf(summary),
				signatures: signatures.map(({ capacity, signedAt, name }) => ({
					capacity,
					signedAt: signedAt.toISOString(),
					name: name ?? null
				})),
				files: summary.withdrawn ? [] : publicationFiles.map((file) => ({ file, path: `${folder}/${file}` }))
			}
		};
	}
});
