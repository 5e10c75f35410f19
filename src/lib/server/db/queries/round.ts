import { and, asc, eq, inArray, notExists, notInArray, or, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { AppliesTo } from '../../../domain/framework/applies-to';
import { lastKnownMaxAge } from '../../../domain/framework/missing-rules';
import { DomainError } from '../../../domain/errors';
import type { Consolidation } from '../../../domain/assessment/assessment';
import type { Audience, RoundStage } from '../../../domain/round/round';
import type { RoundAdjustment, RoundUnit } from '../../../domain/round/round-scoring';
import type { Db, Tx } from '../client';
import {
	adjustment,
	framework,
	frameworkNode,
	frameworkVersion,
	indicator,
	round,
	roundSignature,
	roundSnapshot,
	roundUnit,
	unit
} from '../schema';
import { withinScope } from './unit';

/** A round as its services need it. */
export interface StoredRound {
	readonly id: number;
	readonly frameworkVersionId: number;
	readonly frameworkCode: string;
	readonly appliesTo: AppliesTo;
	readonly period: string;
	readonly stage: RoundStage;
	readonly audience: Audience;
	readonly consolidation: Consolidation;
	/** of the engine that computed what is stored; null before it was computed */
	readonly engineVersion: number | null;
	readonly rootUnitId: number;
	readonly rootCode: string;
	readonly rootPath: string;
	/** points between the highest and the lowest score of a cell above which it is moderated */
	readonly spreadLimit: number;
	readonly assessorsPerCell: number;
	readonly commentBelow: number | null;
	readonly commentAbove: number | null;
	/** working days in which an appeal that was filed is to be decided */
	readonly appealWorkingDays: number;
	/** counts changes of what the board shows, for the conflict check */
	readonly revision: number;
}

/** @param options.lock keeps others from changing it until the transaction ends @throws DomainError `notFound` */
export async function getRound(
	db: Db | Tx,
	id: number,
	options: { readonly lock?: boolean } = {}
): Promise<StoredRound> {
	const query = db
		.select({
			id: round.id,
			frameworkVersionId: round.frameworkVersionId,
			frameworkCode: framework.code,
			appliesTo: frameworkVersion.appliesTo,
			period: round.period,
			stage: round.stage,
			audience: round.audience,
			consolidation: round.consolidation,
			engineVersion: round.engineVersion,
			rootUnitId: round.rootUnitId,
			rootCode: unit.code,
			rootPath: unit.path,
			spreadLimit: round.spreadLimit,
			assessorsPerCell: round.assessorsPerCell,
			commentBelow: round.commentBelow,
			commentAbove: round.commentAbove,
			appealWorkingDays: round.appealWorkingDays,
			revision: round.revision
		})
		.from(round)
		.innerJoin(frameworkVersion, eq(frameworkVersion.id, round.frameworkVersionId))
		.innerJoin(framework, eq(framework.id, frameworkVersion.frameworkId))
		.innerJoin(unit, eq(unit.id, round.rootUnitId))
		.where(eq(round.id, id));
	const [found] = await (options.lock ? query.for('update', { of: round }) : query);
	if (!found) throw new DomainError('notFound', `There is no round ${id}`, { round: id });
	return found;
}

/**
 * Whether a round's results stand open to objection, or did: what they were made of was frozen then, and only decisions change it
 * any more. Rounds that came by a file of imported values never did.
 */
export async function isFrozen(db: Db | Tx, roundId: number): Promise<boolean> {
	const rows = await db
		.select({ id: roundSnapshot.id })
		.from(roundSnapshot)
		.where(and(eq(roundSnapshot.roundId, roundId), eq(roundSnapshot.kind, 'provisional')))
		.limit(1);
	return rows.length > 0;
}

/** Keeps a round as it is until the transaction ends; others may do the same. For who writes what its results do not follow yet. */
export async function holdRounds(tx: Tx, ids: readonly number[]): Promise<void> {
	if (ids.length === 0) return;
	await tx
		.select({ id: round.id })
		.from(round)
		.where(inArray(round.id, [...ids]))
		.orderBy(asc(round.id))
		.for('share');
}

/** Results of these do not follow changes of what they are made of. */
const settledStages: readonly RoundStage[] = ['draft', 'published', 'withdrawn'];

/** Rounds under way that read one of these indicators for one of these units in one of these periods, in the order of their ids. */
export async function listOpenRoundsTouched(
	db: Db | Tx,
	touched: {
		readonly unitIds: readonly number[];
		readonly indicatorIds: readonly number[];
		readonly periods: readonly string[];
	}
): Promise<number[]> {
	const { unitIds, indicatorIds, periods } = touched;
	if (unitIds.length === 0 || indicatorIds.length === 0 || periods.length === 0) return [];
	const rows = await db
		.selectDistinct({ id: round.id })
		.from(round)
		.innerJoin(frameworkNode, eq(frameworkNode.frameworkVersionId, round.frameworkVersionId))
		.innerJoin(roundUnit, eq(roundUnit.roundId, round.id))
		.where(
			and(
				notInArray(round.stage, [...settledStages]),
				notExists(
					db
						.select({ id: roundSnapshot.id })
						.from(roundSnapshot)
						.where(and(eq(roundSnapshot.roundId, round.id), eq(roundSnapshot.kind, 'provisional')))
				),
				// An earlier value may stand in for a missing one; whether it does, scoring finds out.
				or(inArray(round.period, [...periods]), sql`${frameworkNode.spec}->>'missing' like '%lastKnown%'`),
				inArray(frameworkNode.indicatorId, [...indicatorIds]),
				inArray(roundUnit.unitId, [...unitIds])
			)
		)
		.orderBy(asc(round.id));
	return rows.map(({ id }) => id);
}

/** The units of a round, by code; of some groups only, where they are named. */
export async function listScoredUnits(
	db: Db | Tx,
	scope: Scope,
	roundId: number,
	groups?: readonly (string | null)[]
): Promise<RoundUnit[]> {
	const named = groups?.filter((group) => group !== null) ?? [];
	const ofGroups =
		groups &&
		sql`(${groups.includes(null) ? sql`${roundUnit.peerGroup} is null` : sql`false`}
			or ${named.length > 0 ? inArray(roundUnit.peerGroup, named) : sql`false`})`;
	return db
		.select({ unitId: roundUnit.unitId, code: unit.code, peerGroup: roundUnit.peerGroup })
		.from(roundUnit)
		.innerJoin(unit, eq(unit.id, roundUnit.unitId))
		.where(and(eq(roundUnit.roundId, roundId), ofGroups, withinScope(scope)))
		.orderBy(asc(unit.code));
}

/** The groups in which some units of a round are compared. */
export async function listGroupsOfUnits(
	db: Db | Tx,
	roundId: number,
	unitIds: readonly number[]
): Promise<(string | null)[]> {
	const rows = await db
		.selectDistinct({ group: roundUnit.peerGroup })
		.from(roundUnit)
		.where(and(eq(roundUnit.roundId, roundId), inArray(roundUnit.unitId, [...unitIds])));
	return rows.map(({ group }) => group);
}

export interface IndicatorNode {
	readonly nodeCode: string;
	readonly indicatorId: number;
	readonly isScored: boolean;
	/** periods of the round's kind that an earlier value may be old to stand in for a missing one; 0: none may */
	readonly lastKnownMaxAge: number;
}

/** The indicator nodes of a framework version, in its order. */
export async function listIndicatorNodes(db: Db | Tx, frameworkVersionId: number): Promise<IndicatorNode[]> {
	const rows = await db
		.select({
			nodeCode: frameworkNode.code,
			indicatorId: indicator.id,
			isScored: indicator.isScored,
			spec: frameworkNode.spec
		})
		.from(frameworkNode)
		.innerJoin(indicator, eq(indicator.id, frameworkNode.indicatorId))
		.where(eq(frameworkNode.frameworkVersionId, frameworkVersionId))
		.orderBy(asc(frameworkNode.position));
	return rows.map(({ spec, ...node }) => ({ ...node, lastKnownMaxAge: lastKnownMaxAge(spec) }));
}

export interface AdjustmentRow extends RoundAdjustment {
	readonly groundZh: string;
}

/** The confirmed adjustments of some units of a round, in the order in which they were made. */
export async function listAdjustments(
	db: Db | Tx,
	roundId: number,
	unitIds: readonly number[]
): Promise<AdjustmentRow[]> {
	if (unitIds.length === 0) return [];
	return db
		.select({
			unitId: adjustment.unitId,
			ruleCode: adjustment.ruleCode,
			amount: adjustment.amount,
			ground: adjustment.groundEn,
			groundZh: adjustment.groundZh
		})
		.from(adjustment)
		.where(
			and(
				eq(adjustment.roundId, roundId),
				eq(adjustment.status, 'confirmed'),
				inArray(adjustment.unitId, [...unitIds])
			)
		)
		.orderBy(asc(adjustment.id));
}

/** The round that corrects a publication, or is going to. */
export async function findCorrectionOf(db: Db | Tx, roundId: number): Promise<number | undefined> {
	const [row] = await db
		.select({ id: round.id })
		.from(round)
		.where(eq(round.correctsRoundId, roundId))
		.limit(1);
	return row?.id;
}

/** Takes the confirmed adjustments of a round along into another one, with who proposed and who confirmed them. */
export async function copyAdjustments(tx: Tx, fromRoundId: number, toRoundId: number): Promise<void> {
	await tx.execute(sql`insert into adjustment (round_id, unit_id, rule_code, amount, ground_en, ground_zh, evidence, created_by,
			created_at, status, decided_by, decided_at, decision_reason, order_id)
		select ${toRoundId}, unit_id, rule_code, amount, ground_en, ground_zh, evidence,
			-- of those from before anybody had to confirm them nobody is the proposer
			case when decided_by is null then null else created_by end, created_at, status, decided_by,
			decided_at, decision_reason, order_id
		from adjustment where round_id = ${fromRoundId} and status = 'confirmed' order by id`);
}

export async function listSignatures(
	db: Db | Tx,
	roundId: number
): Promise<{ capacity: 'manager' | 'leader'; userId: number; signedAt: Date }[]> {
	const { capacity, userId, signedAt } = roundSignature;
	return db
		.select({ capacity, userId, signedAt })
		.from(roundSignature)
		.where(eq(roundSignature.roundId, roundId));
}
