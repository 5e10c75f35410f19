import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { daysOfAll, proposeTimetable, usualLengths, windowOf } from '../../../../src/lib/domain/round/timetable';
import { usualSettings } from '../../../../src/lib/domain/round/round-settings';
import type { RoundStage } from '../../../../src/lib/domain/round/round';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { getRound } from '../../../../src/lib/server/db/queries/round';
import { declareInterest } from '../../../../src/lib/server/services/interest/declare-interest';
import { endInterest } from '../../../../src/lib/server/services/interest/end-interest';
import { listInterests } from '../../../../src/lib/server/services/interest/list-interests';
import { applyChange } from '../../../../src/lib/server/services/round/apply-change';
import { assignAssessors } from '../../../../src/lib/server/services/round/assign-assessors';
import { changeRoundSettings } from '../../../../src/lib/server/services/round/change-round-settings';
import { changeTimetable } from '../../../../src/lib/server/services/round/change-timetable';
import { cloneRound } from '../../../../src/lib/server/services/round/clone-round';
import { createRound } from '../../../../src/lib/server/services/round/create-round';
import { getAssignment } from '../../../../src/lib/server/services/round/get-assignment';
import { getRoundBoard } from '../../../../src/lib/server/services/round/get-round-board';
import { listRounds } from '../../../../src/lib/server/services/round/list-rounds';
import { moveRound } from '../../../../src/lib/server/services/round/move-round';
import { signRound } from '../../../../src/lib/server/services/round/sign-round';
import { withdrawRound } from '../../../../src/lib/server/services/round/withdraw-round';
import {
	demonstrationActor,
	idOf,
	roundIdOf,
	seedSmallDemonstration,
	testNow
} from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();
const as = async (account: string, now = testNow) =>
	database.context({ actor: await demonstrationActor(database.opened, account), now });
const row = async <T extends Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T> =>
	(await selectRows<T>(database.opened.db, statement))[0]!;
const revisionOf = async (roundId: number) => (await getRound(database.opened.db, roundId)).revision;
const move = async (roundId: number, to: RoundStage, reason?: string, now = testNow) =>
	moveRound(await as('manager', now), { roundId, to, reason, revision: await revisionOf(roundId) });

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
		expect(clone.state.work).toMatchObject({ cellsWithoutAssessor: 0, assessmentsOpen: 2 * 32 });
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
		await expect(
			createRound(await as('manager'), { ...wish, rootCode: root.code })
		).rejects.toMatchObject({
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
		await expect(declareInterest(await as('head'), { unitCode: '330000', reason: 'x' })).rejects.toMatchObject(
			{ code: 'forbidden' }
		);
		await expect(
			declareInterest(await as('assessor'), { unitCode: 'nowhere', reason: 'x' })
		).rejects.toMatchObject({ code: 'invalidInput' });
	});
});

describe('moving a round', () => {
	const late = new Date('2027-01-20T04:00:00Z');
	let roundId: number;
	beforeAll(async () => {
		roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
	});

	it('names what blocks it, takes no reason for an empty one, skips no stage', async () => {
		await expect(move(roundId, 'selfAssessment')).rejects.toMatchObject({
			code: 'conflict',
			details: { blocks: expect.arrayContaining([{ code: 'periodNotOver', count: 47 }]), standing: false }
		});
		await expect(move(roundId, 'selfAssessment', '  ')).rejects.toMatchObject({ code: 'conflict' });
		await expect(move(roundId, 'scoring', 'now')).rejects.toMatchObject({ code: 'conflict' });
		await expect(
			moveRound(await as('manager'), { roundId, to: 'selfAssessment', reason: 'x', revision: 999 })
		).rejects.toMatchObject({ code: 'conflict' });
		await expect(
			moveRound(await as('leader'), { roundId, to: 'selfAssessment', reason: 'x', revision: 1 })
		).rejects.toMatchObject({ code: 'forbidden' });
	});

	it('steps over blocks with a reason that stays on record', async () => {
		const overridden = await move(roundId, 'selfAssessment', 'Storm: two counties cannot report');
		expect(overridden.length).toBeGreaterThan(0);
		const board = await getRoundBoard(await as('manager'), roundId);
		expect(board.steps[0]).toMatchObject({
			to: 'selfAssessment',
			reason: 'Storm: two counties cannot report',
			overridden,
			byName: expect.stringContaining('Liang')
		});
		const audit = await row<{ after: { reason: string } }>(
			sql`select after from audit_entry where action = 'round.move' and entity_id = ${String(roundId)}`
		);
		expect(audit.after).toMatchObject({ stage: 'selfAssessment', reason: expect.any(String) });
		await move(roundId, 'review', 'no time');
		await move(roundId, 'scoring', 'values follow later');
	});

	it('carries no adjustment past the freeze that nobody else has decided on', async () => {
		const { db } = database.opened;
		const unitId = await idOf(database.opened, 'unit', '330000-health');
		const rule = await row<{ code: string }>(sql`select rule_code as code from adjustment limit 1`);
		await db.execute(sql`insert into adjustment (round_id, unit_id, rule_code, amount, ground_en, ground_zh, status, created_at)
			values (${roundId}, ${unitId}, ${rule.code}, 1, 'late', '迟报', 'proposed', now())`);
		await expect(move(roundId, 'publicity', 'hurry')).rejects.toMatchObject({
			details: { blocks: [{ code: 'adjustmentsUndecided', count: 1 }], standing: true }
		});
		await db.execute(sql`update adjustment set status = 'rejected' where round_id = ${roundId} and status = 'proposed'`);
	});

	it('into publicity freezes everything with its hash: what is reported later changes nothing, a decision does', async () => {
		const { db } = database.opened;
		await move(roundId, 'publicity', 'two assessors are ill', late);
		const snapshot = await row<{ kind: string; sha256: string; content: string }>(
			sql`select kind, sha256, content from round_snapshot where round_id = ${roundId}`
		);
		expect(snapshot.kind).toBe('provisional');
		expect(createHash('sha256').update(snapshot.content).digest('hex')).toBe(snapshot.sha256);
		expect(JSON.parse(snapshot.content)).toMatchObject({ period: '2026-Q4' });
		const unitId = await idOf(database.opened, 'unit', '330000-health');
		const cell = await row<{ indicator_id: number; node_code: string; value: number }>(
			sql`select i.id as indicator_id, r.node_code, r.value from round_input r join round on round.id = r.round_id
				join framework_node n on n.framework_version_id = round.framework_version_id and n.code = r.node_code
				join indicator i on i.id = n.indicator_id where r.round_id = ${roundId} and r.unit_id = ${unitId}
				and r.value is not null and not i.is_scored and i.time_rule = 'last' and i.frequency = 'month' limit 1`
		);
		const stored = async () =>
			(
				await row<{ value: number }>(
					sql`select value from round_input where round_id = ${roundId} and unit_id = ${unitId} and node_code = ${cell.node_code}`
				)
			).value;
		await db.execute(sql`update observation set value = value / 2, numerator = numerator / 2
			where unit_id = ${unitId} and indicator_id = ${cell.indicator_id} and period between '2026-10' and '2026-12'`);
		const ctx = await as('manager', late);
		const changed = { unitId, indicatorId: cell.indicator_id };
		await db.transaction((tx) => applyChange(tx, ctx, [{ ...changed, period: '2026-10' }]));
		expect(await stored(), 'frozen').toBe(cell.value);
		await db.transaction((tx) => applyChange(tx, ctx, [{ ...changed, roundId }]));
		expect(await stored(), 'decided: a quarter whose last month is missing has none').toBeNull();
	});

	it('waits for the end of publicity and for every appeal, whatever the reason', async () => {
		const { db } = database.opened;
		await expect(move(roundId, 'appeals', 'hurry', testNow)).rejects.toMatchObject({
			details: { blocks: [expect.objectContaining({ code: 'publicityRunning' })], standing: true }
		});
		await move(roundId, 'appeals', undefined, new Date('2027-03-01T00:00:00Z'));
		const unitId = await idOf(database.opened, 'unit', '330000-health');
		await db.execute(sql`insert into appeal (round_id, unit_id, indicator_id, claim, filed_at, due_at)
			select ${roundId}, ${unitId}, id, 'too low', now(), now() from indicator where is_scored limit 1`);
		await expect(move(roundId, 'final', 'hurry')).rejects.toMatchObject({
			details: { blocks: [{ code: 'appealsOpen', count: 1 }], standing: true }
		});
		await db.execute(sql`update appeal set status = 'refused' where round_id = ${roundId}`);
		await move(roundId, 'final');
	});

	it('is published with both signatures, over assessments that were left open on record; then nothing changes but a withdrawal', async () => {
		await expect(move(roundId, 'published', 'hurry')).rejects.toMatchObject({
			details: { blocks: [{ code: 'signaturesMissing', count: 2 }], standing: true }
		});
		await signRound(await as('manager'), { roundId, capacity: 'manager' });
		await signRound(await as('leader'), { roundId, capacity: 'leader' });
		await move(roundId, 'published');
		const { steps, settings, may } = await getRoundBoard(await as('manager'), roundId);
		expect(settings.stage).toBe('published');
		expect(steps).toHaveLength(8);
		expect(may).toMatchObject({ withdraw: true, move: false, assign: false, changeTimetable: false });
		const revision = await revisionOf(roundId);
		const manager = await as('manager');
		for (const work of [
			() => moveRound(manager, { roundId, to: 'withdrawn', revision, reason: 'x' }),
			() => changeTimetable(manager, { roundId, revision, days: [] }),
			() => changeRoundSettings(manager, { roundId, revision, settings: usualSettings }),
			() => assignAssessors(manager, { roundId, revision, assessorIds: [1] })
		]) {
			await expect(work()).rejects.toMatchObject({ code: 'stageClosed' });
		}
		await expect(withdrawRound(manager, { roundId, reason: ' ' })).rejects.toMatchObject({
			code: 'invalidInput'
		});
		await withdrawRound(manager, { roundId, reason: 'A wrong file was read' });
		const board = await getRoundBoard(await as('leader'), roundId);
		expect(board.steps[0]).toMatchObject({ to: 'withdrawn', reason: 'A wrong file was read' });
		await expect(withdrawRound(manager, { roundId, reason: 'again' })).rejects.toMatchObject({
			code: 'stageClosed'
		});
	});
});
