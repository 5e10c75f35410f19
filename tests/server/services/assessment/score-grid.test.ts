import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import type { AssignedCell } from '../../../../src/lib/domain/assessment/assigned-cell';
import type { TypedAssessment } from '../../../../src/lib/domain/assessment/read-draft';
import { workStateOf } from '../../../../src/lib/domain/assessment/worklist';
import { observationKey } from '../../../../src/lib/domain/evidence/evidence';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { evidence } from '../../../../src/lib/server/db/schema';
import { findNextAssessment } from '../../../../src/lib/server/services/assessment/find-next-assessment';
import { getAssessment } from '../../../../src/lib/server/services/assessment/get-assessment';
import { getScoreGrid } from '../../../../src/lib/server/services/assessment/get-score-grid';
import { listAssignments } from '../../../../src/lib/server/services/assessment/list-assignments';
import { listPreviousScores } from '../../../../src/lib/server/services/assessment/list-previous-scores';
import { listWorklist } from '../../../../src/lib/server/services/assessment/list-worklist';
import { saveAssessment } from '../../../../src/lib/server/services/assessment/save-assessment';
import { mostGridRows, saveScoreGrid } from '../../../../src/lib/server/services/assessment/save-score-grid';
import { submitDrafts } from '../../../../src/lib/server/services/assessment/submit-drafts';
import { demonstrationActor, seedSmallDemonstration, testNow } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
let assessor: Actor;

beforeAll(async () => {
	await seedSmallDemonstration(database.opened);
	assessor = await demonstrationActor(database.opened, 'assessor');
	await database.opened.db.execute(sql`update assessment
		set status = 'assigned', score = null, comment = '', saved_at = null, submitted_at = null
		where round_id in (select id from round where stage = 'collecting')`);
}, 120_000);

const ctx = (actor = assessor, now = testNow) => database.context({ actor, now });
const later = (seconds: number) => ctx(assessor, new Date(testNow.getTime() + seconds * 1000));
const typed = (over: Partial<TypedAssessment> = {}): TypedAssessment => ({
	level: '',
	points: '',
	comment: '',
	evidence: [],
	isFlagged: false,
	...over
});
const stored = async (id: number): Promise<AssignedCell> => (await listAssignments(ctx(), [id]))[0]!;
const save = async (
	id: number,
	over: Partial<TypedAssessment>,
	intent: 'save' | 'submit' = 'save',
	at = ctx()
) => saveAssessment(at, { id, revision: (await stored(id)).revision, typed: typed(over), intent });
const unscored = async () =>
	(await listAssignments(ctx())).filter((cell) => workStateOf(cell) === 'unscored');
/** A round in which the actor scores several indicators of one unit. */
async function wideUnit() {
	const cells = await unscored();
	const width = (cell: AssignedCell) =>
		cells.filter((other) => other.roundId === cell.roundId && other.unit.id === cell.unit.id).length;
	const cell = cells.toSorted((a, b) => width(b) - width(a))[0]!;
	expect(width(cell), 'several indicators of one unit').toBeGreaterThan(1);
	return cell;
}

describe('a queue by unit', () => {
	it('goes through all indicators of a unit before the next unit, in the list, from cell to cell and after a score', async () => {
		const cell = await wideUnit();
		const { cells } = await listWorklist(ctx(), 'unit');
		const mine = cells.filter(({ roundId, unit }) => roundId === cell.roundId && unit.id === cell.unit.id);
		const at = cells.indexOf(mine[0]!);
		expect(cells.slice(at, at + mine.length)).toEqual(mine);
		const { place } = await getAssessment(ctx(), mine[0]!.id, { round: cell.roundId }, 'unit');
		expect(place.nextId).toBe(mine[1]!.id);
		expect(await findNextAssessment(ctx(), mine[0]!.id, {}, 'unit')).toBe(mine[1]!.id);
	});

	it('shows the cells of one unit side by side, each with its own rubric, and no other unit’s', async () => {
		const cell = await wideUnit();
		const grid = await getScoreGrid(ctx(), { round: cell.roundId, unit: cell.unit.code });
		expect(grid.by).toBe('unit');
		expect(new Set(grid.cells.map(({ unit }) => unit.code))).toEqual(new Set([cell.unit.code]));
		expect(grid.cells.length).toBeGreaterThan(1);
		for (const { indicator } of grid.cells) {
			expect(grid.rubrics.get(indicator.id)!.levels.length).toBeGreaterThan(1);
		}
		await expect(getScoreGrid(ctx(), { round: cell.roundId, unit: 'nowhere' })).rejects.toMatchObject({
			code: 'notFound'
		});
	});

	it('takes no more rows at once than a grid shows', async () => {
		const rows = Array.from({ length: mostGridRows + 1 }, (_, id) => ({ id, revision: 0, typed: typed() }));
		await expect(saveScoreGrid(ctx(), rows)).rejects.toMatchObject({ code: 'invalidInput' });
	});

	it('asks no statement a cell, however many lie side by side', async () => {
		const cells = await unscored();
		const sizes = new Map<string, { round: number; indicator: string; count: number }>();
		for (const { roundId, nodeCode } of cells) {
			const key = `${roundId} ${nodeCode}`;
			const known = sizes.get(key) ?? { round: roundId, indicator: nodeCode, count: 0 };
			sizes.set(key, { ...known, count: known.count + 1 });
		}
		const sorted = [...sizes.values()].sort((a, b) => a.count - b.count);
		const [smallest, largest] = [sorted[0]!, sorted.at(-1)!];
		expect(largest.count).toBeGreaterThan(smallest.count);
		const statements = async ({ round, indicator }: typeof smallest) =>
			(await database.statementsOf(() => getScoreGrid(ctx(), { round, indicator }))).length;
		expect(await statements(largest)).toBe(await statements(smallest));
	});
});

describe('the score of the round before', () => {
	it('is what was published of the unit under the same framework, for a period of the same length', async () => {
		const [cell] = await unscored();
		const grid = await getScoreGrid(ctx(), { round: cell!.roundId, indicator: cell!.nodeCode });
		const { unit, nodeCode, previous } = grid.cells[0]!;
		const rows = await selectRows<{ period: string; score: number }>(
			database.opened.db,
			sql`select r.period, res.score from result res join round r on r.id = res.round_id
				join framework_version v on v.id = r.framework_version_id join framework f on f.id = v.framework_id
				where res.unit_id = ${unit.id} and res.node_code = ${nodeCode} and f.code = ${grid.round.frameworkCode}
					and r.stage = 'published' and r.period like '%-Q%' and r.period < ${grid.round.period}
				order by r.period desc limit 1`
		);
		expect(previous).toMatchObject({ period: rows[0]!.period, score: rows[0]!.score });
		const { background } = await getAssessment(ctx(), grid.cells[0]!.id, {});
		expect(background.previous.node).toEqual(previous);
		expect(background.previous.top?.score).toBeGreaterThan(0);
	});

	it('is none of a round that is no older, and to whom has no account what was published to everybody', async () => {
		const [cell] = await unscored();
		const { round } = await getScoreGrid(ctx(), { round: cell!.roundId, indicator: cell!.nodeCode });
		const of = async (period = round.period) =>
			(
				await listPreviousScores(
					ctx(),
					{ frameworkCode: round.frameworkCode, period },
					{ unitIds: [cell!.unit.id], nodeCodes: [cell!.nodeCode] }
				)
			).of(cell!.unit.id, cell!.nodeCode);
		const known = await of();
		expect(known).toBeDefined();
		expect((await of(known!.period))?.period).not.toBe(known!.period);
		expect(await of('2020-Q1')).toBeUndefined();
		const stranger = { ...assessor, userId: undefined, grants: [] };
		const asStranger = await listPreviousScores(ctx(stranger), round, {
			unitIds: [cell!.unit.id],
			nodeCodes: [cell!.nodeCode]
		});
		const { db } = database.opened;
		const [{ audience } = { audience: '' }] = await selectRows<{ audience: string }>(
			db,
			sql`select audience from round where period = ${known!.period} and stage = 'published' and framework_version_id = ${round.frameworkVersionId}`
		);
		expect(asStranger.of(cell!.unit.id, cell!.nodeCode) !== undefined).toBe(audience === 'public');
	});
});

describe('evidence beside a cell', () => {
	it('is what the unit has put beside its report of the indicator in the months of the round, and nobody else’s', async () => {
		const [cell, other] = await unscored();
		const { round } = await getAssessment(ctx(), cell!.id, {});
		const add = (period: string, label: string, over: object = {}) =>
			database.opened.db.insert(evidence).values({
				...{ unitId: cell!.unit.id, subject: 'observation', label, url: 'https://example.org/p' },
				...{ subjectKey: observationKey(cell!.unit.code, cell!.indicator.code, period), addedAt: testNow },
				...over
			});
		await add(round.period, 'of the quarter');
		await add('2026-10', 'of a month');
		await add('2026-09', 'of the quarter before');
		await add('2026-10', 'taken away', { removedAt: testNow });
		await add('2026-10', 'of another matter', { subject: 'appeal' });
		expect(round.period).toBe('2026-Q4');
		const labels = async (id: number, actor = assessor) =>
			(await getAssessment(ctx(actor), id, {})).evidence.map(({ label }) => label);
		expect(await labels(cell!.id)).toEqual(['of the quarter', 'of a month']);
		expect(await labels(other!.id)).toEqual([]);
		const grid = await getScoreGrid(ctx(), { round: cell!.roundId, indicator: cell!.nodeCode });
		expect(grid.cells.filter(({ proofs }) => proofs.length > 0).map(({ id }) => id)).toEqual([cell!.id]);
	});
});

describe('a cell that is flagged', () => {
	it('keeps its mark beside the score, says so in the audit, and counts as not scored without one', async () => {
		const [cell] = await unscored();
		expect(await save(cell!.id, { isFlagged: true })).toMatchObject({ kind: 'saved', status: 'draft' });
		const flagged = await stored(cell!.id);
		expect(flagged).toMatchObject({ isFlagged: true, score: null });
		expect(workStateOf(flagged)).toBe('unscored');
		const { rounds } = await listWorklist(ctx());
		expect(rounds.find(({ round }) => round.id === cell!.roundId)!.progress.flagged).toBe(1);
		const { place } = await getAssessment(ctx(), cell!.id, { isFlagged: true });
		expect([place.position, place.total]).toEqual([1, 1]);
		const [row] = await selectRows<{ after: { isFlagged: boolean } }>(
			database.opened.db,
			sql`select after from audit_entry where entity = 'assessment' and entity_id = ${String(cell!.id)} order by id desc`
		);
		expect(row!.after.isFlagged).toBe(true);
		expect(await save(cell!.id, { isFlagged: false })).toMatchObject({ kind: 'saved' });
		expect((await stored(cell!.id)).isFlagged).toBe(false);
	});

	it('is not given away with the other drafts, and loses its mark when it is given away itself', async () => {
		const [marked, plain] = await unscored();
		await save(marked!.id, { points: '50', isFlagged: true });
		await save(plain!.id, { points: '50' });
		expect(await submitDrafts(ctx(), { round: marked!.roundId })).toEqual({
			submitted: 1,
			uncommented: 0,
			flagged: 1
		});
		expect((await stored(marked!.id)).status).toBe('draft');
		await save(marked!.id, { points: '50', isFlagged: true }, 'submit');
		expect(await stored(marked!.id)).toMatchObject({ status: 'submitted', isFlagged: false });
	});

	it('is marked in the grid as well, where an empty box removes the mark', async () => {
		const [cell] = await unscored();
		const send = async (isFlagged: boolean) => {
			const { revision } = await stored(cell!.id);
			const row = { level: '', points: '70', comment: '', isFlagged };
			await saveScoreGrid(ctx(), [{ id: cell!.id, revision, typed: row }]);
			return (await stored(cell!.id)).isFlagged;
		};
		expect([await send(true), await send(false)]).toEqual([true, false]);
		await submitDrafts(ctx(), {});
	});
});

describe('the pace', () => {
	it('follows from when scores were saved, also once they were given away together', async () => {
		const cells = await unscored();
		const round = cells[0]!.roundId;
		const ofRound = cells.filter(({ roundId }) => roundId === round);
		const scored = ofRound.slice(0, 7);
		expect(scored).toHaveLength(7);
		// Another day than that of the other tests: what is stored at one stroke is quick work.
		const tomorrow = 86_400;
		for (const [place, { id }] of scored.entries()) {
			await save(id, { points: '60' }, 'save', later(tomorrow + 40 * place));
		}
		const paceAt = async (seconds: number) =>
			(await listWorklist(later(seconds))).rounds.find((work) => work.round.id === round)!;
		const before = await paceAt(tomorrow + 400);
		expect(before.pace.secondsLeft).toBe(40 * before.progress.unscored);
		expect(before.pace.neededPerDay).toBeGreaterThan(0);
		await submitDrafts(later(tomorrow + 500), {});
		expect((await paceAt(tomorrow + 600)).pace.secondsLeft).toBe(before.pace.secondsLeft);
	});
});

describe('what cannot be scored', () => {
	it('is refused by what is wrong with it, and changes nothing', async () => {
		const [cell] = await unscored();
		const refused = async (over: Partial<TypedAssessment>, at = ctx(), intent: 'save' | 'submit' = 'save') =>
			save(cell!.id, over, intent, at).then(
				(outcome) => (outcome.kind === 'problems' ? outcome.problems[0]!.code : outcome.kind),
				(error: { code: string }) => error.code
			);
		expect(await refused({ points: '100.01' })).toBe('outOfScale');
		expect(await refused({ points: '-1' })).toBe('outOfScale');
		expect(await refused({ points: '50' }, ctx(assessor, new Date('2028-01-01T00:00:00Z')))).toBe(
			'stageClosed'
		);
		const grant = { role: 'departmentHead' as const, unitId: cell!.unit.id, unitPath: cell!.unit.path };
		const involved = { ...assessor, grants: [...assessor.grants, grant] };
		expect(await refused({ points: '50' }, ctx(involved))).toBe('ownUnit');
		expect((await stored(cell!.id)).revision).toBe(cell!.revision);
		expect(await refused({ points: '50' }, ctx(), 'submit')).toBe('saved');
		const given = await stored(cell!.id);
		expect(await refused({ points: '51' }, ctx(), 'submit')).toBe('alreadySubmitted');
		expect(await refused({ points: '50', isFlagged: true })).toBe('alreadySubmitted');
		expect(await stored(cell!.id)).toEqual(given);
	});
});
