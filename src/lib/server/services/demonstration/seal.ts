import { addDays, addHours } from 'date-fns';
import { eq, inArray } from 'drizzle-orm';
import { appendAudit, type AuditFact } from '../../audit/append';
import type { Tx } from '../../db/client';
import { insertSnapshot } from '../../db/queries/round-snapshot';
import { frameworkVersion, observationRevision, round, roundSignature } from '../../db/schema';
import { snapshotOf } from '../round/publish-round';
import type { Cell, Reported } from './cell';
import type { StoredFramework } from './load-frameworks';
import type { StoredIndicator } from './load-indicators';
import { placedCells, reporterOf, revisionOf, type PlacedCell, type StoredIds } from './load-observations';
import type { StoredRound } from './load-rounds';
import { assessorAccounts } from './people';
import type { World } from './world';

/** Two people sign before a round is published, and it may only be one of each. */
const signers = [
	{ capacity: 'manager', hoursBefore: 26 },
	{ capacity: 'leader', hoursBefore: 2 }
] as const;

/** Seals what never changes again: framework versions first, then publications in their order, with their audit rows. */
export async function sealRounds(
	tx: Tx,
	world: World,
	frameworks: readonly StoredFramework[],
	rounds: readonly StoredRound[],
	ids: StoredIds,
	/** what else the audit has to tell, in the same order of time */
	others: readonly AuditFact[]
): Promise<void> {
	const publishedAt = new Date(`${world.months[0]!.code}-01T01:00:00Z`);
	const versionIds = frameworks.map(({ versionId }) => versionId);
	await tx
		.update(frameworkVersion)
		.set({ status: 'published', publishedAt })
		.where(inArray(frameworkVersion.id, versionIds));
	const facts: AuditFact[] = versionIds.map((versionId) => ({
		actorId: ids.people.get('leader'),
		at: publishedAt,
		action: 'framework.publish',
		entity: 'framework_version',
		entityId: versionId
	}));
	const published = rounds
		.flatMap(({ id, plan, content }) => (plan.publishedAt ? [{ id, content, at: plan.publishedAt }] : []))
		.sort((a, b) => a.at.getTime() - b.at.getTime() || a.id - b.id);
	const signatures = published.flatMap(({ id, at }) =>
		signers.map(({ capacity, hoursBefore }) => ({
			roundId: id,
			capacity,
			userId: ids.people.get(capacity)!,
			signedAt: addHours(at, -hoursBefore)
		}))
	);
	if (signatures.length > 0) await tx.insert(roundSignature).values(signatures);
	for (const { id, content, at } of published) {
		const snapshot = snapshotOf(content);
		const publishedHash = snapshot.sha256;
		// One by one: a statement with the bytes of all would hold them in memory several times over.
		await insertSnapshot(tx, { ...snapshot, roundId: id, kind: 'published', takenAt: at });
		await tx
			.update(round)
			.set({ stage: 'published', publishedAt: at, publishedHash })
			.where(eq(round.id, id));
		for (const { capacity, userId, signedAt } of signatures.filter(({ roundId }) => roundId === id)) {
			facts.push({
				actorId: userId,
				at: signedAt,
				action: 'round.sign',
				entity: 'round',
				entityId: id,
				after: { capacity }
			});
		}
		facts.push({
			actorId: ids.people.get('manager'),
			at,
			action: 'round.publish',
			entity: 'round',
			entityId: id,
			after: { stage: 'published', publishedHash }
		});
	}
	facts.push(...others);
	facts.sort((a, b) => a.at.getTime() - b.at.getTime());
	await appendAudit(tx, ...facts);
}

/** The history of the cells that were corrected, and of those that came back. */
export async function sealRevisions(
	tx: Tx,
	world: World,
	indicators: readonly StoredIndicator[],
	ids: StoredIds
): Promise<void> {
	const rows = [...placedCells(world, indicators)].flatMap((placed) => [
		...revisionsOf(placed, ids),
		...returnOf(placed, ids, world.now)
	]);
	const most = 500;
	for (let from = 0; from < rows.length; from += most) {
		await tx.insert(observationRevision).values(rows.slice(from, from + most));
	}
}

function revisionsOf(
	{ unit, indicator, period, cell }: PlacedCell,
	ids: StoredIds
): (typeof observationRevision.$inferInsert)[] {
	if (!cell.correctedFrom && cell.status !== 'returned') return [];
	const changedBy = reporterOf(unit, ids);
	const place = { unitId: ids.units.get(unit.code)!, indicatorId: indicator.id, period, changedBy };
	const first = cell.correctedFrom?.report ?? cell;
	const enteredAt = new Date(cell.enteredAt);
	const rows = [
		{ ...place, revision: 1, before: null, after: entryOf(first, 'submitted'), changedAt: enteredAt }
	];
	if (!cell.correctedFrom) return rows;
	const correctedAt = new Date(
		Math.min(
			addDays(enteredAt, 3).getTime(),
			addHours(new Date(cell.submittedAt ?? cell.enteredAt), 1).getTime()
		)
	);
	return [
		...rows,
		{
			...place,
			revision: 2,
			before: entryOf(first, 'submitted'),
			after: entryOf(cell, givenAs(cell)),
			reason: cell.correctedFrom.reason,
			changedAt: correctedAt
		}
	];
}

/** What came back was first given in: its return is a change of its own. */
function givenAs({ status }: Cell): Cell['status'] {
	return status === 'returned' ? 'submitted' : status;
}

function returnOf(
	{ unit, indicator, period, cell }: PlacedCell,
	ids: StoredIds,
	now: Date
): (typeof observationRevision.$inferInsert)[] {
	if (cell.status !== 'returned') return [];
	const givenAt = new Date(cell.submittedAt ?? cell.enteredAt);
	return [
		{
			unitId: ids.units.get(unit.code)!,
			indicatorId: indicator.id,
			period,
			revision: revisionOf(cell),
			before: entryOf(cell, 'submitted'),
			after: entryOf(cell, 'returned'),
			reason: cell.returnReason,
			changedBy: ids.people.get(assessorAccounts[0])!,
			changedAt: new Date(Math.min(addHours(givenAt, 20).getTime(), addHours(now, -0.5).getTime()))
		}
	];
}

function entryOf(report: Reported, status: Cell['status']): Record<string, unknown> {
	const { value, numerator, denominator, distribution, missingReason } = report;
	return { value, numerator, denominator, distribution, missingReason, status };
}
