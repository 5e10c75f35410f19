import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAudit } from '../../../../src/lib/server/services/audit/list-audit';
import { remindOfSelfAssessments } from '../../../../src/lib/server/jobs/remind-reporters';
import { mostEvidence } from '../../../../src/lib/domain/evidence/evidence';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { getRound } from '../../../../src/lib/server/db/queries/round';
import { getAssessment } from '../../../../src/lib/server/services/assessment/get-assessment';
import { openEvidence } from '../../../../src/lib/server/services/evidence/open-evidence';
import type { Proof } from '../../../../src/lib/server/services/evidence/keep-proof';
import { getMyPage } from '../../../../src/lib/server/services/my/get-my-page';
import { getRoundBoard } from '../../../../src/lib/server/services/round/get-round-board';
import { moveRound } from '../../../../src/lib/server/services/round/move-round';
import { getSelfAssessment } from '../../../../src/lib/server/services/self-assessment/get-self-assessment';
import { listSelfAssessments } from '../../../../src/lib/server/services/self-assessment/list-self-assessments';
import { saveSelfAssessment } from '../../../../src/lib/server/services/self-assessment/save-self-assessment';
import { submitSelfAssessment } from '../../../../src/lib/server/services/self-assessment/submit-self-assessment';
import {
	demonstrationActor,
	idOf,
	roundIdOf,
	seedSmallDemonstration,
	testNow
} from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();
const health = '330000-health';
const transport = '110000-transport';
const folder = mkdtempSync(join(tmpdir(), 'yardstick-self-'));
const kept = process.env['FILES_DIR'];
let round: number;
let published: number;
let indicators: readonly number[];

const as = async (account: string, now = testNow) =>
	database.context({ actor: await demonstrationActor(database.opened, account), now });
const rows = <T extends Record<string, unknown>>(statement: ReturnType<typeof sql>) =>
	selectRows<T>(database.opened.db, statement);
const look = async (account: string, unit = health, of = round) =>
	getSelfAssessment(await as(account), { round: of, unit });

interface Typed {
	readonly points?: string;
	readonly comment?: string;
	/** where it is not the one that is stored */
	readonly revision?: number;
}
/** What somebody sends: the indicators in their order, with revisions as they are stored now. */
async function formOf(
	unit: string,
	typed: readonly Typed[],
	more: { proofs?: readonly Proof[]; removed?: readonly number[] } = {}
) {
	const stored = await rows<{ id: number; revision: number }>(
		sql`select s.indicator_id as id, s.revision from self_assessment s join unit u on u.id = s.unit_id
			where s.round_id = ${round} and u.code = ${unit}`
	);
	return {
		round,
		unit,
		typed: typed.map(({ points = '', comment = '', revision }, n) => ({
			indicatorId: indicators[n]!,
			revision: revision ?? stored.find(({ id }) => id === indicators[n])?.revision ?? 0,
			typed: { level: '', points, comment }
		})),
		proofs: (more.proofs ?? []).map((proof) => ({ indicatorId: indicators[0]!, proof })),
		removed: more.removed ?? []
	};
}
type More = Parameters<typeof formOf>[2];
const save = async (account: string, typed: readonly Typed[], more?: More, unit = health, now = testNow) =>
	saveSelfAssessment(await as(account, now), await formOf(unit, typed, more));
const submit = async (account: string, typed: readonly Typed[], unit = health, now = testNow) =>
	submitSelfAssessment(await as(account, now), await formOf(unit, typed));
const audited = (action: string) =>
	rows<{ entity_id: string; before: unknown; after: Record<string, unknown> }>(
		sql`select entity_id, before, after from audit_entry where action = ${action} and entity = 'selfAssessment' order by id`
	);

beforeAll(async () => {
	process.env['FILES_DIR'] = folder;
	await seedSmallDemonstration(database.opened);
	round = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
	published = await roundIdOf(database.opened, 'PDR-D', '2026-Q3');
	indicators = (await look('head')).cells.map(({ indicatorId }) => indicatorId);
	// 110000-transport has not begun, whatever the demonstration made up.
	await database.opened.db.execute(sql`delete from self_assessment where round_id = ${round}
		and unit_id = (select id from unit where code = ${transport})`);
}, 120_000);
afterAll(() => {
	if (kept === undefined) delete process.env['FILES_DIR'];
	else process.env['FILES_DIR'] = kept;
	rmSync(folder, { recursive: true, force: true });
});

describe('who may look at a self-assessment', () => {
	it('is the head of the unit, who finds the rubric, the draft and its proofs', async () => {
		const page = await look('head');
		expect(page.bar).toBeUndefined();
		expect(page.cells.map(({ nodeCode }) => nodeCode)).toEqual(['MGT-03', 'SEC-02']);
		for (const { levels } of page.cells) expect(levels.map(({ level }) => level)).toEqual([1, 2, 3, 4, 5]);
		expect(page.cells.map(({ score }) => score !== null)).toEqual([true, false]);
		expect(page.cells[0]!.evidence).toHaveLength(1);
		expect(page).toMatchObject({ submitted: undefined, seesReviewed: false });
		expect(page.cells.map(({ reviewed }) => reviewed)).toEqual([null, null]);
	});

	it('is nobody else of a draft: those who score see that there is none, other departments nothing', async () => {
		for (const account of ['assessor', 'manager', 'auditor', 'leader']) {
			const page = await look(account);
			expect(page.bar).toBe('forbidden');
			for (const cell of page.cells) expect(cell).toMatchObject({ score: null, comment: '', evidence: [] });
		}
		for (const account of ['head2', 'officer', 'admin']) {
			await expect(look(account)).rejects.toMatchObject({ code: 'forbidden' });
		}
		await expect(
			getSelfAssessment(database.context({ now: testNow }), { round, unit: health })
		).rejects.toMatchObject({ code: 'notSignedIn' });
	});

	it('ends at the units of the round', async () => {
		await expect(look('regionhead', '330000')).rejects.toMatchObject({ code: 'notFound' });
		await expect(look('head', health, 999_999)).rejects.toMatchObject({ code: 'notFound' });
		await expect(look('head', 'nothing')).rejects.toMatchObject({ code: 'unknownUnit' });
	});
});

describe('saving', () => {
	it('takes drafts as often as wanted, with an audit row for each indicator that changed', async () => {
		const before = (await audited('selfAssessment.save')).length;
		expect(await save('head', [{ points: '70', comment: 'rules are out' }, { points: '' }])).toBeUndefined();
		expect(
			await save('head', [{ points: '72.5', comment: 'rules are out' }, { points: '' }])
		).toBeUndefined();
		expect(await save('head', [{ points: '72.5', comment: 'rules are out' }])).toBeUndefined();
		const page = await look('head');
		expect(page.cells[0]).toMatchObject({ score: 72.5, comment: 'rules are out', revision: 3 });
		expect(page.cells[1]).toMatchObject({ score: null, revision: 0 });
		const told = (await audited('selfAssessment.save')).slice(before);
		expect(told).toHaveLength(2);
		expect(told[1]).toMatchObject({ before: { score: 70 }, after: { score: 72.5, status: 'draft' } });
	});

	it('refuses points out of range and keeps what is stored', async () => {
		expect(await save('head', [{ points: '80' }, { points: '100.5' }])).toMatchObject({
			kind: 'problems',
			problems: [{ indicatorId: indicators[1], problem: { field: 'points', code: 'outOfScale' } }]
		});
		expect((await look('head')).cells[0]).toMatchObject({ score: 72.5 });
	});

	it('is for the head of the unit alone, and at indicators of the round alone', async () => {
		for (const account of ['head2', 'officer', 'assessor', 'manager']) {
			await expect(save(account, [{ points: '10' }])).rejects.toMatchObject({ code: 'forbidden' });
			await expect(submit(account, [{ points: '10' }])).rejects.toMatchObject({ code: 'forbidden' });
		}
		const form = await formOf(health, [{ points: '10' }]);
		const measured = await idOf(database.opened, 'indicator', 'OPN-01');
		const typed = form.typed.map((one) => ({ ...one, indicatorId: measured }));
		await expect(saveSelfAssessment(await as('head'), { ...form, typed })).rejects.toMatchObject({
			code: 'notFound'
		});
	});

	it('does not replace what somebody else stored meanwhile', async () => {
		const { revision } = (await look('head')).cells[0]!;
		expect(await save('regionhead', [{ points: '60', comment: 'from above' }])).toBeUndefined();
		const mine = [{ points: '75', comment: 'mine', revision }];
		expect(await save('head', mine)).toEqual({ kind: 'conflict', indicatorIds: [indicators[0]] });
		expect((await look('head')).cells[0]).toMatchObject({ score: 60, comment: 'from above' });
		expect(await save('head', [{ points: '75', comment: 'mine' }])).toBeUndefined();
	});

	it('costs as many statements for one indicator as for all', async () => {
		const ctx = await as('head');
		const one = await formOf(health, [{ points: '76', comment: 'mine' }]);
		const first = await database.statementsOf(() => saveSelfAssessment(ctx, one));
		const all = await formOf(health, [{ points: '77', comment: 'mine' }, { points: '50' }]);
		const second = await database.statementsOf(() => saveSelfAssessment(ctx, all));
		expect(second).toHaveLength(first.length);
	});
});

describe('evidence of a self-assessment', () => {
	const pdf = (more: string): Proof => ({
		kind: 'file',
		name: '台账.pdf',
		bytes: new TextEncoder().encode(`%PDF-1.7\n${more}\n%%EOF\n`)
	});
	const typed = [{ points: '77', comment: 'mine' }, { points: '50' }];

	it('is no executable named .pdf, and nothing of that form is stored', async () => {
		const bytes = Uint8Array.from(Buffer.from('4d5a90000300000004000000ffff0000b8', 'hex'));
		const program: Proof = { kind: 'file', name: 'report.pdf', bytes };
		const changed = [{ points: '10', comment: 'mine' }];
		expect(await save('head', changed, { proofs: [pdf('good'), program] })).toMatchObject({
			kind: 'proof',
			indicatorId: indicators[0],
			problem: { code: 'type', name: 'report.pdf' }
		});
		const [cell] = (await look('head')).cells;
		expect(cell).toMatchObject({ score: 77 });
		expect(cell!.evidence).toHaveLength(1);
	});

	it('is kept, handed out to the unit alone while it is a draft, and taken away by a mark', async () => {
		expect(await save('head', typed, { proofs: [pdf('one')] })).toBeUndefined();
		const proofs = (await look('head')).cells[0]!.evidence;
		const added = proofs.at(-1)!;
		expect(added).toMatchObject({ label: '台账.pdf', mediaType: 'application/pdf' });
		const opened = await openEvidence(await as('head'), added.id);
		expect(await text(opened.stream())).toBe('%PDF-1.7\none\n%%EOF\n');
		for (const account of ['assessor', 'auditor', 'head2', 'officer']) {
			await expect(openEvidence(await as(account), added.id)).rejects.toMatchObject({ code: 'notFound' });
		}
		expect(await save('head', typed, { removed: [proofs[0]!.id] })).toBeUndefined();
		expect((await look('head')).cells[0]!.evidence.map(({ id }) => id)).toEqual([added.id]);
		expect((await audited('evidence.add')).length).toBe(1);
		expect((await audited('evidence.remove')).length).toBe(1);
	});

	it('is taken away by those of the unit alone', async () => {
		const { id } = (await look('head')).cells[0]!.evidence[0]!;
		expect(await save('head2', [{ points: '' }], { removed: [id] }, transport)).toBeUndefined();
		expect((await look('head')).cells[0]!.evidence).toHaveLength(1);
	});

	it('is bounded in number', async () => {
		const link: Proof = { kind: 'link', url: 'https://example.org/rules' };
		const many = Array.from({ length: mostEvidence }, () => link);
		expect(await save('head', typed, { proofs: many })).toMatchObject({ problem: { code: 'tooMany' } });
	});
});

describe('submitting', () => {
	it('wants points everywhere, and comments where the round asks for them', async () => {
		await database.opened.db.execute(sql`update round set comment_above = 90 where id = ${round}`);
		expect(await submit('head', [{ points: '77', comment: 'mine' }, { points: '' }])).toMatchObject({
			problems: [{ indicatorId: indicators[1], problem: { field: 'points', code: 'required' } }]
		});
		expect(await submit('head', [{ points: '77', comment: 'mine' }, { points: '95' }])).toMatchObject({
			problems: [{ indicatorId: indicators[1], problem: { field: 'comment', code: 'required' } }]
		});
		expect((await look('head')).submitted).toBeUndefined();
	});

	it('is done once: a second time and every later change are refused in words, also at the same moment', async () => {
		const whole = [{ points: '77', comment: 'mine' }, { points: '85' }];
		const both = await Promise.allSettled([submit('head', whole), submit('regionhead', whole)]);
		const refused = both.filter((one) => one.status === 'rejected');
		expect(refused).toHaveLength(1);
		expect(refused[0]).toMatchObject({ reason: { code: 'alreadySubmitted' } });
		await expect(submit('head', whole)).rejects.toMatchObject({ code: 'alreadySubmitted' });
		await expect(save('head', [{ points: '10' }])).rejects.toMatchObject({ code: 'alreadySubmitted' });
		const link: Proof = { kind: 'link', url: 'https://example.org/late' };
		await expect(save('head', [], { proofs: [link] })).rejects.toThrow('alreadySubmitted');
		const page = await look('head');
		expect(page.bar).toBe('alreadySubmitted');
		expect(page.cells.map(({ score }) => score)).toEqual([77, 85]);
		expect(page.submitted!.at).toEqual(testNow);
		expect(await audited('selfAssessment.submit')).toHaveLength(2);
		const { lines } = await listAudit(await as('auditor'), { unit: health });
		expect(lines.find(({ action }) => action === 'selfAssessment.submit')?.subject).toMatchObject({
			indicatorCode: 'SEC-02',
			frameworkCode: 'PDR-D',
			period: '2026-Q4'
		});
	});

	it('lays it open to those who score, beside the cell, with its proofs; not to other departments', async () => {
		const page = await look('auditor');
		expect(page.cells.map(({ score }) => score)).toEqual([77, 85]);
		const [proof] = page.cells[0]!.evidence;
		expect((await openEvidence(await as('assessor'), proof!.id)).mediaType).toBe('application/pdf');
		await expect(openEvidence(await as('head2'), proof!.id)).rejects.toMatchObject({ code: 'notFound' });
		await expect(look('head2')).rejects.toMatchObject({ code: 'forbidden' });
		const [assigned] = await rows<{ id: number; account: string }>(
			sql`select a.id, split_part(p.email, '@', 1) as account from assessment a join app_user p on p.id = a.assessor_id
				join unit u on u.id = a.unit_id
				where a.round_id = ${round} and u.code = ${health} and a.indicator_id = ${indicators[0]!}`
		);
		const detail = await getAssessment(await as(assigned!.account), assigned!.id, {});
		expect(detail.self).toMatchObject({ score: 77, comment: 'mine' });
		expect(detail.self!.evidence).toHaveLength(1);
	});

	it('is counted on the board, and due no more on the page of the unit', async () => {
		const board = await getRoundBoard(await as('head'), round);
		expect(board.state.situation.selfAssessmentsOpen).toBe(0);
		const my = await getMyPage(await as('head'), { unit: health });
		expect(my.selfTasks).toMatchObject([{ roundId: round, bar: 'alreadySubmitted', scored: 2, total: 2 }]);
		const other = await getMyPage(await as('head2'), { unit: transport });
		expect(other.selfTasks).toMatchObject([{ roundId: round, bar: undefined, scored: 0, total: 2 }]);
		expect((await getMyPage(await as('officer'), { unit: health })).selfTasks).toEqual([]);
	});
});

describe('the stage of self-assessment', () => {
	const move = async (to: 'selfAssessment' | 'review') =>
		moveRound(await as('manager'), {
			roundId: round,
			to,
			reason: 'a test',
			revision: (await getRound(database.opened.db, round)).revision
		});
	const told = () =>
		rows<{ unit: string; path: string; details: Record<string, unknown> }>(
			sql`select u.code as unit, m.path, m.details from message m join unit u on u.id = m.unit_id
				where m.kind = 'selfAssessment.opened' order by u.code`
		);

	it('tells the heads of units that have not submitted, by when', async () => {
		await move('selfAssessment');
		const messages = await told();
		expect(messages.map(({ unit }) => unit)).toContain(transport);
		expect(messages.map(({ unit }) => unit)).not.toContain(health);
		const [own] = messages.filter(({ unit }) => unit === transport);
		expect(own).toMatchObject({
			path: `/rounds/${round}/self-assessment/${transport}`,
			details: { period: '2026-Q4', date: '2027-01-14' }
		});
	});

	it('reminds of it each morning, once when it can be done and once when little time is left', async () => {
		const count = async (kind: string) =>
			(
				await rows<{ n: number }>(sql`select count(*)::int as n from message m join unit u on u.id = m.unit_id
				where m.kind = ${kind} and m.path = ${`/rounds/${round}/self-assessment/${transport}`}`)
			)[0]!.n;
		const morning = (day: string) =>
			remindOfSelfAssessments(database.context({ now: new Date(`${day}T00:00:00Z`) }));
		await morning('2027-01-10');
		expect([await count('selfAssessment.opened'), await count('selfAssessment.dueSoon')]).toEqual([1, 0]);
		await morning('2027-01-12');
		await morning('2027-01-13');
		expect([await count('selfAssessment.opened'), await count('selfAssessment.dueSoon')]).toEqual([1, 1]);
		await morning('2027-01-15');
		expect(await count('selfAssessment.dueSoon')).toBe(1);
	});

	it('is blocked by the units that have not submitted, which the board names', async () => {
		const board = await getRoundBoard(await as('manager'), round);
		const block = board.blocks.find(({ code }) => code === 'selfAssessmentsOpen')!;
		const { submitted, units, total } = await listSelfAssessments(await as('manager'), round, {
			state: 'open',
			page: 1
		});
		expect(block.count).toBe(units - submitted);
		expect(total).toBe(block.count);
		expect(board.unitsWithoutSelf.length).toBe(Math.min(6, block.count));
		expect(board.unitsWithoutSelf.map(({ code }) => code)).not.toContain(health);
		expect((await getRoundBoard(await as('head2'), round)).unitsWithoutSelf).toMatchObject([
			{ code: transport }
		]);
	});

	it('ends at its closing time, and when the round goes on: what comes then is told so and not stored', async () => {
		const late = new Date('2027-01-14T16:00:00Z');
		await expect(save('head2', [{ points: '50' }], {}, transport, late)).rejects.toMatchObject({
			code: 'stageClosed'
		});
		const whole = [{ points: '50' }, { points: '60' }];
		const [moved, given] = await Promise.allSettled([move('review'), submit('head2', whole, transport)]);
		expect(moved.status).toBe('fulfilled');
		const stored = await rows<{ n: number }>(
			sql`select count(*)::int as n from self_assessment s join unit u on u.id = s.unit_id
				where s.round_id = ${round} and u.code = ${transport} and s.status = 'submitted'`
		);
		expect(stored[0]!.n).toBe(given.status === 'fulfilled' ? 2 : 0);
		if (given.status === 'rejected') expect(given.reason).toMatchObject({ code: 'stageClosed' });
		await expect(submit('head2', whole, transport)).rejects.toMatchObject({
			code: given.status === 'fulfilled' ? 'alreadySubmitted' : 'stageClosed'
		});
	});
});

describe('the gap between own and reviewed scores', () => {
	it('is kept and shown to the unit, to those who oversee and to those who scored, once results are out', async () => {
		for (const account of ['head', 'manager', 'assessor']) {
			const page = await look(account, health, published);
			expect(page.seesReviewed).toBe(true);
			for (const { score, reviewed } of page.cells) {
				expect(score).toEqual(expect.any(Number));
				expect(reviewed).toEqual(expect.any(Number));
			}
		}
		await expect(look('head2', health, published)).rejects.toMatchObject({ code: 'forbidden' });
		const update = sql`update self_assessment set score = 1 where round_id = ${published}`;
		await expect(database.opened.db.execute(update)).rejects.toThrow();
	});

	it('is listed over the units of a round, the widest first, to assessors not before results are laid open', async () => {
		const {
			rows: all,
			units,
			seesReviewed
		} = await listSelfAssessments(await as('manager'), published, {
			page: 1
		});
		expect(seesReviewed).toBe(true);
		expect(all).toHaveLength(units);
		const gaps = all.map(({ gap }) => Math.abs(gap!));
		expect(gaps).toEqual([...gaps].sort((a, b) => b - a));
		for (const { self, reviewed, gap, widest } of all) {
			expect(gap!).toBeCloseTo(reviewed! - self!, 9);
			expect(widest!).toBeGreaterThanOrEqual(Math.abs(gap!) - 1e-9);
		}
		const underWay = await listSelfAssessments(await as('assessor'), round, { page: 1 });
		expect(underWay.seesReviewed).toBe(false);
		for (const row of underWay.rows) expect(row).toMatchObject({ reviewed: null, gap: null, widest: null });
		expect(underWay.rows.find(({ unit }) => unit.code === health)).toMatchObject({ self: 81 });
	});

	it('is of their own units for heads, and not for others', async () => {
		const own = await listSelfAssessments(await as('head'), published, { page: 1 });
		expect(own.rows.map(({ unit }) => unit.code)).toEqual([health]);
		for (const account of ['officer', 'admin']) {
			await expect(listSelfAssessments(await as(account), published, { page: 1 })).rejects.toMatchObject({
				code: 'forbidden'
			});
		}
	});
});
