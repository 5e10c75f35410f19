import { and, asc, eq, inArray, ne, notInArray, notExists } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Scope } from '../../../domain/access/can';
import type { AssignedCell, PeerScore, Rubric, ScoringRound } from '../../../domain/assessment/assigned-cell';
import type { AssessmentDraft } from '../../../domain/assessment/read-draft';
import type { Db, Tx } from '../client';
import {
	appUser,
	assessment,
	framework,
	frameworkNode,
	frameworkVersion,
	indicator,
	round,
	rubricLevel,
	unit
} from '../schema';
import { listStageWindows } from './observation';
import { withinScope } from './unit';

const region = alias(unit, 'region');

/**
 * The cells assigned to somebody in rounds under way, within the scope: round by round, indicator by indicator in the
 * framework's order, unit by unit by code. This is the order in which they are gone through. At most `limit`.
 */
export async function listAssignedCells(
	db: Db | Tx,
	scope: Scope,
	assessorId: number,
	limit: number,
	ids?: readonly number[]
): Promise<AssignedCell[]> {
	const rows = await db
		.select({ assessment, unit, region, indicator, nodeCode: frameworkNode.code })
		.from(assessment)
		.innerJoin(round, eq(round.id, assessment.roundId))
		.innerJoin(unit, eq(unit.id, assessment.unitId))
		.leftJoin(region, and(eq(region.id, unit.parentId), eq(unit.kind, 'department')))
		.innerJoin(indicator, eq(indicator.id, assessment.indicatorId))
		.innerJoin(
			frameworkNode,
			and(
				eq(frameworkNode.frameworkVersionId, round.frameworkVersionId),
				eq(frameworkNode.indicatorId, assessment.indicatorId)
			)
		)
		.where(
			and(
				eq(assessment.assessorId, assessorId),
				notInArray(round.stage, ['draft', 'published', 'withdrawn']),
				withinScope(scope),
				ids && inArray(assessment.id, [...ids])
			)
		)
		.orderBy(
			asc(round.periodStart),
			asc(round.id),
			asc(frameworkNode.position),
			asc(unit.code),
			asc(assessment.id)
		)
		.limit(limit);
	return rows.map((row) => {
		const home = row.region ?? row.unit;
		return {
			id: row.assessment.id,
			roundId: row.assessment.roundId,
			unit: {
				id: row.unit.id,
				code: row.unit.code,
				name: { en: row.unit.nameEn, 'zh-CN': row.unit.nameZh },
				path: row.unit.path,
				sector: row.unit.sector
			},
			region: { code: home.code, name: { en: home.shortNameEn, 'zh-CN': home.shortNameZh } },
			indicator: {
				id: row.indicator.id,
				code: row.indicator.code,
				name: { en: row.indicator.nameEn, 'zh-CN': row.indicator.nameZh }
			},
			nodeCode: row.nodeCode,
			...draftOf(row.assessment),
			status: row.assessment.status,
			revision: row.assessment.revision,
			dueAt: row.assessment.dueAt,
			savedAt: row.assessment.savedAt,
			submittedAt: row.assessment.submittedAt
		};
	});
}

function draftOf(row: typeof assessment.$inferSelect): AssessmentDraft {
	return { score: row.score, comment: row.comment, evidence: row.evidence, isFlagged: row.isFlagged };
}

/** Some rounds by id, oldest period first. */
export async function listScoringRounds(db: Db | Tx, ids: readonly number[]): Promise<ScoringRound[]> {
	if (ids.length === 0) return [];
	const rows = await db
		.select({ round, version: frameworkVersion.version, framework, isDemonstration: unit.isDemonstration })
		.from(round)
		.innerJoin(frameworkVersion, eq(frameworkVersion.id, round.frameworkVersionId))
		.innerJoin(framework, eq(framework.id, frameworkVersion.frameworkId))
		.innerJoin(unit, eq(unit.id, round.rootUnitId))
		.where(inArray(round.id, [...ids]))
		.orderBy(asc(round.periodStart), asc(round.id));
	const windows = await listStageWindows(db, ids);
	return rows.map((row) => ({
		id: row.round.id,
		frameworkVersionId: row.round.frameworkVersionId,
		frameworkCode: row.framework.code,
		frameworkName: { en: row.framework.nameEn, 'zh-CN': row.framework.nameZh },
		version: row.version,
		period: row.round.period,
		stage: row.round.stage,
		windows: windows.get(row.round.id) ?? [],
		commentBand: { below: row.round.commentBelow, above: row.round.commentAbove },
		isDemonstration: row.isDemonstration
	}));
}

export async function getRubric(db: Db | Tx, indicatorId: number): Promise<Rubric> {
	return (await listRubrics(db, [indicatorId])).get(indicatorId)!;
}

/** Rubrics by the indicator's id; of an indicator that is not there, an empty one. */
export async function listRubrics(
	db: Db | Tx,
	indicatorIds: readonly number[]
): Promise<ReadonlyMap<number, Rubric>> {
	const rows = await db
		.select({ indicator, level: rubricLevel })
		.from(indicator)
		.leftJoin(rubricLevel, eq(rubricLevel.indicatorId, indicator.id))
		.where(inArray(indicator.id, [...indicatorIds]))
		.orderBy(asc(rubricLevel.points));
	return new Map(
		indicatorIds.map((id) => [
			id,
			toRubric(
				id,
				rows.filter((row) => row.indicator.id === id)
			)
		])
	);
}

function toRubric(
	indicatorId: number,
	rows: readonly {
		readonly indicator: typeof indicator.$inferSelect;
		readonly level: typeof rubricLevel.$inferSelect | null;
	}[]
): Rubric {
	const about = rows[0]?.indicator;
	return {
		indicatorId,
		definition: { en: about?.definitionEn ?? '', 'zh-CN': about?.definitionZh ?? '' },
		source: { en: about?.sourceEn ?? '', 'zh-CN': about?.sourceZh ?? '' },
		levels: rows.flatMap(({ level }) =>
			level === null
				? []
				: {
						level: level.level,
						points: level.points,
						name: { en: level.nameEn, 'zh-CN': level.nameZh },
						description: { en: level.descriptionEn, 'zh-CN': level.descriptionZh }
					}
		)
	};
}

/** Scores of one cell by everybody but `assessorId`; nothing at all until the last of its assessors has submitted. */
export async function listPeerScores(
	db: Db | Tx,
	scope: Scope,
	cell: { readonly roundId: number; readonly unitId: number; readonly indicatorId: number },
	assessorId: number
): Promise<PeerScore[]> {
	const open = alias(assessment, 'open');
	const rows = await db
		.select({ assessorName: appUser.name, score: assessment.score, comment: assessment.comment })
		.from(assessment)
		.innerJoin(unit, eq(unit.id, assessment.unitId))
		.innerJoin(appUser, eq(appUser.id, assessment.assessorId))
		.where(
			and(
				eq(assessment.roundId, cell.roundId),
				eq(assessment.unitId, cell.unitId),
				eq(assessment.indicatorId, cell.indicatorId),
				ne(assessment.assessorId, assessorId),
				withinScope(scope),
				notExists(
					db
						.select({ id: open.id })
						.from(open)
						.where(
							and(
								eq(open.roundId, cell.roundId),
								eq(open.unitId, cell.unitId),
								eq(open.indicatorId, cell.indicatorId),
								notInArray(open.status, ['submitted', 'locked'])
							)
						)
				)
			)
		)
		.orderBy(asc(assessment.id));
	return rows.flatMap(({ score, ...row }) => (score === null ? [] : { ...row, score }));
}

export interface AssessmentWrite {
	readonly id: number;
	readonly draft: AssessmentDraft;
	readonly status: 'draft' | 'submitted';
	/** the revision that this one replaces */
	readonly replaces: number;
	readonly at: Date;
	/** when it was scored, where that was before; undefined: `at` */
	readonly savedAt?: Date | undefined;
}

/** Stores one cell. @returns false when it was saved elsewhere since: then nothing was stored */
export async function updateAssessment(tx: Tx, write: AssessmentWrite): Promise<boolean> {
	const written = await tx
		.update(assessment)
		.set({
			score: write.draft.score,
			comment: write.draft.comment,
			evidence: [...write.draft.evidence],
			isFlagged: write.draft.isFlagged,
			status: write.status,
			revision: write.replaces + 1,
			savedAt: write.savedAt ?? write.at,
			submittedAt: write.status === 'submitted' ? write.at : null
		})
		.where(
			and(
				eq(assessment.id, write.id),
				eq(assessment.revision, write.replaces),
				inArray(assessment.status, ['assigned', 'draft'])
			)
		)
		.returning({ id: assessment.id });
	return written.length === 1;
}
