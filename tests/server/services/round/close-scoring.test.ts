import { beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../../../src/lib/domain/errors';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { getRound } from '../../../../src/lib/server/db/queries/round';
import { listAssignments } from '../../../../src/lib/server/services/assessment/list-assignments';
import { saveAssessment } from '../../../../src/lib/server/services/assessment/save-assessment';
import { submitDrafts } from '../../../../src/lib/server/services/assessment/submit-drafts';
import { moveRound } from '../../../../src/lib/server/services/round/move-round';
import { addAccount } from '../../../factories/account';
import { demonstrationActor, roundIdOf, seedSmallDemonstration } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const crowdSize = 20;
const cellsEach = 4;

let roundId: number;
let crowd: Actor[];

/** Twenty people, each with four drafts of a round whose other scores are gone; on a server each has a connection of his own. */
beforeAll(async () => {
	await seedSmallDemonstration(database.opened);
	const { db } = database.opened;
	roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
	const nation = (await demonstrationActor(database.opened, 'assessor')).grants[0]!;
	await db.execute(sql`delete from assessment where round_id = ${roundId}`);
	await db.execute(sql`update round set stage = 'scoring' where id = ${roundId}`);
	const cells = await selectRows<{ unit_id: number; indicator_id: number }>(
		db,
		sql`select ru.unit_id, i.id as indicator_id from round_unit ru join round r on r.id = ru.round_id
			join framework_node n on n.framework_version_id = r.framework_version_id
			join indicator i on i.id = n.indicator_id and i.is_scored where r.id = ${roundId} order by 1, 2`
	);
	crowd = [];
	for (let i = 0; i < crowdSize; i++) {
		const place = { id: nation.unitId, path: nation.unitPath, code: '' };
		const userId = await addAccount(db, {
			email: `crowd${i}@x.example`,
			grants: [['evaluationStaff', place]]
		});
		crowd.push({ userId, name: `crowd ${i}`, grants: [nation] });
		for (let k = 0; k < cellsEach; k++) {
			const cell = cells[(i * cellsEach + k) % cells.length]!;
			await db.execute(sql`insert into assessment (round_id, unit_id, indicator_id, assessor_id, score, status, due_at)
				values (${roundId}, ${cell.unit_id}, ${cell.indicator_id}, ${userId}, ${40 + i}, 'draft', now())`);
		}
	}
}, 120_000);

/** Gives all away, at once or one by one; how many were taken, and whether one was told that it came late. */
async function giveAway(actor: Actor, oneByOne: boolean): Promise<{ taken: number; toldLate: boolean }> {
	const ctx = database.context({ actor });
	let taken = 0;
	try {
		if (!oneByOne) taken = (await submitDrafts(ctx, {})).submitted;
		else {
			for (const { id, revision, score } of await listAssignments(ctx)) {
				const typed = { level: '', points: String(score), comment: '', evidence: [], isFlagged: false };
				const saved = await saveAssessment(ctx, { id, revision, typed, intent: 'submit' });
				if (saved.kind === 'saved') taken++;
			}
		}
		return { taken, toldLate: false };
	} catch (error) {
		if (!(error instanceof DomainError) || error.code !== 'stageClosed') throw error;
		return { taken, toldLate: true };
	}
}

describe('closing the scoring stage while twenty assessors submit', () => {
	it('loses no score, counts none twice, and tells everybody who came late', async () => {
		const { db } = database.opened;
		const manager = database.context({ actor: await demonstrationActor(database.opened, 'manager') });
		const { revision } = await getRound(db, roundId);
		const first = crowd.slice(0, crowdSize / 2).map((actor, i) => giveAway(actor, i % 2 === 0));
		// One is in for certain; the others and the manager come as they come.
		await Promise.race(first);
		const closing = moveRound(manager, {
			roundId,
			to: 'publicity',
			revision,
			reason: 'The date has passed'
		});
		const second = crowd.slice(crowdSize / 2).map((actor, i) => giveAway(actor, i % 2 === 0));
		const outcomes = await Promise.all([...first, ...second]);
		const overridden = await closing;

		const stored = await selectRows<{
			assessor_id: number;
			submitted: number;
			drafts: number;
			scores: number;
		}>(
			db,
			sql`select assessor_id, (count(*) filter (where status = 'submitted'))::int as submitted,
				(count(*) filter (where status = 'draft'))::int as drafts, count(score)::int as scores
				from assessment where round_id = ${roundId} group by 1`
		);
		for (const [i, { taken, toldLate }] of outcomes.entries()) {
			const own = stored.find(({ assessor_id }) => assessor_id === crowd[i]!.userId)!;
			expect(own.scores, 'no score is lost').toBe(cellsEach);
			expect(own.submitted, 'what was taken is stored').toBe(taken);
			expect(own.drafts).toBe(cellsEach - taken);
			expect(toldLate, 'who was late was told so').toBe(taken < cellsEach);
		}
		const total = outcomes.reduce((sum, { taken }) => sum + taken, 0);
		expect(total).toBeGreaterThan(0);
		expect(overridden).toEqual(
			expect.arrayContaining(
				total < crowdSize * cellsEach
					? [{ code: 'assessmentsOpen', count: crowdSize * cellsEach - total }]
					: []
			)
		);
		const inputs = await selectRows<{
			basis: number;
			value: number | null;
			mean: number | null;
			given: number;
		}>(
			db,
			sql`select ri.basis, ri.value, avg(a.score) as mean, count(a.id)::int as given
				from round_input ri join round r on r.id = ri.round_id
				join framework_node n on n.framework_version_id = r.framework_version_id and n.code = ri.node_code
				left join assessment a on a.round_id = r.id and a.unit_id = ri.unit_id and a.indicator_id = n.indicator_id
					and a.status = 'submitted'
				where ri.round_id = ${roundId} and ri.provenance = 'scored' group by ri.unit_id, ri.node_code, ri.basis, ri.value`
		);
		expect(
			inputs.reduce((sum, { basis }) => sum + basis, 0),
			'none is counted twice'
		).toBe(total);
		for (const { basis, given, value, mean } of inputs) {
			expect(basis).toBe(given);
			if (mean !== null) expect(value).toBeCloseTo(Number(mean), 9);
		}
		const [snapshot] = await selectRows<{ content: string }>(
			db,
			sql`select content from round_snapshot where round_id = ${roundId} and kind = 'provisional'`
		);
		const frozen = (
			JSON.parse(snapshot!.content) as { inputs: { provenance: string; basis: number }[] }
		).inputs.filter(({ provenance }) => provenance === 'scored');
		expect(frozen.reduce((sum, { basis }) => sum + basis, 0)).toBe(total);
		expect(outcomes.slice(crowdSize / 2).some(({ toldLate }) => toldLate)).toBe(true);
	});
});
