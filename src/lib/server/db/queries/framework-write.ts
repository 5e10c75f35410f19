import { and, eq, inArray } from 'drizzle-orm';
import type { AppliesTo } from '../../../domain/framework/applies-to';
import type { FrameworkDefinition } from '../../../domain/framework/definition';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Db, Tx } from '../client';
import { framework, frameworkNode, frameworkVersion, indicator, round } from '../schema';

/** The version of a framework with this code and number, if there is one. */
export async function findFrameworkVersionId(
	tx: Tx,
	code: string,
	version: number
): Promise<number | undefined> {
	const [row] = await tx
		.select({ id: frameworkVersion.id })
		.from(frameworkVersion)
		.innerJoin(framework, eq(framework.id, frameworkVersion.frameworkId))
		.where(and(eq(framework.code, code), eq(frameworkVersion.version, version)));
	return row?.id;
}

/** Ids of indicators by code; codes that nobody knows are absent. */
export async function listIndicatorIds(tx: Tx, codes: readonly string[]): Promise<Map<string, number>> {
	if (codes.length === 0) return new Map();
	const rows = await tx
		.select({ id: indicator.id, code: indicator.code })
		.from(indicator)
		.where(inArray(indicator.code, [...codes]));
	return new Map(rows.map((row) => [row.code, row.id]));
}

/** Stores a version with its nodes and publishes it. @returns its id */
export async function insertPublishedVersion(
	tx: Tx,
	wish: {
		readonly name: LocalisedName;
		readonly appliesTo: AppliesTo;
		readonly definition: FrameworkDefinition;
		/** the indicator behind each indicator node, by node code */
		readonly indicatorIds: ReadonlyMap<string, number>;
		readonly publishedAt: Date;
	}
): Promise<number> {
	const { nodes, ...settings } = wish.definition;
	await tx
		.insert(framework)
		.values({ code: settings.code, nameEn: wish.name.en, nameZh: wish.name['zh-CN'] })
		.onConflictDoNothing({ target: framework.code });
	const [parent] = await tx
		.select({ id: framework.id })
		.from(framework)
		.where(eq(framework.code, settings.code));
	const [version] = await tx
		.insert(frameworkVersion)
		.values({
			frameworkId: parent!.id,
			version: settings.version,
			status: 'draft',
			appliesTo: wish.appliesTo,
			settings
		})
		.returning({ id: frameworkVersion.id });
	await tx.insert(frameworkNode).values(
		nodes.map((spec, position) => ({
			frameworkVersionId: version!.id,
			code: spec.code,
			position,
			indicatorId: wish.indicatorIds.get(spec.code) ?? null,
			spec
		}))
	);
	await tx
		.update(frameworkVersion)
		.set({ status: 'published', publishedAt: wish.publishedAt })
		.where(eq(frameworkVersion.id, version!.id));
	return version!.id;
}

export async function findRoundOf(
	tx: Db | Tx,
	frameworkVersionId: number,
	period: string,
	rootUnitId: number
): Promise<{ id: number; stage: (typeof round.$inferSelect)['stage'] } | undefined> {
	const [row] = await tx
		.select({ id: round.id, stage: round.stage })
		.from(round)
		.where(
			and(
				eq(round.frameworkVersionId, frameworkVersionId),
				eq(round.period, period),
				eq(round.rootUnitId, rootUnitId)
			)
		);
	return row;
}
