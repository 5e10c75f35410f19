import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import type { AssignedCell } from '../../../../src/lib/domain/assessment/assigned-cell';
import type { TypedAssessment } from '../../../../src/lib/domain/assessment/read-draft';
import { workStateOf } from '../../../../src/lib/domain/assessment/worklist';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { findNextAssessment } from '../../../../src/lib/server/services/assessment/find-next-assessment';
import { getAssessment } from '../../../../src/lib/server/services/assessment/get-assessment';
import { getScoreGrid } from '../../../../src/lib/server/services/assessment/get-score-grid';
import { listAssignments } from '../../../../src/lib/server/services/assessment/list-assignments';
import { listWorklist } from '../../../../src/lib/server/services/assessment/list-worklist';
import { declareInterest } from '../../../../src/lib/server/services/interest/declare-interest';
import { endInterest } from '../../../../src/lib/server/services/interest/end-interest';
import { listInterests } from '../../../../src/lib/server/services/interest/list-interests';
import { saveAssessment } from '../../../../src/lib/server/services/assessment/save-assessment';
import { saveScoreGrid } from '../../../../src/lib/server/services/assessment/save-score-grid';
import { submitDrafts } from '../../../../src/lib/server/services/assessment/submit-drafts';
import { demonstrationActor, seedSmallDemonstration, testNow } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
let assessor: Actor;

beforeAll(async () => {
	await seedSmallDemonstration(database.opened);
	assessor = await demonstrationActor(database.opened, 'assessor');
	// The demonstration leaves little to do in two provinces: here all of the round under way is, but for three drafts.
	const open = sql`round_id in (select id from round where stage = 'collecting')`;
	const { db } = database.opened;
	await db.execute(
		sql`update assessment set status = 'assigned', score = null, comment = '', submitted_at = null where ${open}`
	);
	await db.execute(sql`update assessment set status = 'draft', score = 50 where id in (
		select id from assessment where assessor_id = ${assessor.userId} and ${open} order by id desc limit 3)`);
}, 120_000);

const ctx = (actor = assessor, now = testNow) => database.context({ actor, now });
const typed = (over: Partial<TypedAssessment> = {}): TypedAssessment => ({
	level: '',
	points: '',
	comment: '',
	evidence: [],
	isFlagged: false,
	...over
});
const cells = (state?: ReturnType<typeof workStateOf>, actor = assessor): Promise<AssignedCell[]> =>
	listAssignments(ctx(actor)).then((all) => all.filter((cell) => !state || workStateOf(cell) === state));
const stored = async (id: number): Promise<AssignedCell> => (await listAssignments(ctx(), [id]))[0]!;
const save = (
	cell: AssignedCell,
	over: Partial<TypedAssessment>,
	intent: 'save' | 'submit' = 'save',
	actor = assessor
) => saveAssessment(ctx(actor), { id: cell.id, revision: cell.revision, typed: typed(over), intent });

describe('the worklist', () => {
	it('counts what is done round by round and knows where to go on', async () => {
		const { rounds, cells: all } = await listWorklist(ctx());
		expect(rounds.length).toBeGreaterThan(0);
		for (const { round, progress, isOpen } of rounds) {
			expect(isOpen).toBe(true);
			expect(progress.total).toBe(all.filter((cell) => cell.roundId === round.id).length);
			expect(progress.submitted + progress.scoredDrafts + progress.unscored).toBe(progress.total);
		}
		const next = rounds.flatMap(({ nextUnscoredId }) => nextUnscoredId ?? [])[0]!;
		expect(workStateOf(all.find(({ id }) => id === next)!)).toBe('unscored');
	});

	it('leads nobody to a unit of a declared conflict of interest', async () => {
		const [next] = await cells('unscored');
		const barred = next!.unit.path;
		await declareInterest(ctx(), { unitCode: next!.unit.code, reason: 'Worked there until May' });
		const { rounds, cells: all } = await listWorklist(ctx());
		expect(all.filter(({ isOwnUnit }) => isOwnUnit).map(({ unit }) => unit.path)).toContain(barred);
		for (const { nextUnscoredId } of rounds) {
			expect(all.find(({ id }) => id === nextUnscoredId)?.unit.path).not.toBe(barred);
		}
		const after = await findNextAssessment(ctx(), next!.id, {});
		expect(all.find(({ id }) => id === after)!.unit.path).not.toBe(barred);
		const { bar, peers, place } = await getAssessment(ctx(), next!.id, {});
		expect({ bar, peers }).toEqual({ bar: 'ownUnit', peers: undefined });
		expect(all.find(({ id }) => id === place.nextId)!.unit.path).not.toBe(barred);
		const grid = await getScoreGrid(ctx(), { round: next!.roundId, indicator: next!.nodeCode });
		expect(grid.cells.find(({ id }) => id === next!.id)!.bar).toBe('ownUnit');
		const [declared] = await listInterests(ctx());
		await endInterest(ctx(), declared!.id);
	});

	it('is not for people who score nothing', async () => {
		const head = await demonstrationActor(database.opened, 'head');
		await expect(listWorklist(ctx(head))).rejects.toMatchObject({ code: 'forbidden' });
	});
});

describe('one score', () => {
	it('is saved as a draft with its audit row, and comes back as it was typed', async () => {
		const [cell] = await cells('unscored');
		const evidence = [{ label: 'Minutes', url: 'https://example.org/m' }];
		const outcome = await save(cell!, { level: '75', comment: ' sound ', evidence });
		expect(outcome).toMatchObject({ kind: 'saved', status: 'draft', revision: cell!.revision + 1 });
		expect(await stored(cell!.id)).toMatchObject({
			score: 75,
			comment: 'sound',
			evidence,
			status: 'draft',
			savedAt: testNow
		});
		const audit = await selectRows<{ action: string; actor_id: number }>(
			database.opened.db,
			sql`select action, actor_id from audit_entry where entity = 'assessment' and entity_id = ${String(cell!.id)}`
		);
		expect(audit).toEqual([{ action: 'assessment.save', actor_id: assessor.userId }]);
	});

	it('is left alone where nothing changed', async () => {
		const [cell] = await cells('draft');
		const { score, comment, evidence } = cell!;
		const same = {
			points: String(score),
			comment,
			evidence: evidence.map(({ label, url = '' }) => ({ label, url }))
		};
		expect(await save(cell!, same)).toMatchObject({ kind: 'saved', revision: cell!.revision });
		expect((await stored(cell!.id)).revision).toBe(cell!.revision);
	});

	it('shows what another window stored instead of overwriting it', async () => {
		const [cell] = await cells('unscored');
		await save(cell!, { points: '60' });
		expect(await save(cell!, { points: '65' })).toMatchObject({
			kind: 'conflict',
			stored: { score: 60 },
			revision: cell!.revision + 1
		});
		expect((await stored(cell!.id)).score).toBe(60);
		expect(await save(await stored(cell!.id), { points: '65' })).toMatchObject({ kind: 'saved' });
	});

	it('is refused in words where it is no score', async () => {
		const [cell] = await cells('unscored');
		expect(await save(cell!, { points: '101' })).toMatchObject({
			kind: 'problems',
			problems: [{ code: 'outOfScale' }]
		});
		expect(await save(cell!, {}, 'submit')).toMatchObject({
			kind: 'problems',
			problems: [{ code: 'required' }]
		});
		expect((await stored(cell!.id)).revision).toBe(cell!.revision);
	});

	it('counts in the provisional ranking once the last assessor of the cell has submitted', async () => {
		const [cell] = await cells('unscored');
		const scoreOf = async () =>
			(
				await selectRows<{ score: number | null }>(
					database.opened.db,
					sql`select score from result where round_id = ${cell!.roundId} and unit_id = ${cell!.unit.id}
						and node_code = ${cell!.nodeCode}`
				)
			)[0]?.score;
		const computed = async () =>
			(
				await selectRows<{ computed_at: Date | string }>(
					database.opened.db,
					sql`select computed_at from round where id = ${cell!.roundId}`
				)
			)[0]!.computed_at;
		const before = [await scoreOf(), new Date(await computed()).getTime()];
		const later = new Date(testNow.getTime() + 60_000);
		const outcome = await saveAssessment(ctx(assessor, later), {
			id: cell!.id,
			revision: cell!.revision,
			typed: typed({ points: '37.5' }),
			intent: 'submit'
		});
		expect(outcome).toMatchObject({ kind: 'saved', status: 'submitted' });
		expect(new Date(await computed()).getTime()).toBe(later.getTime());
		expect(await scoreOf()).not.toBe(before[0]);
		expect(
			await save(await stored(cell!.id), { points: '40' }).catch((error: { code: string }) => error.code)
		).toBe('alreadySubmitted');
	});

	it('is not anybody else’s, not for one’s own unit, and not out of time', async () => {
		const [cell] = await cells('unscored');
		const other = await demonstrationActor(database.opened, 'assessor2');
		const theirs = (await cells(undefined, other)).find(({ id }) => id === cell!.id);
		expect(theirs).toBeUndefined();
		await expect(save(cell!, { points: '50' }, 'save', other)).rejects.toMatchObject({ code: 'notFound' });
		const grant = { role: 'dataOfficer' as const, unitId: cell!.unit.id, unitPath: cell!.unit.path };
		const involved = { ...assessor, grants: [...assessor.grants, grant] };
		await expect(save(cell!, { points: '50' }, 'save', involved)).rejects.toMatchObject({ code: 'ownUnit' });
		expect((await getAssessment(ctx(involved), cell!.id, {})).bar).toBe('ownUnit');
		const late = ctx(assessor, new Date('2028-01-01T00:00:00Z'));
		await expect(
			saveAssessment(late, {
				id: cell!.id,
				revision: cell!.revision,
				typed: typed({ points: '50' }),
				intent: 'save'
			})
		).rejects.toMatchObject({ code: 'stageClosed' });
		expect((await stored(cell!.id)).score).toBeNull();
	});
});

describe('the page of a score', () => {
	it('gives rubric, background and the way to the next', async () => {
		const [cell, second] = await cells('unscored');
		const detail = await getAssessment(ctx(), cell!.id, {});
		expect(detail.rubric.levels.map(({ level }) => level)).toEqual([1, 2, 3, 4, 5]);
		expect(detail.background.previous.node?.period).toBe('2026-Q3');
		expect(detail.background.figures.length).toBeGreaterThan(0);
		expect(detail.place.nextUnscoredId).toBe(second!.id);
		expect(await findNextAssessment(ctx(), cell!.id, {})).toBe(second!.id);
		expect(await findNextAssessment(ctx(), cell!.id, { indicator: 'none' })).toBeUndefined();
	});

	it('hides other assessors’ scores until all have submitted', async () => {
		const shared = await selectRows<{ mine: number; theirs: number; other: string }>(
			database.opened.db,
			sql`select a.id as mine, b.id as theirs, u.email as other from assessment a
				join assessment b on b.round_id = a.round_id and b.unit_id = a.unit_id
					and b.indicator_id = a.indicator_id and b.assessor_id <> a.assessor_id
				join app_user u on u.id = b.assessor_id join round r on r.id = a.round_id
				where a.assessor_id = ${assessor.userId} and a.status in ('assigned', 'draft')
					and b.status in ('assigned', 'draft') and r.stage = 'collecting' limit 1`
		);
		const pair = shared[0]!;
		const other = await demonstrationActor(database.opened, pair.other.split('@')[0]!);
		await save(await stored(pair.mine), { points: '40' }, 'submit');
		expect((await getAssessment(ctx(), pair.mine, {})).peers).toBeUndefined();
		const [theirs] = await listAssignments(ctx(other), [pair.theirs]);
		await save(theirs!, { points: '90' }, 'submit', other);
		const rest = await selectRows<{ n: string }>(
			database.opened.db,
			sql`select count(*) as n from assessment a join assessment b using (round_id, unit_id, indicator_id)
				where b.id = ${pair.mine} and a.status in ('assigned', 'draft')`
		);
		const peers = (await getAssessment(ctx(), pair.mine, {})).peers;
		if (Number(rest[0]!.n) === 0) expect(peers).toMatchObject([{ score: 90, assessorName: other.name }]);
		else expect(peers).toBeUndefined();
	});
});

describe('many scores', () => {
	it('are saved row by row: a wrong one keeps none back, and unchanged ones are left alone', async () => {
		const unscored = await cells('unscored');
		const alike = (cell: AssignedCell) =>
			unscored.filter((other) => other.roundId === cell.roundId && other.nodeCode === cell.nodeCode);
		const first = unscored.toSorted((x, y) => alike(y).length - alike(x).length)[0];
		const grid = await getScoreGrid(ctx(), { round: first!.roundId, indicator: first!.nodeCode });
		const [a, b, c] = grid.cells.filter((cell) => workStateOf(cell) === 'unscored');
		const row = (cell: AssignedCell, points: string) => ({
			id: cell.id,
			revision: cell.revision,
			typed: { level: '', points, comment: '', isFlagged: false }
		});
		const saved = await saveScoreGrid(ctx(), [row(a!, '50'), row(b!, '500'), ...(c ? [row(c, '')] : [])]);
		expect(saved.savedCount).toBe(1);
		expect(saved.refused).toMatchObject([{ id: b!.id, outcome: { kind: 'problems' } }]);
		expect((await stored(a!.id)).score).toBe(50);
	});

	it('stay drafts where so high a score needs a comment, one by one and together, and say how many', async () => {
		const drafts = await cells('draft');
		const silent = drafts.filter(({ comment, score }) => comment === '' && score !== null && score > 0);
		expect(silent.length).toBeGreaterThan(0);
		const band = (above: number | null) =>
			selectRows(
				database.opened.db,
				sql`update round set comment_above = ${above} where stage = 'collecting'`
			);
		await band(0);
		const [cell] = silent;
		const alone = await save(cell!, { points: String(cell!.score), comment: '' }, 'submit');
		expect(alone).toEqual({ kind: 'problems', problems: [{ field: 'comment', code: 'required' }] });
		expect(await submitDrafts(ctx(), {})).toEqual({
			submitted: drafts.length - silent.length,
			uncommented: silent.length,
			flagged: 0
		});
		expect((await cells('draft')).map(({ id }) => id).sort()).toEqual(silent.map(({ id }) => id).sort());
		await band(null);
	});

	it('are submitted together, those with a score alone', async () => {
		const drafts = await cells('draft');
		const unscored = await cells('unscored');
		const [other] = drafts;
		const part = drafts.filter((cell) => cell.nodeCode === other!.nodeCode);
		expect((await submitDrafts(ctx(), { indicator: other!.nodeCode })).submitted).toBe(part.length);
		expect((await submitDrafts(ctx(), {})).submitted).toBe(drafts.length - part.length);
		expect(await cells('draft')).toHaveLength(0);
		expect(await cells('unscored')).toHaveLength(unscored.length);
		expect((await submitDrafts(ctx(), {})).submitted).toBe(0);
	});
});
