import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostEvidence } from '../../../../src/lib/domain/evidence/evidence';
import { sql } from '../../../../src/lib/server/db/client';
import { getAssessment } from '../../../../src/lib/server/services/assessment/get-assessment';
import { listAudit } from '../../../../src/lib/server/services/audit/list-audit';
import type { Proof } from '../../../../src/lib/server/services/evidence/keep-proof';
import { openEvidence } from '../../../../src/lib/server/services/evidence/open-evidence';
import { getMyPage } from '../../../../src/lib/server/services/my/get-my-page';
import { getRoundBoard } from '../../../../src/lib/server/services/round/get-round-board';
import { getSelfAssessment } from '../../../../src/lib/server/services/self-assessment/get-self-assessment';
import { saveSelfAssessment } from '../../../../src/lib/server/services/self-assessment/save-self-assessment';
import { idOf, testNow } from '../../../factories/demonstration';
import { health, selfDesk, transport } from '../../../factories/self-assessment';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const desk = selfDesk(database);
const { as, rows, look, formOf, save, submit } = desk;
const folder = mkdtempSync(join(tmpdir(), 'yardstick-self-'));
const kept = process.env['FILES_DIR'];
let round: number;
let indicators: readonly number[];

const audited = (action: string) =>
	rows<{ entity_id: string; before: unknown; after: Record<string, unknown> }>(
		sql`select entity_id, before, after from audit_entry where action = ${action} and entity = 'selfAssessment' order by id`
	);

beforeAll(async () => {
	process.env['FILES_DIR'] = folder;
	({ round, indicators } = await desk.open());
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
