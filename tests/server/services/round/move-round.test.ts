import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { usualSettings } from '../../../../src/lib/domain/round/round-settings';
import type { RoundStage } from '../../../../src/lib/domain/round/round';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { getRound } from '../../../../src/lib/server/db/queries/round';
import { applyChange } from '../../../../src/lib/server/services/round/apply-change';
import { assignAssessors } from '../../../../src/lib/server/services/round/assign-assessors';
import { changeRoundSettings } from '../../../../src/lib/server/services/round/change-round-settings';
import { changeTimetable } from '../../../../src/lib/server/services/round/change-timetable';
import { getRoundBoard } from '../../../../src/lib/server/services/round/get-round-board';
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

const database = useTestDatabase('demonstration');
const as = async (account: string, now = testNow) =>
	database.context({ actor: await demonstrationActor(database.opened, account), now });
const row = async <T extends Record<string, unknown>>(statement: ReturnType<typeof sql>): Promise<T> =>
	(await selectRows<T>(database.opened.db, statement))[0]!;
const revisionOf = async (roundId: number) => (await getRound(database.opened.db, roundId)).revision;
const move = async (roundId: number, to: RoundStage, reason?: string, now = testNow) =>
	moveRound(await as('manager', now), { roundId, to, reason, revision: await revisionOf(roundId) });

beforeAll(() => seedSmallDemonstration(database.opened), 120_000);

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
		expect(board.mayReview).toBe(false);
		expect((await getRoundBoard(await as('assessor'), roundId)).mayReview).toBe(true);
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
		await db.execute(
			sql`update adjustment set status = 'rejected' where round_id = ${roundId} and status = 'proposed'`
		);
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
		expect((await getRoundBoard(await as('assessor'), roundId)).mayReview).toBe(false);
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
