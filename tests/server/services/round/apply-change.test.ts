import { beforeAll, describe, expect, it } from 'vitest';
import { stranger } from '../../../../src/lib/domain/access/can';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { writeObservations } from '../../../../src/lib/server/db/queries/observation-write';
import { applyChange } from '../../../../src/lib/server/services/round/apply-change';
import { recomputeRound } from '../../../../src/lib/server/services/round/recompute-round';
import { explainScore } from '../../../../src/lib/server/services/round/explain-score';
import {
	demonstrationActor,
	idOf,
	roundIdOf,
	seedSmallDemonstration,
	testNow
} from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');

beforeAll(() => seedSmallDemonstration(database.opened));

async function scoreOf(roundId: number, unit: string, node: string): Promise<number> {
	const rows = await selectRows<{ score: number }>(
		database.opened.db,
		sql`select x.score from result x join unit u on u.id = x.unit_id
			where x.round_id = ${roundId} and u.code = ${unit} and x.node_code = ${node}`
	);
	return rows[0]!.score;
}

async function figureOf(unit: string, indicator: string, period: string) {
	const rows = await selectRows<{ value: number | null; numerator: number | null; provenance: string }>(
		database.opened.db,
		sql`select f.value, f.numerator, f.provenance from figure f join unit u on u.id = f.unit_id
			join indicator i on i.id = f.indicator_id
			where u.code = ${unit} and i.code = ${indicator} and f.period = ${period}`
	);
	return rows[0];
}

describe('a value that is entered', () => {
	it('moves the unit, its region and the nation, for the month, the quarter and the open rounds', async () => {
		const { opened } = database;
		const [unitId, indicatorId] = [
			await idOf(opened, 'unit', '330000-health'),
			await idOf(opened, 'indicator', 'MGT-01')
		];
		const [departments, regions] = [
			await roundIdOf(opened, 'PDR-D', '2026-Q4'),
			await roundIdOf(opened, 'PDR-R', '2026-Q4')
		];
		expect(await scoreOf(departments, '330000-health', 'MGT-01')).toBe(0);
		const before = {
			total: await scoreOf(departments, '330000-health', 'PDR-D'),
			region: await scoreOf(regions, '330000', 'MGT-01'),
			month: await figureOf('330000', 'MGT-01', '2026-10'),
			nation: await figureOf('100000', 'MGT-01', '2026-10')
		};
		await opened.db.transaction(async (tx) => {
			const entry = {
				value: 10,
				numerator: 20,
				denominator: 200,
				distribution: null,
				missingReason: null,
				note: null
			};
			await writeObservations(tx, { unitId, period: '2026-10', enteredBy: undefined, at: testNow }, [
				{ indicatorId, entry, status: 'submitted', returnReason: null, replaces: 0, isOverApproved: false }
			]);
			await applyChange(tx, { now: testNow, actor: stranger }, [{ unitId, indicatorId, period: '2026-10' }]);
		});
		expect(await scoreOf(departments, '330000-health', 'MGT-01')).toBe(10);
		expect(await scoreOf(departments, '330000-health', 'PDR-D')).toBeGreaterThan(before.total);
		expect(await scoreOf(regions, '330000', 'MGT-01')).toBeLessThan(before.region);
		expect((await figureOf('330000', 'MGT-01', '2026-10'))!.numerator).toBe(before.month!.numerator! + 20);
		expect((await figureOf('100000', 'MGT-01', '2026-10'))!.numerator).toBe(before.nation!.numerator! + 20);
		expect(await figureOf('330000-health', 'MGT-01', '2026-Q4')).toMatchObject({
			value: 10,
			provenance: 'aggregated'
		});
	});

	it('leaves a line in the audit for each round whose provisional result it moved, with the total before and after', async () => {
		const rows = await selectRows<{
			round: number;
			unit: string;
			before: { score: number };
			after: { score: number };
		}>(
			database.opened.db,
			sql`select a.entity_id::int as round, u.code as unit, a.before, a.after from audit_entry a
				join unit u on u.id = a.unit_id where a.action = 'result.recompute' order by a.id`
		);
		const departments = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		const health = rows.find(({ round }) => round === departments)!;
		expect(health.unit).toBe('330000-health');
		expect(health.after.score).toBeGreaterThan(health.before.score);
		expect(health.after.score).toBe(await scoreOf(departments, '330000-health', 'PDR-D'));
		expect(rows.map(({ unit }) => unit)).toContain('330000');
	});

	it('is scored anew in its own peer group alone, and as if everything were', async () => {
		const { opened } = database;
		const roundId = await roundIdOf(opened, 'PDR-D', '2026-Q4');
		const indicatorId = await idOf(opened, 'indicator', 'SHR-03');
		const [lowest] = await selectRows<{ unitId: number; code: string }>(
			opened.db,
			// the lowest of its group, so that a leap turns its group around
			sql`select u.id as "unitId", u.code from result x join unit u on u.id = x.unit_id
				where x.round_id = ${roundId} and x.node_code = 'SHR-03' and x.score = 0
				order by u.code limit 1`
		);
		const { unitId, code } = lowest!;
		// xmin names the transaction that wrote a row last
		const rows = () =>
			selectRows<{ unit: string; node: string; peers: string; written: string; said: string }>(
				opened.db,
				sql`select u.code as unit, x.node_code as node, ru.peer_group as peers, x.xmin::text as written,
						concat_ws(' ', x.score, x.rank, x.coverage, x.missing_reason, x.grade) as said
					from result x join unit u on u.id = x.unit_id
					join round_unit ru on ru.round_id = x.round_id and ru.unit_id = x.unit_id
					where x.round_id = ${roundId} order by u.code, x.node_code`
			);
		const before = await rows();
		const ownGroup = before.find(({ unit }) => unit === code)!.peers;
		expect(new Set(before.map(({ peers }) => peers)).size).toBeGreaterThan(1);
		await opened.db.transaction(async (tx) => {
			await tx.execute(sql`update observation set value = value * 1000 + 1000000
				where unit_id = ${unitId} and indicator_id = ${indicatorId} and period = '2026-10'`);
			await applyChange(tx, { now: testNow, actor: stranger }, [{ unitId, indicatorId, period: '2026-10' }]);
		});
		const after = await rows();
		const rewritten = after.filter((row, i) => row.written !== before[i]!.written);
		expect(new Set(rewritten.map(({ peers }) => peers))).toEqual(new Set([ownGroup]));
		// min–max among peers: others of the group move as well, and nodes that the value does not reach stay
		expect(new Set(rewritten.map(({ unit }) => unit)).size).toBeGreaterThan(1);
		expect(new Set(rewritten.map(({ node }) => node))).toEqual(new Set(['SHR-03', 'SHR', 'PDR-D']));
		expect(rewritten.every((row) => row.said !== before[after.indexOf(row)]!.said)).toBe(true);

		const full = await opened.db.transaction((tx) => recomputeRound(tx, roundId, testNow));
		expect(full).toEqual({ changedInputs: 0, changedResults: 0, moved: [] });
		expect(await rows()).toEqual(after);
	});

	it('leaves published rounds as they were', async () => {
		const { opened } = database;
		const hash = () =>
			selectRows(
				opened.db,
				sql`select md5(string_agg(x::text, '|' order by round_id, unit_id, node_code)) as hash from result x
					join round r on r.id = x.round_id where r.stage = 'published'`
			);
		const before = await hash();
		const [unitId, indicatorId] = [
			await idOf(opened, 'unit', '330000-health'),
			await idOf(opened, 'indicator', 'SHR-03')
		];
		await opened.db.transaction(async (tx) => {
			await tx.execute(sql`update observation set value = value * 10
				where unit_id = ${unitId} and indicator_id = ${indicatorId} and period = '2026-08'`);
			await applyChange(tx, { now: testNow, actor: stranger }, [{ unitId, indicatorId, period: '2026-08' }]);
		});
		expect(await hash()).toEqual(before);
	});
});

describe('a score that is given away', () => {
	it('moves the provisional score of the cell to the mean of those given', async () => {
		const { opened } = database;
		const roundId = await roundIdOf(opened, 'PDR-R', '2026-Q4');
		const [unitId, indicatorId] = [
			await idOf(opened, 'unit', '330000'),
			await idOf(opened, 'indicator', 'APP-02')
		];
		await opened.db.transaction(async (tx) => {
			await tx.execute(sql`update assessment set status = 'submitted', score = 40 + 20 * (assessor_id % 2)
				where round_id = ${roundId} and unit_id = ${unitId} and indicator_id = ${indicatorId}`);
			await applyChange(tx, { now: testNow, actor: stranger }, [{ unitId, indicatorId, roundId }]);
		});
		const [given] = await selectRows<{ mean: number; count: number }>(
			opened.db,
			sql`select avg(score)::float8 as mean, count(*)::int as count from assessment
				where round_id = ${roundId} and unit_id = ${unitId} and indicator_id = ${indicatorId}`
		);
		expect(given!.count).toBe(2);
		expect(await scoreOf(roundId, '330000', 'APP-02')).toBe(given!.mean);
	});
});

describe('the receipt of a score', () => {
	it('comes to the stored score from the frozen inputs, for everybody once published', async () => {
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q3');
		const receipt = await explainScore(database.context(), { roundId, unitCode: '330000-health' });
		expect(receipt.score).toBe(await scoreOf(roundId, '330000-health', 'PDR-D'));
		expect(receipt.nodes.find(({ node }) => node === 'OPN-01')!.steps.map((step) => step.do)).toEqual([
			'goalposts'
		]);
	});

	it('of a round under way is for those whose unit it is, and hidden from others', async () => {
		const roundId = await roundIdOf(database.opened, 'PDR-D', '2026-Q4');
		const ask = async (account: string | undefined) => {
			const actor = account ? await demonstrationActor(database.opened, account) : undefined;
			return explainScore(database.context(actor && { actor }), { roundId, unitCode: '330000-health' });
		};
		expect((await ask('head')).unit).toBe('330000-health');
		expect((await ask('leader')).unit).toBe('330000-health');
		await expect(ask('head2')).rejects.toMatchObject({ code: 'notFound' });
		await expect(ask(undefined)).rejects.toMatchObject({ code: 'notFound' });
	});

	it('gives grounds of adjustments in the language of the reader', async () => {
		const [late] = await selectRows<{ round_id: number; code: string; zh: string }>(
			database.opened.db,
			sql`select a.round_id, u.code, a.ground_zh as zh from adjustment a join unit u on u.id = a.unit_id
				join round r on r.id = a.round_id where r.stage = 'published' limit 1`
		);
		const receipt = await explainScore(database.context({ locale: 'zh-CN' }), {
			roundId: late!.round_id,
			unitCode: late!.code
		});
		expect(receipt.rules.flatMap((rule) => rule.adjustments.map(({ ground }) => ground))).toContain(late!.zh);
	});
});
