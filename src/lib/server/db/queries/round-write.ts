import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { Consolidation } from '../../../domain/assessment/assessment';
import type { AppliesTo } from '../../../domain/framework/applies-to';
import { parsePeriod, periodEndExclusive, periodStart } from '../../../domain/period/period';
import type { Audience, RoundStage, StageWindow } from '../../../domain/round/round';
import type { RoundInput, RoundResult } from '../../../domain/round/round-scoring';
import type { Db, Tx } from '../client';
import { rowSet } from '../json-rows';
import {
	assessment,
	groupSet,
	peerGroup,
	round,
	roundInput,
	roundSignature,
	roundStageWindow,
	roundUnit,
	result,
	unit,
	unitPeerGroup,
	unitPlacement
} from '../schema';
import { placedAtEnd, withinScope } from './unit';

export interface NewRound {
	readonly frameworkVersionId: number;
	readonly period: string;
	readonly rootUnitId: number;
	readonly stage: RoundStage;
	readonly audience: Audience;
	readonly consolidation: Consolidation;
	readonly correctsRoundId?: number | undefined;
	readonly spreadLimit?: number;
	readonly assessorsPerCell?: number;
	readonly commentBelow?: number | null;
	readonly commentAbove?: number | null;
	readonly clonedFromRoundId?: number | undefined;
	readonly createdBy?: number | undefined;
	readonly windows: readonly StageWindow[];
	readonly units: readonly { readonly unitId: number; readonly peerGroup: string | null }[];
}

/** @returns the id of the new round */
export async function insertRound(tx: Tx, { windows, units, ...values }: NewRound): Promise<number> {
	const [row] = await tx
		.insert(round)
		.values({ ...values, periodStart: periodStart(parsePeriod(values.period)) })
		.returning({ id: round.id });
	const roundId = row!.id;
	if (windows.length > 0)
		await tx.insert(roundStageWindow).values(windows.map((window) => ({ roundId, ...window })));
	await tx.execute(sql`insert into ${roundUnit} (round_id, unit_id, peer_group)
		select ${roundId}, t."unitId", t."peerGroup" from ${rowSet(units, '"unitId" int, "peerGroup" text')}`);
	return roundId;
}

/**
 * The units to which a framework applies below a root, with the group in which it compares them: the sector, or the group of the
 * set of that name; undefined compares all together. Tree and boundaries are those of the period's last day; units that are not
 * to be ranked stay out.
 */
export async function listUnitsInRound(
	db: Db | Tx,
	scope: Scope,
	rootId: number,
	appliesTo: AppliesTo,
	peers: string | undefined,
	period: string
): Promise<{ unitId: number; peerGroup: string | null }[]> {
	const end = periodEndExclusive(parsePeriod(period));
	const ofGroup = sql<string | null>`(select ${peerGroup.code} from ${unitPeerGroup}
		join ${groupSet} on ${groupSet.id} = ${unitPeerGroup.groupSetId}
		join ${peerGroup} on ${peerGroup.id} = ${unitPeerGroup.peerGroupId}
		where ${unitPeerGroup.unitId} = ${unit.id} and ${groupSet.code} = ${peers ?? ''})`;
	return db
		.select({
			unitId: unit.id,
			peerGroup: peers === undefined ? sql<null>`null` : peers === 'sector' ? unit.sector : ofGroup
		})
		.from(unit)
		.where(
			and(
				sql`${unit.id} in (with recursive below as (
					select ${rootId}::int as id
					union select ${unitPlacement.unitId} from ${unitPlacement} join below on below.id = ${unitPlacement.parentId}
					where ${placedAtEnd(sql`${end}::date`)}) select id from below)`,
				eq(unit.isRanked, true),
				eq(unit.kind, appliesTo.kind),
				appliesTo.levels && inArray(unit.level, [...appliesTo.levels]),
				appliesTo.sectors && inArray(unit.sector, [...appliesTo.sectors]),
				sql`${unit.validFrom} < ${end}::date and (${unit.validTo} is null or ${unit.validTo} >= ${end}::date)`,
				withinScope(scope)
			)
		)
		.orderBy(unit.code);
}

const inputTypes = `"unitId" int, "nodeCode" text, value float8, numerator float8, denominator float8, distribution jsonb,
	"missingReason" text, qualifier text, provenance text, basis int, source text, "lastKnown" jsonb`;

/** Stores inputs in place of those that are there. */
export async function replaceInputs(tx: Tx, roundId: number, rows: readonly RoundInput[]): Promise<void> {
	if (rows.length === 0) return;
	await tx.execute(sql`insert into ${roundInput} (round_id, unit_id, node_code, value, numerator, denominator, distribution,
			missing_reason, qualifier, provenance, basis, source, last_known)
		select ${roundId}, t."unitId", t."nodeCode", t.value, t.numerator, t.denominator, nullif(t.distribution, 'null'::jsonb),
			t."missingReason", t.qualifier, t.provenance, t.basis, t.source,
			nullif(t."lastKnown", 'null'::jsonb)
		from ${rowSet(rows, inputTypes)}
		on conflict (round_id, unit_id, node_code) do update set value = excluded.value, numerator = excluded.numerator,
			denominator = excluded.denominator, distribution = excluded.distribution, missing_reason = excluded.missing_reason,
			qualifier = excluded.qualifier, provenance = excluded.provenance, basis = excluded.basis, source = excluded.source,
			last_known = excluded.last_known`);
}

const resultTypes = `"unitId" int, "nodeCode" text, score float8, rank float8, coverage float8, "missingReason" text, grade text`;

/** Stores results in place of those that are there. */
export async function replaceResults(tx: Tx, roundId: number, rows: readonly RoundResult[]): Promise<void> {
	if (rows.length === 0) return;
	await tx.execute(sql`insert into ${result} (round_id, node_code, unit_id, score, rank, coverage, missing_reason, grade)
		select ${roundId}, t."nodeCode", t."unitId", t.score, t.rank, t.coverage, t."missingReason", t.grade
		from ${rowSet(rows, resultTypes)}
		on conflict (round_id, node_code, unit_id) do update set score = excluded.score, rank = excluded.rank,
			coverage = excluded.coverage, missing_reason = excluded.missing_reason, grade = excluded.grade`);
}

export async function markComputed(tx: Tx, roundId: number, at: Date, engineVersion: number): Promise<void> {
	await tx.update(round).set({ computedAt: at, engineVersion }).where(eq(round.id, roundId));
}

export async function insertSignature(
	tx: Tx,
	signature: { roundId: number; capacity: 'manager' | 'leader'; userId: number; signedAt: Date }
): Promise<void> {
	await tx.insert(roundSignature).values(signature);
}

/** What was given away can no longer be changed. */
export async function lockAssessments(tx: Tx, roundId: number): Promise<void> {
	await tx
		.update(assessment)
		.set({ status: 'locked' })
		.where(and(eq(assessment.roundId, roundId), eq(assessment.status, 'submitted')));
}

export async function markPublished(tx: Tx, roundId: number, at: Date, publishedHash: string): Promise<void> {
	await tx
		.update(round)
		.set({ stage: 'published', publishedAt: at, publishedHash })
		.where(eq(round.id, roundId));
}
