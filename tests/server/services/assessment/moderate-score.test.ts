import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { getConsistency } from '../../../../src/lib/server/services/assessment/get-consistency';
import { listModeration } from '../../../../src/lib/server/services/assessment/list-moderation';
import { moderateScore } from '../../../../src/lib/server/services/assessment/moderate-score';
import { declareInterest } from '../../../../src/lib/server/services/interest/declare-interest';
import { getRoundBoard } from '../../../../src/lib/server/services/round/get-round-board';
import { addAccount } from '../../../factories/account';
import { demonstrationActor, roundIdOf, seedSmallDemonstration } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
let roundId: number;
let people: Actor[];
let cells: { unitId: number; unitCode: string; indicatorId: number; nodeCode: string }[];

/** Three people of whom two score three cells: one far apart, one far apart with a score to come, one alike. */
beforeAll(async () => {
	await seedSmallDemonstration(database.opened);
	const { db } = database.opened;
	roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
	const nation = (await demonstrationActor(database.opened, 'assessor')).grants[0]!;
	await db.execute(sql`delete from assessment where round_id = ${roundId}`);
	cells = await selectRows<(typeof cells)[number]>(
		db,
		sql`select ru.unit_id as "unitId", u.code as "unitCode", i.id as "indicatorId", n.code as "nodeCode" from round_unit ru
			join "unit" u on u.id = ru.unit_id join round r on r.id = ru.round_id
			join framework_node n on n.framework_version_id = r.framework_version_id
			join indicator i on i.id = n.indicator_id and i.is_scored where r.id = ${roundId} order by 1, 3 limit 3`
	);
	people = [];
	for (let i = 0; i < 3; i++) {
		const place = { id: nation.unitId, path: nation.unitPath, code: '' };
		const email = `side${i}@x.example`;
		const userId = await addAccount(db, { email, grants: [['evaluationStaff', place]] });
		people.push({ userId, name: `side ${i}`, grants: [nation] });
	}
	const give = (cell: number, person: number, score: number, status = 'submitted') =>
		db.execute(sql`insert into assessment (round_id, unit_id, indicator_id, assessor_id, score, comment, status, due_at)
			values (${roundId}, ${cells[cell]!.unitId}, ${cells[cell]!.indicatorId}, ${people[person]!.userId}, ${score},
				${`says ${person}`}, ${status}, now())`);
	await give(0, 0, 90);
	await give(0, 1, 30);
	await give(1, 0, 90);
	await give(1, 1, 30, 'draft');
	await give(2, 0, 60);
	await give(2, 1, 70);
}, 120_000);

const as = (actor: Actor) => database.context({ actor });
const wish = (cell: number, replaces = 0, score = 55) => ({
	roundId,
	unitId: cells[cell]!.unitId,
	indicatorId: cells[cell]!.indicatorId,
	replaces,
	score,
	reason: ' The plan is there, but nobody follows it '
});
const inputOf = async (cell: number) =>
	(
		await selectRows<{ value: number | null }>(
			database.opened.db,
			sql`select value from round_input where round_id = ${roundId} and unit_id = ${cells[cell]!.unitId}
				and node_code = ${cells[cell]!.nodeCode}`
		)
	)[0]?.value;

describe('a score that is moderated', () => {
	it('is asked for where all have submitted and differ too much, with the comments side by side', async () => {
		const page = await listModeration(as(people[2]!), roundId);
		expect(page).toMatchObject({ total: 1, undecided: 1 });
		expect(page.cells).toHaveLength(1);
		expect(page.cells[0]).toMatchObject({
			spread: 60,
			consolidated: 60,
			bar: undefined,
			decision: undefined
		});
		expect(page.cells[0]!.scores.map(({ score, comment }) => [score, comment])).toEqual([
			[90, 'says 0'],
			[30, 'says 1']
		]);
	});

	it('is not for those who scored in the cell, nor for managers', async () => {
		expect((await listModeration(as(people[0]!), roundId)).cells[0]!.bar).toBe('scoredHere');
		await expect(moderateScore(as(people[0]!), wish(0))).rejects.toMatchObject({ code: 'forbidden' });
		const manager = as(await demonstrationActor(database.opened, 'manager'));
		expect((await listModeration(manager, roundId)).cells[0]!.bar).toBe('forbidden');
		await expect(moderateScore(manager, wish(0))).rejects.toMatchObject({ code: 'forbidden' });
	});

	it('is refused where somebody has still to score, where scores are alike, and without score or reason', async () => {
		const third = as(people[2]!);
		await expect(moderateScore(third, wish(1))).rejects.toMatchObject({ code: 'notFound' });
		await expect(moderateScore(third, wish(2))).rejects.toMatchObject({ code: 'notFound' });
		await expect(moderateScore(third, { ...wish(0), reason: ' ' })).rejects.toMatchObject({
			code: 'invalidInput'
		});
		await expect(moderateScore(third, { ...wish(0), score: NaN })).rejects.toMatchObject({
			code: 'invalidInput'
		});
	});

	it('counts at once, clears what blocks the round, and leaves its audit row', async () => {
		const third = as(people[2]!);
		await moderateScore(third, wish(0));
		expect(await inputOf(0)).toBe(55);
		const page = await listModeration(third, roundId);
		expect(page).toMatchObject({ total: 1, undecided: 0 });
		expect(page.cells[0]!.decision).toMatchObject({
			score: 55,
			origin: 'moderation',
			reason: 'The plan is there, but nobody follows it'
		});
		const board = await getRoundBoard(as(await demonstrationActor(database.opened, 'manager')), roundId);
		expect(board.state.work.cellsToModerate).toBe(0);
		const rows = await selectRows<{ after: { score: number } }>(
			database.opened.db,
			sql`select after from audit_entry where action = 'assessment.moderate' and actor_id = ${people[2]!.userId}`
		);
		expect(rows.map(({ after }) => after.score)).toEqual([55]);
	});

	it('is decided anew only by who saw the decision that stands', async () => {
		const third = as(people[2]!);
		await expect(moderateScore(third, wish(0, 0, 40))).rejects.toMatchObject({ code: 'conflict' });
		const { id } = (await listModeration(third, roundId)).cells[0]!.decision!;
		await moderateScore(third, wish(0, id, 40));
		expect(await inputOf(0)).toBe(40);
		const kept = await selectRows<{ score: number }>(
			database.opened.db,
			sql`select score from score_decision where round_id = ${roundId} order by id`
		);
		expect(kept.map(({ score }) => score)).toEqual([55, 40]);
	});

	it('is not for those who declared a conflict of interest', async () => {
		const third = as(people[2]!);
		await declareInterest(third, { unitCode: cells[0]!.unitCode, reason: 'My sister works there' });
		expect((await listModeration(third, roundId)).cells[0]!.bar).toBe('ownUnit');
		const { id } = (await listModeration(third, roundId)).cells[0]!.decision!;
		await expect(moderateScore(third, wish(0, id))).rejects.toMatchObject({ code: 'ownUnit' });
	});
});

describe('the consistency of assessors', () => {
	it('rests on cells in which all have submitted, and is for managers alone', async () => {
		const manager = as(await demonstrationActor(database.opened, 'manager'));
		const { consistency } = await getConsistency(manager, roundId);
		expect(consistency.shared).toBe(2);
		expect(consistency.assessors.map(({ count, severity }) => [count, severity])).toEqual([
			[2, 25],
			[2, -25]
		]);
		await expect(getConsistency(as(people[0]!), roundId)).rejects.toMatchObject({ code: 'forbidden' });
	});
});

describe('a round whose results are laid open', () => {
	it('takes no moderated score', async () => {
		await database.opened.db.execute(sql`update round set stage = 'publicity' where id = ${roundId}`);
		const other = people[2]!;
		await database.opened.db.execute(sql`update interest_declaration set ended_at = now()`);
		const { cells: listed } = await listModeration(as(other), roundId);
		expect(listed[0]!.bar).toBe('stageClosed');
		await expect(moderateScore(as(other), wish(0, listed[0]!.decision!.id))).rejects.toMatchObject({
			code: 'stageClosed'
		});
	});
});
