import { beforeAll, describe, expect, it } from 'vitest';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { getRound } from '../../../../src/lib/server/db/queries/round';
import { seedDemonstration } from '../../../../src/lib/server/services/demonstration/seed-demonstration';
import { publicationOf, snapshotOf } from '../../../../src/lib/server/services/round/publish-round';
import { recomputeRound } from '../../../../src/lib/server/services/round/recompute-round';
import { refreshFigures } from '../../../../src/lib/server/services/figure/refresh-figures';
import { roundIdOf, seedSmallDemonstration, smallSize, testNow } from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase();
const rows = <T extends Record<string, unknown>>(statement: ReturnType<typeof sql>) =>
	selectRows<T>(database.opened.db, statement);

/** Every row that the demonstration made, but for passwords, whose salt differs. */
async function fingerprint(): Promise<Record<string, unknown>[]> {
	const tables = [
		'unit',
		'indicator',
		'observation',
		'figure',
		'round',
		'round_input',
		'result',
		'assessment',
		'audit_entry',
		'role_grant'
	];
	return Promise.all(
		tables.map(async (table) => ({
			table,
			...(
				await rows(
					sql`select count(*)::int as count, md5(string_agg(t::text, '|' order by t::text)) as hash from ${sql.identifier(table)} t`
				)
			)[0]
		}))
	);
}

beforeAll(() => seedSmallDemonstration(database.opened));

describe('the demonstration', () => {
	it('is made once: a second start changes nothing', async () => {
		const before = await fingerprint();
		expect(await seedDemonstration(database.opened, testNow, undefined, smallSize)).toBe(false);
		expect(await fingerprint()).toEqual(before);
	});

	it('publishes every quarter before the open one, and the year that they make', async () => {
		const published = await rows<{ period: string }>(
			sql`select distinct period from round where stage = 'published' order by period`
		);
		expect(published.map(({ period }) => period)).toEqual([
			'2025',
			'2025-Q1',
			'2025-Q2',
			'2025-Q3',
			'2025-Q4',
			'2026-Q1',
			'2026-Q2',
			'2026-Q3'
		]);
		const open = await rows(sql`select period, stage from round where stage <> 'published'`);
		expect(open).toEqual([
			{ period: '2026-Q4', stage: 'collecting' },
			{ period: '2026-Q4', stage: 'collecting' }
		]);
	});

	it('names only rows that are there, although they were loaded without looking', async () => {
		const orphans = await rows(sql`
			select 'observation' as what from observation o where not exists (select 1 from unit u where u.id = o.unit_id)
				or not exists (select 1 from indicator i where i.id = o.indicator_id)
			union all select 'figure' from figure f where not exists (select 1 from unit u where u.id = f.unit_id)
			union all select 'assessment' from assessment a where not exists (select 1 from round_unit u where u.round_id = a.round_id and u.unit_id = a.unit_id)
				or not exists (select 1 from app_user p where p.id = a.assessor_id)
			union all select 'adjustment' from adjustment a where not exists (select 1 from round_unit u where u.round_id = a.round_id and u.unit_id = a.unit_id)
			union all select 'round_input' from round_input i where not exists (select 1 from round_unit u where u.round_id = i.round_id and u.unit_id = i.unit_id)`);
		expect(orphans).toEqual([]);
	});

	it('refuses every change of a published round, of what it was made of and of its framework', async () => {
		const round = sql`(select min(id) from round where stage = 'published')`;
		for (const statement of [
			sql`update round set period = '2020' where id = ${round}`,
			sql`delete from round where id = ${round}`,
			sql`update result set score = 100 where round_id = ${round}`,
			sql`delete from result where round_id = ${round}`,
			sql`update round_input set value = 1 where round_id = ${round}`,
			sql`insert into round_input (round_id, unit_id, node_code, provenance) values (${round}, 1, 'X', 'own')`,
			sql`update assessment set score = 0 where round_id = ${round}`,
			sql`insert into adjustment (round_id, unit_id, rule_code, amount, ground_en, ground_zh, created_at)
				select round_id, unit_id, 'late', 1, 'x', 'x', now() from round_unit where round_id = ${round} limit 1`,
			sql`update framework_node set position = position + 100`,
			sql`update framework_version set version = 9`
		]) {
			await expect(database.opened.db.execute(statement)).rejects.toThrow();
		}
	});

	it('stores the figures and inputs that the services would compute', async () => {
		for (const framework of ['PDR-R', 'PDR-D']) {
			const id = await roundIdOf(database.opened, framework, '2026-Q4');
			const outcome = await database.opened.db.transaction((tx) => recomputeRound(tx, id, testNow));
			expect(outcome).toEqual({ changedInputs: 0, changedResults: 0, moved: [] });
		}
		const hash = () =>
			rows(
				sql`select count(*)::int as count, md5(string_agg(f::text, '|' order by unit_id, indicator_id, period)) as hash from figure f`
			);
		const before = await hash();
		const cells = await rows<{ u: number; i: number; p: string }>(
			sql`select unit_id as u, indicator_id as i, period as p from observation`
		);
		await database.opened.db.transaction((tx) =>
			refreshFigures(
				tx,
				testNow,
				cells.map(({ u, i, p }) => ({ unitId: u, indicatorId: i, period: p }))
			)
		);
		expect(await hash()).toEqual(before);
	});

	it('publishes hashes that the stored rows give again', async () => {
		for (const [framework, period] of [
			['PDR-R', '2025'],
			['PDR-D', '2026-Q3']
		] as const) {
			const id = await roundIdOf(database.opened, framework, period);
			const [stored] = await rows<{ hash: string }>(
				sql`select published_hash as hash from round where id = ${id}`
			);
			const content = await publicationOf(database.opened.db, await getRound(database.opened.db, id));
			expect(snapshotOf(content).sha256).toBe(stored!.hash);
		}
	});

	it('rolls departments up so that they add up', async () => {
		const [sums] = await rows<{ departments: number; region: number }>(sql`
			select sum(o.value) as departments,
				(select f.value from figure f join unit r on r.id = f.unit_id join indicator i on i.id = f.indicator_id
					where r.code = '110000' and i.code = 'SHR-03' and f.period = '2026-05') as region
			from observation o join unit u on u.id = o.unit_id join indicator i on i.id = o.indicator_id
			where u.code like '110000-%' and i.code = 'SHR-03' and o.period = '2026-05'`);
		expect(sums!.region).toBe(sums!.departments);
	});

	it('applies the framework to annual figures, which is not the mean of the quarters', async () => {
		const scores = await rows<{ period: string; score: number }>(sql`
			select r.period, x.score from result x join round r on r.id = x.round_id join unit u on u.id = x.unit_id
			where x.node_code = 'PDR-R' and u.code = '330000' and r.period like '2025%'`);
		const year = scores.find(({ period }) => period === '2025')!.score;
		const quarters = scores.filter(({ period }) => period.includes('Q')).map(({ score }) => score);
		expect(quarters).toHaveLength(4);
		expect(Math.abs(year - quarters.reduce((sum, score) => sum + score, 0) / 4)).toBeGreaterThan(0.5);
	});

	it('has two people sign for each publication before it, in the order of time in the audit', async () => {
		const facts = await rows<{ action: string; capacity: string | null; at: Date }>(sql`
			select action, after->>'capacity' as capacity, at from audit_entry where entity = 'round'
			and entity_id = (select min(id)::text from round where stage = 'published') order by id`);
		expect(facts.map(({ action, capacity }) => [action, capacity])).toEqual([
			['round.sign', 'manager'],
			['round.sign', 'leader'],
			['round.publish', null]
		]);
		const [outOfTime] = await rows<{ count: number }>(sql`
			select count(*)::int as count from (select at, lag(at) over (order by id) as earlier from audit_entry) a
			where at < earlier`);
		expect(outOfTime!.count).toBe(0);
	});

	it('leaves its people something to do', async () => {
		const [desk] = await rows(sql`
			select count(*) filter (where o.status = 'returned' and o.return_reason <> '')::int as returned, count(*)::int as rows
			from observation o join unit u on u.id = o.unit_id where u.code = '330000-health' and o.period = '2026-10'`);
		expect(desk).toEqual({ returned: 1, rows: 16 });
		const left = await rows<{ status: string; count: number }>(sql`
			select a.status, count(*)::int as count from assessment a join app_user p on p.id = a.assessor_id
			join round r on r.id = a.round_id where r.stage = 'collecting' and p.email = 'assessor@demo.example' group by 1`);
		expect(left.map(({ status }) => status).sort()).toEqual(['assigned', 'draft', 'submitted']);
	});
});

describe.each(['2026-12-31T17:00:00Z', '2027-01-09T04:00:00Z', '2028-02-29T15:59:59Z'])(
	'the demonstration of %s',
	(day) => {
		const other = useTestDatabase();

		it('has a round under way with scores to give, and figures that the services would compute on that day', async () => {
			const now = new Date(day);
			await seedDemonstration(other.opened, now, undefined, smallSize);
			const open = await selectRows<{ id: number; left: number }>(
				other.opened.db,
				sql`select r.id, (select count(*)::int from assessment a where a.round_id = r.id and a.status <> 'submitted') as left
					from round r where r.stage = 'collecting'`
			);
			const windows = await selectRows<{ opened: number; counted: number; ahead: number }>(
				other.opened.db,
				sql`select count(*)::int as counted,
						(count(*) filter (where c.opens_at < s.opens_at and s.opens_at <= ${now.toISOString()}::timestamptz))::int as opened,
						(count(*) filter (where ${now.toISOString()}::timestamptz < c.closes_at and c.closes_at < s.closes_at))::int as ahead
					from round_stage_window c join round_stage_window s on s.round_id = c.round_id and s.stage = 'scoring'
					join round r on r.id = c.round_id where c.stage = 'collecting' and r.stage = 'collecting'`
			);
			expect(windows).toEqual([{ counted: 2, opened: 2, ahead: 2 }]);
			expect(open).toHaveLength(2);
			expect(open.every(({ left }) => left > 0)).toBe(true);
			for (const { id } of open) {
				const outcome = await other.opened.db.transaction((tx) => recomputeRound(tx, id, now));
				expect(outcome).toEqual({ changedInputs: 0, changedResults: 0, moved: [] });
			}
		});
	}
);

describe('a start that was killed half-way', () => {
	const broken = useTestDatabase();

	it('is cleared away and made anew by the next one', async () => {
		const failing = {
			...broken.opened,
			copyFrom: async (target: string, chunks: Iterable<string>) => {
				if (target.startsWith('result')) throw new Error('killed');
				await broken.opened.copyFrom(target, chunks);
			}
		};
		await expect(seedDemonstration(failing, testNow, undefined, { provinces: 2, months: 6 })).rejects.toThrow(
			'killed'
		);
		expect(await seedDemonstration(broken.opened, testNow, undefined, { provinces: 2, months: 6 })).toBe(
			true
		);
		const [counts] = await selectRows(
			broken.opened.db,
			sql`select (select count(*)::int from unit) as units, (select count(*)::int from framework_version) as versions,
				(select value->>'state' from setting where key = 'demonstration') as state`
		);
		expect(counts).toEqual({ units: 19, versions: 2, state: 'ready' });
	});
});
