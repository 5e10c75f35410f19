import { and, asc, eq, ilike, isNotNull, isNull, ne, or, sql, type SQL } from 'drizzle-orm';
import { DomainError } from '../../../domain/errors';
import type { FrameworkStatus } from '../../../domain/framework/applies-to';
import type {
	IndicatorDetails,
	RegisteredIndicator,
	RubricLevelDetails
} from '../../../domain/indicator/indicator-register';
import { selectRows, type Db, type Tx } from '../client';
import {
	assessment,
	framework,
	frameworkNode,
	frameworkVersion,
	indicator,
	observation,
	round,
	rubricLevel,
	target
} from '../schema';
import { toIndicator } from './series';

function toRegisteredIndicator(row: typeof indicator.$inferSelect): RegisteredIndicator {
	return {
		...toIndicator(row),
		owner: { en: row.ownerEn, 'zh-CN': row.ownerZh },
		revision: row.revision
	};
}

/** `lock` keeps others from changing it until the transaction ends. @throws DomainError `unknownIndicator` */
export async function getRegisteredIndicator(
	db: Db | Tx,
	code: string,
	options: { readonly lock?: boolean } = {}
): Promise<RegisteredIndicator> {
	const query = db.select().from(indicator).where(eq(indicator.code, code)).limit(1);
	const [row] = await (options.lock ? query.for('update') : query);
	if (!row) throw new DomainError('unknownIndicator', `There is no indicator "${code}"`, { indicator: code });
	return toRegisteredIndicator(row);
}

export interface IndicatorSearch {
	/** part of a name or a definition in either language, or of the code */
	readonly text?: string | undefined;
	readonly state: 'used' | 'retired' | 'all';
	readonly kind?: 'measured' | 'scored' | undefined;
	readonly limit: number;
	readonly offset: number;
}

export interface IndicatorRow {
	readonly indicator: RegisteredIndicator;
	/** codes of the frameworks that have it */
	readonly frameworks: readonly string[];
	readonly targetCount: number;
}

/** A page of indicators by code, and how many match in all. */
export async function listIndicatorRows(
	db: Db,
	search: IndicatorSearch
): Promise<{ rows: IndicatorRow[]; total: number }> {
	const where = and(...conditionsOf(search));
	const [counted] = await db
		.select({ total: sql<number>`count(*)::int` })
		.from(indicator)
		.where(where);
	const rows = await db
		.select({
			indicator,
			frameworks: sql<string[]>`array(select distinct ${framework.code} from ${framework}
				join ${frameworkVersion} on ${frameworkVersion.frameworkId} = ${framework.id}
				join ${frameworkNode} on ${frameworkNode.frameworkVersionId} = ${frameworkVersion.id}
				where ${frameworkNode.indicatorId} = ${sql.raw('"indicator"."id"')} order by 1)`,
			targetCount: sql<number>`(select count(*)::int from ${target} where ${target.indicatorId} = ${sql.raw('"indicator"."id"')})`
		})
		.from(indicator)
		// Joined to itself so that columns above are written with the name of their table.
		.leftJoin(framework, sql`false`)
		.where(where)
		.orderBy(asc(indicator.code))
		.limit(search.limit)
		.offset(search.offset);
	return {
		total: counted?.total ?? 0,
		rows: rows.map((row) => ({
			indicator: toRegisteredIndicator(row.indicator),
			frameworks: row.frameworks,
			targetCount: row.targetCount
		}))
	};
}

function conditionsOf({ text, state, kind }: IndicatorSearch): (SQL | undefined)[] {
	const typed = text?.trim();
	const like = typed ? `%${typed.replace(/[\\%_]/g, '\\$&')}%` : undefined;
	return [
		state === 'used'
			? isNull(indicator.retiredAt)
			: state === 'retired'
				? isNotNull(indicator.retiredAt)
				: undefined,
		kind && eq(indicator.isScored, kind === 'scored'),
		like === undefined
			? undefined
			: or(
					ilike(indicator.code, like),
					ilike(indicator.nameEn, like),
					ilike(indicator.nameZh, like),
					ilike(indicator.definitionEn, like),
					ilike(indicator.definitionZh, like)
				)
	];
}

/** @returns its id, undefined where the code is taken */
export async function insertIndicator(
	tx: Tx,
	code: string,
	details: IndicatorDetails
): Promise<number | undefined> {
	const [row] = await tx
		.insert(indicator)
		.values({ code, ...columnsOf(details) })
		.onConflictDoNothing()
		.returning({ id: indicator.id });
	return row?.id;
}

export async function updateIndicator(tx: Tx, id: number, details: IndicatorDetails): Promise<void> {
	await tx
		.update(indicator)
		.set({ ...columnsOf(details), revision: sql`${indicator.revision} + 1` })
		.where(eq(indicator.id, id));
}

export async function markRetired(tx: Tx, id: number, at: Date | null): Promise<void> {
	await tx
		.update(indicator)
		.set({ retiredAt: at, revision: sql`${indicator.revision} + 1` })
		.where(eq(indicator.id, id));
}

/** Counts a change of what hangs on an indicator as one of itself. */
export async function markIndicatorChanged(tx: Tx, id: number): Promise<void> {
	await tx
		.update(indicator)
		.set({ revision: sql`${indicator.revision} + 1` })
		.where(eq(indicator.id, id));
}

function columnsOf(details: IndicatorDetails) {
	return {
		nameEn: details.name.en,
		nameZh: details.name['zh-CN'],
		definitionEn: details.definition.en,
		definitionZh: details.definition['zh-CN'],
		measure: details.measure,
		unitLabelEn: details.unitLabel.en,
		unitLabelZh: details.unitLabel['zh-CN'],
		direction: details.direction,
		frequency: details.frequency,
		timeRule: details.timeRule,
		rollUp: details.rollUp,
		statistic: details.statistic,
		isRatio: details.isRatio,
		factor: details.factor,
		isScored: details.isScored,
		numeratorEn: details.numerator?.en ?? null,
		numeratorZh: details.numerator?.['zh-CN'] ?? null,
		denominatorEn: details.denominator?.en ?? null,
		denominatorZh: details.denominator?.['zh-CN'] ?? null,
		sourceEn: details.source.en,
		sourceZh: details.source['zh-CN'],
		ownerEn: details.owner.en,
		ownerZh: details.owner['zh-CN'],
		minimum: details.minimum,
		maximum: details.maximum,
		decimals: details.decimals
	};
}

/** Whether anything was reported for an indicator, or given to somebody to score. */
export async function hasIndicatorData(db: Db | Tx, id: number): Promise<boolean> {
	const [reported] = await db
		.select({ id: observation.unitId })
		.from(observation)
		.where(eq(observation.indicatorId, id))
		.limit(1);
	return reported !== undefined || (await hasBeenScored(db, id));
}

export async function hasBeenScored(db: Db | Tx, id: number): Promise<boolean> {
	const [scored] = await db
		.select({ id: assessment.id })
		.from(assessment)
		.where(and(eq(assessment.indicatorId, id), ne(assessment.status, 'assigned')))
		.limit(1);
	return scored !== undefined;
}

export interface IndicatorFramework {
	readonly code: string;
	readonly version: number;
	readonly status: FrameworkStatus;
}

/** The framework versions that have an indicator, by code and version. */
export async function listFrameworksOfIndicator(db: Db | Tx, id: number): Promise<IndicatorFramework[]> {
	return db
		.selectDistinct({
			code: framework.code,
			version: frameworkVersion.version,
			status: frameworkVersion.status
		})
		.from(frameworkNode)
		.innerJoin(frameworkVersion, eq(frameworkVersion.id, frameworkNode.frameworkVersionId))
		.innerJoin(framework, eq(framework.id, frameworkVersion.frameworkId))
		.where(eq(frameworkNode.indicatorId, id))
		.orderBy(asc(framework.code), asc(frameworkVersion.version));
}

/** Rounds under way that read an indicator, as `PDR-R 2026-Q4`. */
export async function listOpenRoundsOfIndicator(
	db: Db | Tx,
	id: number
): Promise<{ framework: string; period: string }[]> {
	return selectRows<{ framework: string; period: string }>(
		db,
		sql`select distinct f.code as framework, r.period from ${round} r
			join framework_version v on v.id = r.framework_version_id join framework f on f.id = v.framework_id
			join framework_node n on n.framework_version_id = v.id
			where n.indicator_id = ${id} and r.stage not in ('published', 'withdrawn') order by 1, 2 limit 20`
	);
}

export async function listRubricDetails(db: Db | Tx, id: number): Promise<RubricLevelDetails[]> {
	const rows = await db
		.select()
		.from(rubricLevel)
		.where(eq(rubricLevel.indicatorId, id))
		.orderBy(asc(rubricLevel.level));
	return rows.map((row) => ({
		level: row.level,
		points: row.points,
		name: { en: row.nameEn, 'zh-CN': row.nameZh },
		description: { en: row.descriptionEn, 'zh-CN': row.descriptionZh }
	}));
}

export async function replaceRubric(
	tx: Tx,
	id: number,
	levels: readonly RubricLevelDetails[]
): Promise<void> {
	await tx.delete(rubricLevel).where(eq(rubricLevel.indicatorId, id));
	if (levels.length === 0) return;
	await tx.insert(rubricLevel).values(
		levels.map(({ level, points, name, description }) => ({
			indicatorId: id,
			level,
			points,
			nameEn: name.en,
			nameZh: name['zh-CN'],
			descriptionEn: description.en,
			descriptionZh: description['zh-CN']
		}))
	);
}
