import { can, demand } from '../../../domain/access/can';
import type { Publication, PublishedTotal } from '../../../domain/publication/publication';
import type { FrameworkDefinition } from '../../../domain/framework/definition';
import type { Context } from '../../context';
import { getFrameworkDefinition } from '../../db/queries/framework';
import {
	hasPublishedBytes,
	listAppealDifferences,
	listNamedSignatures,
	listNodeScores,
	listPublishedTotals
} from '../../db/queries/publication';
import { findCorrectionOf } from '../../db/queries/round';
import { getKnownPublication, type KnownPublication } from './list-publications';

export interface PublicationQuery {
	readonly slug: string;
	/** of the results, from 1 */
	readonly page: number;
}

const pageSize = 50;
/** A table with more columns is read by nobody; the downloads have all. */
const mostDimensions = 12;
const mostDifferences = 200;

/** A publication and who signed it, without its results. @throws DomainError `notFound` */
export async function getSignedPublication(
	ctx: Context,
	slug: string
): Promise<KnownPublication & { readonly signatures: Publication['signatures'] }> {
	demand(ctx.actor, 'published.read');
	const known = await getKnownPublication(ctx, slug);
	// Strangers' business is that a manager and a leader signed, not what they are called.
	const mayReadNames = can(ctx.actor, 'round.read') !== undefined;
	const signatures = await listNamedSignatures(ctx.db, known.head.id);
	return {
		...known,
		signatures: signatures.map(({ capacity, signedAt, name }) => ({
			capacity,
			signedAt,
			name: mayReadNames ? name : undefined
		}))
	};
}

/** What a publication says and who signed it. @throws DomainError `notFound` */
export async function getPublication(ctx: Context, query: PublicationQuery): Promise<Publication> {
	demand(ctx.actor, 'published.read');
	const known = await getSignedPublication(ctx, query.slug);
	return {
		...known.summary,
		signatures: known.signatures,
		mayCorrect:
			can(ctx.actor, 'round.manage', known.head.rootPath) !== undefined &&
			!known.summary.withdrawn &&
			(await findCorrectionOf(ctx.db, known.head.id)) === undefined,
		results: known.summary.withdrawn ? undefined : await resultsOf(ctx, known, query.page)
	};
}

async function resultsOf(
	ctx: Context,
	{ head, scope }: KnownPublication,
	page: number
): Promise<Publication['results']> {
	const definition = await getFrameworkDefinition(ctx.db, head.frameworkVersionId);
	const top = topOf(definition);
	const dimensions = definition.nodes.filter(({ parent }) => parent === top).slice(0, mostDimensions);
	const totals = await listPublishedTotals(ctx.db, scope, head.id, top, {
		limit: pageSize,
		offset: (page - 1) * pageSize
	});
	const scores = await listNodeScores(
		ctx.db,
		scope,
		head.id,
		totals.rows.map(({ id }) => id),
		dimensions.map(({ code }) => code)
	);
	const scoreOf = new Map(scores.map((row) => [`${row.unitId} ${row.nodeCode}`, row.score]));
	const named = ({ code, name }: { code: string; name?: PublishedName }) => ({ code, name });
	return {
		dimensions: dimensions.map(named),
		rows: totals.rows.map(({ id, ...row }): PublishedTotal => ({
			...row,
			dimensions: dimensions.map(({ code }) => scoreOf.get(`${id} ${code}`) ?? null)
		})),
		page: { number: page, size: pageSize, total: totals.total },
		grades: definition.grades.map(named),
		precision: definition.rank.precision,
		differences: await listAppealDifferences(ctx.db, scope, head.id, mostDifferences),
		hasBytes: await hasPublishedBytes(ctx.db, head.id)
	};
}

type PublishedName = FrameworkDefinition['nodes'][number]['name'];

/** The node without a parent. */
function topOf({ nodes }: FrameworkDefinition): string {
	return nodes.find(({ parent }) => parent === undefined)!.code;
}
