import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { DomainError } from '../../../domain/errors';
import type { Indicator } from '../../../domain/indicator/indicator';
import type { Target } from '../../../domain/indicator/series-figure';
import type { LocalisedName } from '../../../domain/unit/unit';
import type { Db } from '../client';
import { framework, frameworkNode, frameworkVersion, indicator, target } from '../schema';
import { toIndicator } from './series';

/** @throws DomainError `unknownIndicator` */
export async function getIndicatorByCode(db: Db, code: string): Promise<Indicator> {
	const [row] = await db.select().from(indicator).where(eq(indicator.code, code)).limit(1);
	if (!row) throw new DomainError('unknownIndicator', `There is no indicator "${code}"`, { indicator: code });
	return toIndicator(row);
}

/** Targets of some indicators that hold for everybody or for one of these units, by the time they are due. */
export async function listTargets(
	db: Db,
	indicatorIds: readonly number[],
	unitIds: readonly number[]
): Promise<Target[]> {
	if (indicatorIds.length === 0) return [];
	const rows = await db
		.select()
		.from(target)
		.where(
			and(
				inArray(target.indicatorId, [...indicatorIds]),
				unitIds.length > 0
					? or(isNull(target.unitId), inArray(target.unitId, [...unitIds]))
					: isNull(target.unitId)
			)
		)
		.orderBy(target.period);
	return rows.map((row) => ({
		indicatorId: row.indicatorId,
		unitId: row.unitId,
		period: row.period,
		value: row.value,
		source: { en: row.sourceEn, 'zh-CN': row.sourceZh }
	}));
}

/** An indicator with the framework in which it stands first, if it is in any. */
export interface CataloguedIndicator {
	readonly indicator: Indicator;
	readonly framework: { readonly code: string; readonly name: LocalisedName } | undefined;
}

/** All indicators but those that only a draft knows: framework by framework, in the order of its nodes. At most `limit`. */
export async function listCataloguedIndicators(db: Db, limit = 500): Promise<CataloguedIndicator[]> {
	const placed = db.$with('placed').as(
		db
			.selectDistinctOn([frameworkNode.indicatorId], {
				indicatorId: frameworkNode.indicatorId,
				frameworkId: frameworkVersion.frameworkId,
				position: frameworkNode.position,
				status: frameworkVersion.status
			})
			.from(frameworkNode)
			.innerJoin(frameworkVersion, eq(frameworkVersion.id, frameworkNode.frameworkVersionId))
			.where(sql`${frameworkNode.indicatorId} is not null`)
			.orderBy(
				frameworkNode.indicatorId,
				sql`${frameworkVersion.status} = 'draft'`,
				frameworkVersion.frameworkId,
				sql`${frameworkVersion.version} desc`
			)
	);
	const rows = await db
		.with(placed)
		.select({ indicator, framework, position: placed.position })
		.from(indicator)
		.leftJoin(placed, eq(placed.indicatorId, indicator.id))
		.leftJoin(framework, eq(framework.id, placed.frameworkId))
		.where(sql`${placed.status} is distinct from 'draft'`)
		.orderBy(sql`${framework.id} asc nulls last`, asc(placed.position), asc(indicator.code))
		.limit(limit);
	return rows.map((row) => ({
		indicator: toIndicator(row.indicator),
		framework: row.framework
			? { code: row.framework.code, name: { en: row.framework.nameEn, 'zh-CN': row.framework.nameZh } }
			: undefined
	}));
}
