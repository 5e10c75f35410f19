import { asc, eq } from 'drizzle-orm';
import { DomainError } from '../../../domain/errors';
import type { AppliesTo, FrameworkStatus } from '../../../domain/framework/applies-to';
import { frameworkDefinitionSchema, type FrameworkDefinition } from '../../../domain/framework/definition';
import type { Db, Tx } from '../client';
import { frameworkNode, frameworkVersion } from '../schema';

/** Published versions never change, so each is parsed once for as long as its database is open. */
const published = new WeakMap<object, Map<number, FrameworkDefinition>>();

/** The definition of a framework version, in the form of `scoring.md`. @throws DomainError `notFound` */
export async function getFrameworkDefinition(
	db: Db | Tx,
	frameworkVersionId: number
): Promise<FrameworkDefinition> {
	const known = published.get(db)?.get(frameworkVersionId);
	if (known) return known;
	const [version] = await db
		.select({ settings: frameworkVersion.settings, status: frameworkVersion.status })
		.from(frameworkVersion)
		.where(eq(frameworkVersion.id, frameworkVersionId));
	if (!version) {
		throw new DomainError('notFound', `There is no framework version ${frameworkVersionId}`, {
			frameworkVersionId
		});
	}
	const nodes = await db
		.select({ spec: frameworkNode.spec })
		.from(frameworkNode)
		.where(eq(frameworkNode.frameworkVersionId, frameworkVersionId))
		.orderBy(asc(frameworkNode.position));
	const definition = frameworkDefinitionSchema.parse({
		...version.settings,
		nodes: nodes.map((node) => node.spec)
	});
	if (version.status !== 'draft') remember(db, frameworkVersionId, definition);
	return definition;
}

/** @throws DomainError `notFound` */
export async function getFrameworkVersion(
	db: Db | Tx,
	id: number
): Promise<{ status: FrameworkStatus; appliesTo: AppliesTo }> {
	const { status, appliesTo } = frameworkVersion;
	const [version] = await db
		.select({ status, appliesTo })
		.from(frameworkVersion)
		.where(eq(frameworkVersion.id, id));
	if (!version)
		throw new DomainError('notFound', `There is no framework version ${id}`, { frameworkVersionId: id });
	return version;
}

function remember(db: object, frameworkVersionId: number, definition: FrameworkDefinition): void {
	const ofDatabase = published.get(db) ?? new Map<number, FrameworkDefinition>();
	published.set(db, ofDatabase.set(frameworkVersionId, definition));
}
