import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { RoundStage, StageWindow } from '../../../domain/round/round';
import { selectRows, type Db, type Tx } from '../client';
import { appUser, round, roundMove, roundStageWindow } from '../schema';

/** A step that a round took. */
export interface RoundStep {
	readonly from: RoundStage;
	readonly to: RoundStage;
	/** null: the installation itself */
	readonly byName: string | null;
	readonly at: Date;
	/** what was stepped over */
	readonly overridden: readonly { readonly code: string; readonly count: number }[];
	readonly reason: string;
}

/** The steps of a round, the newest first: ten at most, for none comes twice. */
export async function listRoundSteps(db: Db, roundId: number): Promise<RoundStep[]> {
	const rows = await db
		.select({ move: roundMove, byName: appUser.name })
		.from(roundMove)
		.leftJoin(appUser, eq(appUser.id, roundMove.movedBy))
		.where(eq(roundMove.roundId, roundId))
		.orderBy(desc(roundMove.id));
	return rows.map(({ move, byName }) => ({
		from: move.fromStage,
		to: move.toStage,
		byName,
		at: move.movedAt,
		overridden: move.overridden,
		reason: move.reason
	}));
}

export async function insertStep(
	tx: Tx,
	step: {
		roundId: number;
		fromStage: RoundStage;
		toStage: RoundStage;
		movedBy: number | undefined;
		movedAt: Date;
		overridden: readonly { readonly code: string; readonly count: number }[];
		reason: string;
	}
): Promise<void> {
	await tx
		.insert(roundMove)
		.values({ ...step, movedBy: step.movedBy ?? null, overridden: [...step.overridden] });
}

/** Changes how a round is run, and counts the change. */
export async function updateRound(
	tx: Tx,
	id: number,
	values: Partial<
		Pick<
			typeof round.$inferInsert,
			| 'stage'
			| 'audience'
			| 'consolidation'
			| 'spreadLimit'
			| 'assessorsPerCell'
			| 'commentBelow'
			| 'commentAbove'
		>
	>
): Promise<void> {
	await tx
		.update(round)
		.set({ ...values, revision: sql`${round.revision} + 1` })
		.where(eq(round.id, id));
}

export async function markWithdrawn(tx: Tx, id: number, at: Date, reason: string): Promise<void> {
	await tx
		.update(round)
		.set({ stage: 'withdrawn', withdrawnAt: at, withdrawnReason: reason })
		.where(eq(round.id, id));
}

/** Puts windows in the place of those of the same stages. */
export async function replaceWindows(
	tx: Tx,
	roundId: number,
	windows: readonly StageWindow[]
): Promise<void> {
	if (windows.length === 0) return;
	await tx.delete(roundStageWindow).where(
		and(
			eq(roundStageWindow.roundId, roundId),
			inArray(
				roundStageWindow.stage,
				windows.map(({ stage }) => stage)
			)
		)
	);
	await tx.insert(roundStageWindow).values(windows.map((window) => ({ roundId, ...window })));
}

/** One assessor's part in a round. */
export interface AssessorLoad {
	readonly userId: number;
	readonly name: string;
	readonly total: number;
	/** saved with something, not submitted */
	readonly begun: number;
	readonly submitted: number;
	/** not submitted though due */
	readonly overdue: number;
}

/** Who scores how much in a round, those with most left to do first. At most `limit`. */
export async function listAssessorLoads(
	db: Db,
	roundId: number,
	now: Date,
	limit: number
): Promise<AssessorLoad[]> {
	return selectRows<Pick<AssessorLoad, keyof AssessorLoad>>(
		db,
		sql`select a.assessor_id as "userId", u.name, count(*)::int as total,
				(count(*) filter (where a.status = 'draft'))::int as begun,
				(count(*) filter (where a.status in ('submitted', 'locked')))::int as submitted,
				(count(*) filter (where a.status in ('assigned', 'draft') and a.due_at < ${now.toISOString()}::timestamptz))::int as overdue
			from assessment a join app_user u on u.id = a.assessor_id where a.round_id = ${roundId}
			group by a.assessor_id, u.name
			order by count(*) filter (where a.status in ('assigned', 'draft')) desc, u.name, a.assessor_id limit ${limit}`
	);
}

/** Framework versions that rounds can be made of: published ones, the newest of each framework first. */
export interface RunnableVersion {
	readonly id: number;
	readonly code: string;
	readonly version: number;
	readonly nameEn: string;
	readonly nameZh: string;
}

export async function listRunnableVersions(db: Db): Promise<RunnableVersion[]> {
	return selectRows<Pick<RunnableVersion, keyof RunnableVersion>>(
		db,
		sql`select v.id, f.code, v.version, f.name_en as "nameEn", f.name_zh as "nameZh" from framework_version v
			join framework f on f.id = v.framework_id where v.status = 'published' order by f.code, v.version desc limit 200`
	);
}

/** The windows of a round in the order in which they close. */
export async function listWindowsOf(db: Db | Tx, roundId: number): Promise<StageWindow[]> {
	return db
		.select({
			stage: roundStageWindow.stage,
			opensAt: roundStageWindow.opensAt,
			closesAt: roundStageWindow.closesAt
		})
		.from(roundStageWindow)
		.where(eq(roundStageWindow.roundId, roundId))
		.orderBy(asc(roundStageWindow.closesAt), asc(roundStageWindow.opensAt));
}
