import { demand, type Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { PublicationSummary } from '../../../domain/publication/publication';
import { publicationSlugs } from '../../../domain/round/publication-slug';
import { scopeOfRound } from '../../../domain/round/visibility';
import type { Context } from '../../context';
import { listPublicationHeads, type PublicationHead } from '../../db/queries/publication';

/** A publication that the reader may know of, with the scope that says so. */
export interface KnownPublication {
	readonly summary: PublicationSummary;
	readonly head: PublicationHead;
	readonly scope: Scope;
}

export interface PublicationPage {
	readonly items: readonly PublicationSummary[];
	readonly page: { readonly number: number; readonly size: number; readonly total: number };
}

const pageSize = 30;

/** What was published, the newest first: public ones, and for members also the internal ones of their trees. */
export async function listPublications(
	ctx: Context,
	query: { readonly page: number }
): Promise<PublicationPage> {
	demand(ctx.actor, 'published.read');
	const known = await listKnownPublications(ctx);
	const first = (query.page - 1) * pageSize;
	return {
		items: known.slice(first, first + pageSize).map(({ summary }) => summary),
		page: { number: query.page, size: pageSize, total: known.length }
	};
}

/** Every publication that the reader may know of, the newest first; withdrawn and corrected ones with the rest. */
export async function listKnownPublications(ctx: Context): Promise<KnownPublication[]> {
	demand(ctx.actor, 'published.read');
	const heads = await listPublicationHeads(ctx.db);
	const slugs = publicationSlugs(heads);
	const known = heads.flatMap((head) => {
		// Whoever might read it before it was withdrawn may know that it was.
		const scope = scopeOfRound(ctx.actor, { ...head, stage: 'published' });
		return scope ? [{ head, scope }] : [];
	});
	const isKnown = new Set(known.map(({ head }) => head.id));
	const correctionOf = new Map(
		known.flatMap(({ head }) =>
			head.correctsRoundId !== null && head.stage === 'published' ? [[head.correctsRoundId, head.id]] : []
		)
	);
	const slugOf = (id: number | null | undefined): string | undefined =>
		typeof id === 'number' && isKnown.has(id) ? slugs.get(id) : undefined;
	return known.reverse().map(({ head, scope }) => ({
		head,
		scope,
		summary: {
			roundId: head.id,
			slug: slugs.get(head.id)!,
			frameworkCode: head.frameworkCode,
			frameworkName: head.frameworkName,
			frameworkVersion: head.frameworkVersion,
			period: head.period,
			rootCode: head.rootCode,
			rootName: head.rootName,
			audience: head.audience,
			publishedAt: head.publishedAt,
			hash: head.publishedHash,
			engineVersion: head.engineVersion,
			corrects: slugOf(head.correctsRoundId),
			correctedBy: slugOf(correctionOf.get(head.id)),
			withdrawn:
				head.stage === 'withdrawn' ? { at: head.withdrawnAt, reason: head.withdrawnReason ?? '' } : undefined,
			isDemonstration: head.isDemonstration
		}
	}));
}

/** @throws DomainError `notFound`: there is none, or the reader may not know of it */
export async function getKnownPublication(ctx: Context, slug: string): Promise<KnownPublication> {
	demand(ctx.actor, 'published.read');
	const found = (await listKnownPublications(ctx)).find(({ summary }) => summary.slug === slug);
	if (!found) throw new DomainError('notFound', `There is no publication "${slug}"`, { publication: slug });
	return found;
}
