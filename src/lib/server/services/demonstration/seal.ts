import { addDays, addHours } from 'date-fns';
import { eq, inArray } from 'drizzle-orm';
import { appendAudit, type AuditFact } from '../../audit/append';
import type { Tx } from '../../db/client';
import { frameworkVersion, observationRevision, round, roundSignature } from '../../db/schema';
import { hashPublication } from '../round/publish-round';
import type { Cell, Reported } from './cell';
import type { StoredFramework } from './load-frameworks';
import type { StoredIndicator } from './load-indicators';
import { placedCells, reporterOf, revisionOf, type PlacedCell, type StoredIds } from './load-observations';
import type { StoredRound } from './load-rounds';
import type { World } from './world';

/** Seals what never changes again: framework versions first, then publications in their order, with their audit rows. */
export async function sealRounds(
	tx: Tx,
	world: World,
	frameworks: readonly StoredFramework[],
	rounds: readonly StoredRound[],
	ids: StoredIds
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
	if (published.length > 0) {
		await tx.insert(roundSignature).values(
			published.flatMap(({ id, at }) => [
				{
					roundId: id,
					capacity: 'manager' as const,
					userId: ids.people.get('manager')!,
					signedAt: addHours(at, -26)
				},
				{
					roundId: id,
					capacity: 'leader' as const,
					userId: ids.people.get('leader')!,
					signedAt: addHours(at, -2)
				}
			])
		);
	}
	for (const { id, content, at } of published) {
		const publishedHash = hashPublication(content);
		await tx
			.update(round)
			.set({ stage: 'published', publishedAt: at, publishedHash })
			.where(eq(round.id, id));
		facts.push({
			actorId: ids.people.get('manager'),
			at,
			action: 'round.publish',
			entity: 'round',
			entityId: id,
			after: { stage: 'published', publishedHash }
		});
	}
	await appendAudit(tx, ...facts);
}

/** The history of the cells that were corrected, and of those that came back. */
export async function sealRevisions(
	tx: Tx,
	world: World,
	indicators: readonly StoredIndicator[],
	ids: StoredIds
): Promise<void> {
	const rows = [...placedCells(world, indicators)].flatMap((placed) => revisionsOf(placed, world, ids));
	const most = 500;
	for (let from = 0; from < rows.length; from += most) {
		await tx.insert(observationRevision).values(rows.slice(from, from + most));
	}
}

function revisionsOf(
	{ unit, indicator, period, cell }: PlacedCell,
	world: World,
	ids: StoredIds
): (typeof observationRevision.$inferInsert)[] {
	if (!cell.correctedFrom && cell.status !== 'returned') return [];
	const changedBy = reporterOf(unit, ids);
	const place = { unitId: ids.units.get(unit.code)!, indicatorId: indicator.id, period, changedBy };
	const first = cell.correctedFrom?.report ?? cell;
	const enteredAt = new Date(cell.enteredAt);
	const submittedAt = new Date(cell.submittedAt ?? cell.enteredAt);
	const rows: (typeof observationRevision.$inferInsert)[] = [
		{ ...place, revision: 1, before: null, after: entryOf(first, 'submitted'), changedAt: enteredAt }
	];
	if (cell.correctedFrom) {
		const isReturned = cell.status === 'returned';
		rows.push({
			...place,
			revision: 2,
			before: entryOf(first, 'submitted'),
			after: entryOf(cell, isReturned ? 'submitted' : cell.status),
			reason: cell.correctedFrom.reason,
			changedAt: new Date(Math.min(addDays(enteredAt, 3).getTime(), addHours(submittedAt, 1).getTime()))
		});
	}
	if (cell.status === 'returned') {
		rows.push({
			...place,
			changedBy: ids.people.get('assessor')!,
			revision: revisionOf(cell),
			before: entryOf(cell, 'submitted'),
			after: entryOf(cell, 'returned'),
			reason: cell.returnReason,
			changedAt: new Date(Math.min(addDays(submittedAt, 1).getTime(), world.now.getTime()))
		});
	}
	return rows;
}

function entryOf(report: Reported, status: Cell['status']): Record<string, unknown> {
	const { value, numerator, denominator, distribution, missingReason } = report;
	return { value, numerator, denominator, distribution, missingReason, status };
}
