import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../../../src/lib/server/db/client';
import { getScoreReceipt } from '../../../../src/lib/server/services/unit/get-score-receipt';
import { receiptView } from '../../../../src/lib/view/receipt';
import {
	demonstrationActor,
	roundIdOf,
	seedSmallDemonstration,
	testNow
} from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const health = '330000-health';

async function as(account?: string) {
	const actor = account ? await demonstrationActor(database.opened, account) : undefined;
	return database.context({ now: testNow, ...(actor ? { actor } : {}) });
}

describe('the receipt of a score', () => {
	beforeAll(() => seedSmallDemonstration(database.opened), 240_000);

	it('is recomputed and matches what was published, for every unit of a round', async () => {
		for (const code of ['330000', '110000', health, '110000-transport']) {
			const found = await getScoreReceipt(await as(), { code });
			expect(found.round.stage).toBe('published');
			expect(found.differences).toEqual([]);
		}
	});

	it('says loudly where the stored result is another', async () => {
		const { db } = database.opened;
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		const context = await as('leader');
		const open = { code: health, period: '2026-Q4', node: 'OPN-01' };
		expect((await getScoreReceipt(context, open)).differences).toEqual([]);
		await db.execute(sql`update result set score = score + 1 where round_id = ${roundId} and node_code = 'OPN-01'
			and unit_id = (select id from "unit" where code = ${health})`);
		const { differences } = await getScoreReceipt(context, open);
		expect(differences).toMatchObject([{ node: 'OPN-01', what: 'score' }]);
		await db.execute(sql`update result set score = score - 1 where round_id = ${roundId} and node_code = 'OPN-01'
			and unit_id = (select id from "unit" where code = ${health})`);
	});

	it('leads from the score to the months, to the departments and to both figures where they differ', async () => {
		const { figure, input, receipt } = await getScoreReceipt(await as(), { code: '330000', node: 'OPN-01' });
		expect(input?.denominator).toBeGreaterThan(0);
		expect(figure?.parts.map(({ period }) => period)).toEqual(['2026-07', '2026-08', '2026-09']);
		expect(figure?.parts.every(({ figures }) => figures[0]?.provenance === 'own')).toBe(true);
		expect(figure?.rollUp?.departments).toHaveLength(8);
		const together = figure!.rollUp!.departments.flatMap(({ figures }) => figures[0] ?? []);
		const share =
			(100 * together.reduce((sum, { numerator }) => sum + (numerator ?? 0), 0)) /
			together.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0);
		expect(figure?.rollUp?.value).toBeCloseTo(share, 9);
		expect(receiptView(receipt, 'OPN-01')?.path.map(({ code }) => code)).toEqual(['OPN-01', 'OPN', 'PDR-R']);
	});

	it('keeps changes of cells, and the people behind them, from strangers and from other units’ heads', async () => {
		const { db } = database.opened;
		await db.execute(sql`insert into observation_revision
				(unit_id, indicator_id, period, revision, before, after, reason, changed_by, changed_at)
			select u.id, i.id, '2026-08', 2, '{"value": 50, "status": "submitted"}', '{"value": 51, "status": "submitted"}',
				'typed twice', (select id from app_user where email = 'officer@demo.example'), '2026-09-20T00:00:00Z'
			from "unit" u, indicator i where u.code = ${health} and i.code = 'OPN-01'`);
		const of = async (account?: string) =>
			(await getScoreReceipt(await as(account), { code: health, node: 'OPN-01' })).figure?.revisions;
		expect(await of()).toBeUndefined();
		expect(await of('head2')).toBeUndefined();
		expect((await of('head'))?.[0]).toMatchObject({
			period: '2026-08',
			reason: 'typed twice',
			after: { value: 51 }
		});
		expect((await of('head'))?.[0]?.changedByName).toMatch(/Wu Xiaolan/);
		expect((await of('auditor'))?.length).toBeGreaterThan(0);
	});

	it('shows single assessments to those who may read them, without names to the unit itself, and to nobody else', async () => {
		const of = async (account?: string) =>
			(await getScoreReceipt(await as(account), { code: health, node: 'MGT-03' })).assessment!;
		const forStranger = await of();
		expect(forStranger).toMatchObject({ disclosure: 'count', scores: [] });
		expect(forStranger.submitted).toBeGreaterThan(0);
		expect((await of('head2')).scores).toEqual([]);
		const forHead = await of('head');
		expect(forHead.disclosure).toBe('numbered');
		expect(forHead.scores.length).toBe(forStranger.submitted);
		expect(forHead.scores.every(({ assessorName }) => assessorName === undefined)).toBe(true);
		expect((await of('leader')).scores[0]?.assessorName).toMatch(/\S/);
		expect((await of('assessor')).disclosure).toBe('named');
	});

	it('does not show assessors each other’s scores while one of them has not submitted, nor the unit', async () => {
		const { db } = database.opened;
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		await db.execute(sql`update assessment set status = 'draft', submitted_at = null where id = (
			select min(a.id) from assessment a join "unit" u on u.id = a.unit_id join indicator i on i.id = a.indicator_id
			where a.round_id = ${roundId} and u.code = ${health} and i.code = 'MGT-03')`);
		const of = async (account: string) =>
			(await getScoreReceipt(await as(account), { code: health, period: '2026-Q4', node: 'MGT-03' }))
				.assessment!;
		// The score of a cell in which one has submitted is that one's: assessors see no provisional result at all.
		await expect(of('assessor')).rejects.toMatchObject({ code: 'notFound' });
		expect((await of('head')).disclosure).toBe('count');
		expect((await of('leader')).disclosure).toBe('named');
	});

	it('keeps the peers’ extremes from a head until the round is published', async () => {
		const stepsFor = async (account: string, period: string) =>
			(await getScoreReceipt(await as(account), { code: health, period, node: 'SHR-03' })).receipt.nodes.find(
				({ node }) => node === 'SHR-03'
			)!.steps;
		const measured = (steps: Awaited<ReturnType<typeof stepsFor>>) =>
			steps.filter(({ statistics }) => Object.keys(statistics).length > 0);
		expect(measured(await stepsFor('leader', '2026-Q4'))).not.toEqual([]);
		expect(measured(await stepsFor('head', '2026-Q4'))).toEqual([]);
		expect(measured(await stepsFor('head', '2026-Q3'))).not.toEqual([]);
	});

	it('says what a provisional score rests on, and nothing of the kind of a published one', async () => {
		const open = await getScoreReceipt(await as('head'), { code: health, period: '2026-Q4' });
		// Three cells are empty and one was sent back.
		expect(open.basis).toEqual({ progress: { ended: 1, all: 3 }, countedAsZero: 4 });
		expect(
			(await getScoreReceipt(await as('head'), { code: health, period: '2026-Q3' })).basis
		).toBeUndefined();
	});

	it('is not found for a round that may not be read, or a node that is not there', async () => {
		const open = { code: health, period: '2026-Q4' };
		await expect(getScoreReceipt(await as(), open)).rejects.toMatchObject({
			code: 'notFound',
			details: { unpublishedPeriod: '2026-Q4' }
		});
		await expect(getScoreReceipt(await as('head2'), open)).rejects.toMatchObject({ code: 'notFound' });
		expect((await getScoreReceipt(await as('head'), open)).node.code).toBe('PDR-D');
		await expect(getScoreReceipt(await as(), { code: health, node: 'APP-01' })).rejects.toMatchObject({
			code: 'notFound'
		});
	});
});
