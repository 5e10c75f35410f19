import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { mostEvidence, mostEvidenceBytes } from '../../../../src/lib/domain/evidence/evidence';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { addEvidence } from '../../../../src/lib/server/services/evidence/add-evidence';
import { getEvidencePage } from '../../../../src/lib/server/services/evidence/get-evidence-page';
import { listEvidence } from '../../../../src/lib/server/services/evidence/list-evidence';
import { openEvidence } from '../../../../src/lib/server/services/evidence/open-evidence';
import { removeEvidence } from '../../../../src/lib/server/services/evidence/remove-evidence';
import { getEntryPage } from '../../../../src/lib/server/services/observation/get-entry-page';
import { demonstrationActor, seedSmallDemonstration, testNow } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const cell = { unit: '330000-health', indicator: 'OPN-02', period: '2026-10' };
const folder = mkdtempSync(join(tmpdir(), 'yardstick-evidence-'));
const kept = process.env['FILES_DIR'];
let officer: Actor;

beforeAll(async () => {
	process.env['FILES_DIR'] = folder;
	await seedSmallDemonstration(database.opened);
	officer = await demonstrationActor(database.opened, 'officer');
}, 120_000);
afterAll(() => {
	if (kept === undefined) delete process.env['FILES_DIR'];
	else process.env['FILES_DIR'] = kept;
	rmSync(folder, { recursive: true, force: true });
});

const ctx = (actor = officer) => database.context({ actor, now: testNow });
const pdf = (more = '') => new TextEncoder().encode(`%PDF-1.7\n${more}\n%%EOF\n`);
const file = (name: string, bytes: Uint8Array, label = '', actor = officer) =>
	addEvidence(ctx(actor), { ...cell, label, proof: { kind: 'file', name, bytes } });
const link = (url: string, label = '') =>
	addEvidence(ctx(), { ...cell, label, proof: { kind: 'link', url } });
const as = (account: string) => demonstrationActor(database.opened, account);
const idOf = (answer: Awaited<ReturnType<typeof addEvidence>>): number => {
	if ('problem' in answer) throw new Error(answer.problem.code);
	return answer.id;
};

describe('evidence of a cell', () => {
	it('is a file, handed out whole as what it truly is, to whoever may read the value', async () => {
		const id = idOf(await file('../../平台 截图.PDF', pdf('one')));
		const opened = await openEvidence(ctx(await as('auditor')), id);
		expect(opened).toMatchObject({ fileName: '平台 截图.pdf', mediaType: 'application/pdf' });
		expect(await text(opened.stream())).toBe('%PDF-1.7\none\n%%EOF\n');
		const { evidence } = await getEvidencePage(ctx(), cell);
		expect(evidence).toMatchObject([{ id, label: '平台 截图.PDF', url: null, addedByName: officer.name }]);
		const desk = await getEntryPage(ctx(), { unit: cell.unit, period: cell.period });
		expect(desk.evidence['OPN-02']).toHaveLength(1);
	});

	it('is stored once where the same bytes come twice, and nothing unfinished stays', async () => {
		const before = readdirSync(folder, { recursive: true }).length;
		idOf(await file('again.pdf', pdf('one'), 'The same page'));
		expect(readdirSync(folder, { recursive: true })).toHaveLength(before);
		expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
	});

	it.each([
		[
			'an executable named .pdf',
			Buffer.from('4d5a90000300000004000000ffff0000b8', 'hex'),
			'application/x-msdownload'
		],
		['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), null],
		[
			'a picture that can run scripts',
			Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
			'application/xml'
		],
		['an archive', Buffer.from('504b0506000000000000000000000000000000000000', 'hex'), 'application/zip']
	])('is not %s', async (_, bytes, found) => {
		expect(await file('report.pdf', bytes)).toEqual({
			problem: { code: 'type', name: 'report.pdf', found }
		});
	});

	it.each([
		['without bytes', new Uint8Array(), 'empty'],
		['larger than the bound', new Uint8Array(mostEvidenceBytes + 1), 'tooLarge']
	])('is not a file %s', async (_, bytes, code) => {
		expect(await file('a.pdf', bytes)).toEqual({ problem: { code } });
	});

	it('is a link to a page, and to nothing else', async () => {
		idOf(await link(' https://example.org/a b ', 'Notice'));
		for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'not an address']) {
			expect(await link(url)).toEqual({ problem: { code: 'badLink' } });
		}
	});

	it('is taken away by a mark: the audit tells of it, and nobody gets the file any more', async () => {
		const id = idOf(await file('b.pdf', pdf('two')));
		expect(await removeEvidence(ctx(), cell, id)).toBeUndefined();
		await expect(openEvidence(ctx(), id)).rejects.toMatchObject({ code: 'notFound' });
		await expect(removeEvidence(ctx(), cell, id)).rejects.toMatchObject({ code: 'notFound' });
		const rows = await selectRows<{ action: string }>(
			database.opened.db,
			sql`select action from audit_entry where entity_id = ${'330000-health/OPN-02/2026-10'}
				and action like 'evidence.%' order by id desc limit 2`
		);
		expect(rows.map(({ action }) => action)).toEqual(['evidence.remove', 'evidence.add']);
	});

	it('is bounded in number, also for two who add at once', async () => {
		const { evidence } = await getEvidencePage(ctx(), cell);
		for (let count = evidence.length; count < mostEvidence - 1; count++)
			await link(`https://example.org/${count}`);
		const last = await Promise.all([link('https://example.org/x'), link('https://example.org/y')]);
		expect(last.filter((answer) => 'problem' in answer)).toEqual([{ problem: { code: 'tooMany' } }]);
	});

	it('is added by the unit’s own people, and read by those who read its values', async () => {
		const other = await as('head2');
		await expect(file('c.pdf', pdf(), '', other)).rejects.toMatchObject({ code: 'forbidden' });
		await expect(file('c.pdf', pdf(), '', await as('assessor'))).rejects.toMatchObject({ code: 'forbidden' });
		const { evidence, unit } = await getEvidencePage(ctx(), cell);
		await expect(openEvidence(ctx(other), evidence[0]!.id)).rejects.toMatchObject({ code: 'notFound' });
		await expect(openEvidence(database.context(), evidence[0]!.id)).rejects.toMatchObject({
			code: 'notSignedIn'
		});
		expect((await listEvidence(ctx(other), unit, 'OPN-02', ['2026-10'])).size).toBe(0);
		expect((await listEvidence(ctx(), unit, 'OPN-02', ['2026-10', '2026-09'])).get('2026-10')).toHaveLength(
			mostEvidence
		);
	});

	it('stays as it was when the value is approved', async () => {
		await database.opened.db.execute(sql`update observation set status = 'approved' where period = '2026-10'
			and unit_id = (select id from unit where code = '330000-health')
			and indicator_id = (select id from indicator where code = 'OPN-01')`);
		const approved = { ...cell, indicator: 'OPN-01' };
		const wish = { ...approved, label: '', proof: { kind: 'link', url: 'https://example.org' } as const };
		expect(await addEvidence(ctx(), wish)).toEqual({ problem: { code: 'locked' } });
	});
});

describe('evidence of something else', () => {
	it('is handed out to whoever may read what it proves, not to all who read values', async () => {
		const proof = { kind: 'file', name: 'd.pdf', bytes: pdf('d') } as const;
		const own = idOf(await addEvidence(ctx(), { ...cell, indicator: 'OPN-03', label: '', proof }));
		const [copy] = await selectRows<{ id: number }>(
			database.opened.db,
			sql`insert into evidence (unit_id, subject, subject_key, label, file_sha256, media_type, file_bytes, added_at)
				select unit_id, 'appeal', '1', label, file_sha256, media_type, file_bytes, added_at from evidence where id = ${own}
				returning id`
		);
		for (const reader of ['head', 'assessor', 'auditor']) {
			expect((await openEvidence(ctx(await as(reader)), copy!.id)).mediaType).toBe('application/pdf');
		}
		for (const other of ['officer', 'head2']) {
			await expect(openEvidence(ctx(await as(other)), copy!.id)).rejects.toMatchObject({ code: 'notFound' });
		}
	});
});

describe('the range of peers', () => {
	it('is that of the newest published month, also for those who may read what is under way', async () => {
		const { peers } = await getEntryPage(ctx(), { unit: cell.unit, period: cell.period });
		// Two provinces have one health department each: too few for a middle half.
		expect(peers).toMatchObject({ period: '2026-09', ranges: {} });
		const leader = await as('regionhead');
		const own = await getEntryPage(ctx(leader), { unit: cell.unit, period: cell.period });
		expect(own.peers?.period).toBe('2026-09');
	});
});
