import { beforeAll, describe, expect, it } from 'vitest';
import type { AdjustmentMove } from '../../../../src/lib/domain/round/adjustment';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { decideAdjustment } from '../../../../src/lib/server/services/adjustment/decide-adjustment';
import { listRoundAdjustments } from '../../../../src/lib/server/services/adjustment/list-adjustments';
import {
	proposeAdjustment,
	type AdjustmentToPropose
} from '../../../../src/lib/server/services/adjustment/propose-adjustment';
import { openEvidence } from '../../../../src/lib/server/services/evidence/open-evidence';
import { declareInterest } from '../../../../src/lib/server/services/interest/declare-interest';
import {
	demonstrationActor,
	idOf,
	roundIdOf,
	seedSmallDemonstration,
	testNow
} from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const health = '330000-health';
const png = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64'
);
let round: number;
let unitId: number;

const as = async (account: string) =>
	database.context({ actor: await demonstrationActor(database.opened, account), now: testNow });
const propose = async (over: Partial<AdjustmentToPropose> = {}, account = 'assessor') =>
	proposeAdjustment(await as(account), {
		roundId: round,
		unitCode: health,
		ruleCode: 'false',
		amount: 4,
		groundEn: '',
		groundZh: '核实数据不实',
		proofs: [],
		...over
	});
const decide = async (id: number, move: AdjustmentMove, account: string, reason = '') =>
	decideAdjustment(await as(account), { roundId: round, id, move, reason });
const list = async (account = 'manager', page = 1) =>
	listRoundAdjustments(await as(account), { roundId: round, page });
const total = async () =>
	(
		await selectRows<{ score: number }>(
			database.opened.db,
			sql`select score from result where round_id = ${round} and unit_id = ${unitId} and node_code = 'PDR-D'`
		)
	)[0]!.score;
const trail = async (id: number) =>
	(
		await selectRows<{ action: string }>(
			database.opened.db,
			sql`select action from audit_entry where entity = 'adjustment' and entity_id = ${String(id)} order by id`
		)
	).map(({ action }) => action);
const told = async (kind: string) =>
	(
		await selectRows<{ account: string }>(
			database.opened.db,
			sql`select distinct split_part(u.email, '@', 1) as account from message m join app_user u on u.id = m.user_id
				where m.kind = ${kind} order by 1`
		)
	).map(({ account }) => account);

beforeAll(async () => {
	await seedSmallDemonstration(database.opened);
	round = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
	unitId = await idOf(database.opened, 'unit', health);
}, 120_000);

describe('proposing an adjustment', () => {
	it('changes no score, is told to managers, and waits for somebody else', async () => {
		const before = await total();
		const id = (await propose()) as number;
		expect(await total()).toBe(before);
		expect(await told('adjustment.proposed')).toContain('manager');
		const seen = (await list()).adjustments.find((one) => one.id === id)!;
		expect(seen).toMatchObject({
			status: 'proposed',
			amount: 4,
			ground: { en: '核实数据不实', 'zh-CN': '核实数据不实' },
			moves: ['confirm', 'reject']
		});
		expect((await list('assessor')).adjustments.find((one) => one.id === id)!.moves).toEqual(['withdraw']);
		expect((await list('leader')).adjustments.find((one) => one.id === id)!.moves).toEqual([]);
		await decide(id, 'withdraw', 'assessor');
		expect(await trail(id)).toEqual(['adjustment.propose', 'adjustment.withdraw']);
	});

	it('refuses points that the rule does not have, a unit or rule of elsewhere, and no ground, each at its field', async () => {
		const problems = (wish: Partial<AdjustmentToPropose>) =>
			propose(wish).then(
				() => [],
				(error: { details: { problems: { field: string; problem: string }[] } }) =>
					error.details.problems.map(({ field, problem }) => `${field} ${problem}`)
			);
		expect(await problems({ amount: 10.5 })).toEqual(['amount pointsOfRule']);
		expect(await problems({ amount: -1 })).toEqual(['amount pointsOfRule']);
		expect(await problems({ amount: null })).toEqual(['amount pointsOfRule']);
		expect(await problems({ unitCode: '330000' })).toEqual(['unit notInRound']);
		expect(await problems({ ruleCode: 'mercy' })).toEqual(['rule ruleUnknown']);
		expect(await problems({ groundZh: ' ' })).toEqual(['groundZh textMissing']);
		expect(await problems({ groundEn: 'x'.repeat(1001) })).toEqual(['groundEn tooLong']);
	});

	it('is one where the same form comes twice, and never by the rule that orders have', async () => {
		const id = (await propose({ groundZh: '重复提交' })) as number;
		await expect(propose({ groundZh: '重复提交' })).rejects.toMatchObject({ code: 'conflict' });
		await decide(id, 'withdraw', 'assessor');
		const { manualRules, rules } = await list();
		const [ofOrders] = rules.filter(({ code }) => !manualRules.some((rule) => rule.code === code));
		expect(ofOrders!.do).toBe('penalty');
		await expect(propose({ ruleCode: ofOrders!.code, amount: 1 })).rejects.toMatchObject({
			details: { problems: [{ field: 'rule', problem: 'ruleUnknown' }] }
		});
	});

	it('keeps nothing where a proof is not what its name says', async () => {
		const { total: before } = await list();
		const answer = await propose({
			proofs: [{ kind: 'file', name: 'proof.pdf', bytes: new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]) }]
		});
		expect(answer).toMatchObject({ code: 'type' });
		expect((await list()).total).toBe(before);
	});

	it('is for evaluation staff and managers, and not on a unit of a declared conflict', async () => {
		for (const account of ['leader', 'head', 'officer', 'auditor', 'admin']) {
			await expect(propose({}, account)).rejects.toMatchObject({ code: 'forbidden' });
		}
		await declareInterest(await as('assessor4'), { unitCode: '330000', reason: 'a brother' });
		await expect(propose({}, 'assessor4')).rejects.toMatchObject({ code: 'ownUnit' });
		expect((await list('assessor4')).offered!.some(({ code }) => code.startsWith('330000'))).toBe(false);
		expect((await list('assessor')).offered!.some(({ code }) => code === health)).toBe(true);
		expect((await list('leader')).offered).toBeUndefined();
	});
});

describe('deciding on an adjustment', () => {
	it('is for another than its proposer; confirmed it counts at once, and its unit is told', async () => {
		const before = await total();
		const id = (await propose()) as number;
		for (const move of ['confirm', 'reject'] as const) {
			await expect(decide(id, move, 'assessor', 'because')).rejects.toMatchObject({
				code: 'forbidden',
				details: { bar: 'proposer' }
			});
		}
		await expect(decide(id, 'confirm', 'leader')).rejects.toMatchObject({ code: 'forbidden' });
		await expect(decide(id, 'confirm', 'assessor4')).rejects.toMatchObject({ code: 'ownUnit' });
		await decide(id, 'confirm', 'manager');
		expect(await total()).toBeCloseTo(before - 4, 9);
		expect(await told('adjustment.confirmed')).toContain('head');
		await expect(decide(id, 'confirm', 'assessor2')).rejects.toMatchObject({ code: 'conflict' });
		await expect(decide(id, 'withdraw', 'assessor')).rejects.toMatchObject({ code: 'conflict' });

		await expect(decide(id, 'revoke', 'assessor2', ' ')).rejects.toMatchObject({ code: 'invalidInput' });
		await decide(id, 'revoke', 'assessor2', 'It was another unit');
		expect(await total()).toBeCloseTo(before, 9);
		expect(await trail(id)).toEqual(['adjustment.propose', 'adjustment.confirm', 'adjustment.revoke']);
	});

	it('a veto lowers the score to what the rule says, and the grade', async () => {
		const before = await total();
		const id = (await propose({ ruleCode: 'incident', amount: 99 })) as number;
		await decide(id, 'confirm', 'manager');
		expect(await total()).toBe(Math.min(before, 59));
		const [row] = await selectRows<{ grade: string }>(
			database.opened.db,
			sql`select grade from result where round_id = ${round} and unit_id = ${unitId} and node_code = 'PDR-D'`
		);
		expect(row!.grade).toBe('unqualified');
		await decide(id, 'revoke', 'assessor2', 'made to test it');
	});

	it('rejected with a reason, it counts nothing and is told to its proposer', async () => {
		const before = await total();
		const id = (await propose()) as number;
		await expect(decide(id, 'reject', 'manager')).rejects.toMatchObject({ code: 'invalidInput' });
		await decide(id, 'reject', 'manager', 'The value was right');
		expect(await total()).toBe(before);
		expect(await told('adjustment.rejected')).toContain('assessor');
	});

	it('is refused where the round has no such adjustment', async () => {
		await expect(decide(2_000_000_000, 'confirm', 'manager')).rejects.toMatchObject({ code: 'notFound' });
		const elsewhere = await roundIdOf(database.opened, 'PDR-R', '2026-Q4');
		const id = (await propose()) as number;
		await expect(
			decideAdjustment(await as('manager'), { roundId: elsewhere, id, move: 'confirm', reason: '' })
		).rejects.toMatchObject({ code: 'notFound' });
		await decide(id, 'withdraw', 'assessor');
	});
});

describe('the proof of an adjustment', () => {
	it('is open to those who oversee it at once, to its unit once it counts, to other units never', async () => {
		const id = (await propose({
			proofs: [{ kind: 'file', name: 'photo.png', bytes: new Uint8Array(png) }]
		})) as number;
		const proof = (await list()).adjustments.find((one) => one.id === id)!.evidence[0]!;
		const open = async (account: string) => openEvidence(await as(account), proof.id);
		expect((await open('leader')).mediaType).toBe('image/png');
		await expect(open('head')).rejects.toMatchObject({ code: 'notFound' });
		await decide(id, 'confirm', 'manager');
		expect((await open('head')).fileName).toBe('photo.png');
		await expect(open('head2')).rejects.toMatchObject({ code: 'notFound' });
		await decide(id, 'revoke', 'assessor2', 'made to test it');
	});
});
