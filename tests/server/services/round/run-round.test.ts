import { beforeAll, describe, expect, it } from 'vitest';
import {
	daysOfAll,
	proposeTimetable,
	usualLengths,
	windowOf
} from '../../../../src/lib/domain/round/timetable';
import { usualSettings } from '../../../../src/lib/domain/round/round-settings';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { getRound } from '../../../../src/lib/server/db/queries/round';
import { declareInterest } from '../../../../src/lib/server/services/interest/declare-interest';
import { endInterest } from '../../../../src/lib/server/services/interest/end-interest';
import { listInterests } from '../../../../src/lib/server/services/interest/list-interests';
import { assignAssessors } from '../../../../src/lib/server/services/round/assign-assessors';
import { changeRoundSettings } from '../../../../src/lib/server/services/round/change-round-settings';
import { changeTimetable } from '../../../../src/lib/server/services/round/change-timetable';
import { cloneRound } from '../../../../src/lib/server/services/round/clone-round';
import { createRound } from '../../../../src/lib/server/services/round/create-round';
import { getAssignment } from '../../../../src/lib/server/services/round/get-assignment';
import { getRoundBoard } from '../../../../src/lib/server/services/round/get-round-board';
import { listRounds } from '../../../../src/lib/server/services/round/list-rounds';
import {
	demonstrationActor,
	roundIdOf,
	seedSmallDemonstration,
	testNow
} from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const as = async (account: string, now = testNow) =>
	database.context({ actor: await demonstrationActor(database.opened, account), now });
const row = async <T extends Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T> =>
	(await selectRows<T>(database.opened.db, statement))[0]!;
const revisionOf = async (roundId: number) => (await getRound(database.opened.db, roundId)).revision;

beforeAll(() => seedSmallDemonstration(database.opened), 120_000);

describe('the list of rounds', () => {
	it('shows those under way with what blocks them, and those that are done', async () => {
		const { open, done, doneCount, mayCreate } = await listRounds(await as('manager'), 1);
		expect(open.map(({ head }) => `${head.frameworkCode} ${head.period} ${head.stage}`)).toEqual(
			expect.arrayContaining(['PDR-R 2026-Q4 collecting', 'PDR-D 2026-Q4 collecting'])
		);
		for (const { blocks, next } of open) {
			expect(next).toBe('selfAssessment');
			expect(blocks.map(({ code }) => code)).toContain('periodNotOver');
		}
		expect(done.length).toBe(Math.min(doneCount, 20));
		expect(mayCreate).toBe(true);
		expect((await listRounds(await as('leader'), 1)).mayCreate).toBe(false);
	});

	it('is not for strangers and administrators', async () => {
		await expect(listRounds(database.context(), 1)).rejects.toMatchObject({ code: 'notSignedIn' });
		await expect(listRounds(await as('admin'), 1)).rejects.toMatchObject({ code: 'forbidden' });
	});
});

describe('the board of a round', () => {
	it('tells what is left, who is late, what blocks the next step, and how it came here', async () => {
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		const board = await getRoundBoard(await as('manager'), roundId);
		expect(board).toMatchObject({ next: 'selfAssessment', isWhole: true });
		expect(board.state.work.units).toBe(16);
		expect(board.state.cells.asked).toBeGreaterThan(0);
		expect(board.assessors!.length).toBeGreaterThan(0);
		expect(board.steps.map(({ from, to }) => `${from} ${to}`)).toEqual(['draft collecting']);
		expect(board.may).toMatchObject({ move: true, assign: true, withdraw: false, signAsManager: false });
	});

	it('counts for a department its own cells alone, and names no assessors', async () => {
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		const board = await getRoundBoard(await as('head'), roundId);
		expect(board.state.work.units).toBe(1);
		expect(board.isWhole).toBe(false);
		expect(board.assessors).toBeUndefined();
		for (const { code } of board.state.unitsLeft) expect(code).toBe('330000-health');
		expect(Object.values(board.may)).not.toContain(true);
	});

	it('asks for as many statements for sixteen units as for one', async () => {
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		const [manager, head] = [await as('manager'), await as('head')];
		const whole = await database.statementsOf(() => getRoundBoard(manager, roundId));
		const own = await database.statementsOf(() => getRoundBoard(head, roundId));
		expect(whole.length).toBeLessThanOrEqual(own.length + 2);
	});

	it('of a published round keeps every step', async () => {
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q3');
		const { steps, next } = await getRoundBoard(await as('auditor'), roundId);
		expect(next).toBeUndefined();
		expect(steps.map(({ to }) => to).reverse()).toEqual([
			'collecting',
			'selfAssessment',
			'review',
			'scoring',
			'publicity',
			'appeals',
			'final',
			'published'
		]);
	});
});

describe('cloning a round', () => {
	it('drafts the next one in one step: same version, units, rules and assessors, timetable moved by working days', async () => {
		const source = await roundIdOf(database.opened, 'PDR-D', '2026-Q3');
		const cloneId = await cloneRound(await as('manager'), source);
		const clone = await getRoundBoard(await as('manager'), cloneId);
		// 2026-Q4 is under way already.
		expect(clone.head).toMatchObject({ period: '2027-Q1', stage: 'draft', frameworkCode: 'PDR-D' });
		const before = await getRound(database.opened.db, source);
		for (const key of ['consolidation', 'spreadLimit', 'assessorsPerCell', 'audience'] as const) {
			expect(clone.settings[key]).toEqual(before[key]);
		}
		expect(daysOfAll(clone.windows).map(({ stage }) => stage)).toHaveLength(7);
		expect(clone.state.work).toMatchObject({ cellsWithoutAssessor: 0, assessmentsOpen: 32 });
		expect(clone.blocks).toEqual([]);
		const { people } = await getAssignment(await as('manager'), cloneId);
		const loads = people.map(({ total }) => total);
		expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
		const audits = await row(
			sql`select array_agg(action order by id) as actions from audit_entry where entity = 'round' and entity_id = ${String(cloneId)}`
		);
		expect(audits).toEqual({ actions: ['round.create', 'assessment.assign'] });
	});

	it('is for managers, and a draft is nobody else’s matter than theirs who oversee all of it', async () => {
		const source = await roundIdOf(database.opened, 'PDR-D', '2026-Q3');
		await expect(cloneRound(await as('leader'), source)).rejects.toMatchObject({ code: 'forbidden' });
		const draft = await roundIdOf(database.opened, 'PDR-D', '2027-Q1');
		await expect(getRoundBoard(await as('head'), draft)).rejects.toMatchObject({ code: 'notFound' });
		expect((await getRoundBoard(await as('auditor'), draft)).settings.stage).toBe('draft');
	});
});

describe('creating a round', () => {
	it('refuses a second one for the same framework, period and units', async () => {
		const version = await row<{ id: number }>(
			sql`select v.id from framework_version v join framework f on f.id = v.framework_id where f.code = 'PDR-D'`
		);
		const wish = {
			...usualSettings,
			frameworkVersionId: version.id,
			period: '2026-Q4',
			rootCode: '000000',
			windows: []
		};
		const existingRound = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		const root = await row<{ code: string }>(sql`select code from unit where parent_id is null`);
		await expect(createRound(await as('manager'), { ...wish, rootCode: root.code })).rejects.toMatchObject({
			code: 'conflict',
			details: { existingRound }
		});
	});
});

describe('changing how a round is run', () => {
	it('meets a conflict where somebody else changed it since, and leaves an audit row', async () => {
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2027-Q1');
		const ctx = await as('manager');
		const revision = await revisionOf(roundId);
		const settings = { ...usualSettings, spreadLimit: 12 };
		await changeRoundSettings(ctx, { roundId, revision, settings });
		await expect(changeRoundSettings(ctx, { roundId, revision, settings })).rejects.toMatchObject({
			code: 'conflict'
		});
		expect(await getRound(database.opened.db, roundId)).toMatchObject({ spreadLimit: 12, commentBelow: 40 });
		await expect(
			changeRoundSettings(await as('leader'), { roundId, revision: revision + 1, settings })
		).rejects.toMatchObject({ code: 'forbidden' });
	});

	it('takes a sound timetable, and assessments are due when scoring closes', async () => {
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2027-Q1');
		const ctx = await as('manager');
		const days = proposeTimetable('2027-Q1', { ...usualLengths, scoring: 20 });
		const wrong = days.map((one) => (one.stage === 'appeals' ? { ...one, last: '2027-04-01' } : one));
		await expect(
			changeTimetable(ctx, { roundId, revision: await revisionOf(roundId), days: wrong })
		).rejects.toMatchObject({
			code: 'invalidInput',
			details: { timetable: [{ stage: 'appeals', problem: 'closesBeforeItOpens' }] }
		});
		await changeTimetable(ctx, { roundId, revision: await revisionOf(roundId), days });
		expect(daysOfAll((await getRoundBoard(ctx, roundId)).windows)).toEqual(days);
		const due = await row<{ due: string }>(
			sql`select to_char(max(due_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') as due from assessment where round_id = ${roundId}`
		);
		const scoring = days.find(({ stage }) => stage === 'scoring')!;
		expect(`${due.due}.000Z`).toBe(windowOf(scoring).closesAt.toISOString());
	});
});

describe('assigning assessors', () => {
	it('gives nobody a unit of a declared conflict, nor takes what somebody has begun', async () => {
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2027-Q1');
		const { db } = database.opened;
		const [manager, assessor] = [await as('manager'), await as('assessor')];
		const own = assessor.actor.userId!;
		const begun = await row<{ id: number }>(
			sql`update assessment set status = 'draft', score = 60 where id = (select id from assessment
				where round_id = ${roundId} and assessor_id = ${own} and unit_id not in (select id from unit where path like
				(select path || '%' from unit where code = '330000')) order by id limit 1) returning id`
		);
		await declareInterest(assessor, { unitCode: '330000', reason: 'My wife works there' });
		const { people } = await getAssignment(manager, roundId);
		expect(people.find(({ userId }) => userId === own)).toMatchObject({ conflictUnits: 8 });
		const made = await assignAssessors(manager, {
			roundId,
			revision: await revisionOf(roundId),
			assessorIds: people.map(({ userId }) => userId)
		});
		expect(made).toMatchObject({ kept: 1, unfilled: [] });
		const left = await selectRows<{ code: string }>(
			db,
			sql`select u.code from assessment a join unit u on u.id = a.unit_id where a.round_id = ${roundId} and a.assessor_id = ${own}`
		);
		expect(left.length).toBeGreaterThan(0);
		for (const { code } of left) expect(code).toMatch(/^110000-/);
		expect(await row(sql`select score from assessment where id = ${begun.id}`)).toEqual({ score: 60 });
		// Two of them alone cannot fill every cell with two once one stands aside.
		const other = people.find(({ userId }) => userId !== own)!;
		const short = await assignAssessors(manager, {
			roundId,
			revision: await revisionOf(roundId),
			assessorIds: [own, other.userId]
		});
		expect(short.unfilled).toHaveLength(16);
		expect(short.unfilled[0]).toMatchObject({ missing: 1, aside: { conflict: 1 } });
		const [declared] = await listInterests(assessor);
		await endInterest(assessor, declared!.id);
		await expect(endInterest(assessor, declared!.id)).rejects.toMatchObject({ code: 'notFound' });
	});

	it('refuses people who may not score there, and those who may not assign', async () => {
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2027-Q1');
		const revision = await revisionOf(roundId);
		const head = (await as('head')).actor.userId!;
		await expect(
			assignAssessors(await as('manager'), { roundId, revision, assessorIds: [head] })
		).rejects.toMatchObject({ code: 'invalidInput', details: { reason: 'nobody' } });
		await expect(
			assignAssessors(await as('assessor'), { roundId, revision, assessorIds: [head] })
		).rejects.toMatchObject({ code: 'forbidden' });
		await expect(
			declareInterest(await as('head'), { unitCode: '330000', reason: 'x' })
		).rejects.toMatchObject({ code: 'forbidden' });
		await expect(
			declareInterest(await as('assessor'), { unitCode: 'nowhere', reason: 'x' })
		).rejects.toMatchObject({ code: 'invalidInput' });
	});
});
