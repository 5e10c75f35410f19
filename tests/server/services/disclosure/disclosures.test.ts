import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../../src/lib/domain/access/can';
import { selectRows, sql } from '../../../../src/lib/server/db/client';
import { watchDeadlines } from '../../../../src/lib/server/jobs/watch-deadlines';
import { listDisclosureCalendar } from '../../../../src/lib/server/services/disclosure/list-disclosures';
import {
	recordDisclosure,
	withdrawDisclosure
} from '../../../../src/lib/server/services/disclosure/record-disclosure';
import { changeParty, createParty } from '../../../../src/lib/server/services/disclosure/save-party';
import {
	demonstrationActor,
	roundIdOf,
	seedSmallDemonstration,
	testNow
} from '../../../factories/demonstration';
import { useTestDatabase } from '../../../setup/test-database';

const database = useTestDatabase('demonstration');
const region = '330000';
let staff: Actor;
let head: Actor;

beforeAll(async () => {
	await seedSmallDemonstration(database.opened);
	staff = await demonstrationActor(database.opened, 'assessor');
	head = await demonstrationActor(database.opened, 'regionhead');
}, 240_000);

const ctx = (now = testNow) => database.context({ actor: staff, now });
const calendar = (year = 2026, now = testNow) =>
	listDisclosureCalendar(ctx(now), { year, unit: region, page: 1 }, 500);
const observed = async (year = 2026) =>
	(
		await selectRows<{ n: number; d: number; source: string; revision: number; status: string }>(
			database.opened.db,
			sql`select o.numerator as n, o.denominator as d, o.source, o.revision, o.status from observation o
				join unit u on u.id = o.unit_id join indicator i on i.id = o.indicator_id
				where u.code = ${region} and i.code = 'MGT-02' and o.period = ${String(year)}`
		)
	)[0];
const inRound = async (period: string) => {
	const roundId = await roundIdOf(database.opened, 'PDR-R', period);
	const rows = await selectRows<{ n: number; d: number; source: string }>(
		database.opened.db,
		sql`select x.numerator as n, x.denominator as d, x.source from round_input x join unit u on u.id = x.unit_id
			where x.round_id = ${roundId} and u.code = ${region} and x.node_code = 'MGT-02'`
	);
	return rows[0];
};

describe('the calendar of disclosures', () => {
	it('agrees with what the indicator of the demonstration says', async () => {
		const { counts } = await calendar();
		expect(await observed()).toMatchObject({ n: counts.done, d: counts.required, source: 'disclosure' });
		await watchDeadlines({ db: database.opened.db, actor: database.context().actor, now: testNow });
		expect(await observed()).toMatchObject({ revision: 1 });
	});

	it('feeds the indicator when something is recorded or taken back; the open round follows, and what is published stays', async () => {
		const { rows, counts } = await calendar();
		const published = await inRound('2026-Q3');
		const at = rows
			.flatMap(({ party, cells }) => cells.map((cell) => ({ party, cell })))
			.find(({ cell }) => cell.state !== 'done')!;
		const place = { party: at.party.id, item: at.cell.item.code, year: 2026 };
		const said = { ...place, url: 'https://example.org/x', note: '' };
		await recordDisclosure(ctx(), { ...said, disclosedOn: '2026-03-31' });
		const more = { n: counts.done + 1, d: counts.required };
		expect(await observed()).toEqual({ ...more, source: 'disclosure', revision: 2, status: 'approved' });
		expect(await inRound('2026-Q4')).toMatchObject(more);
		await recordDisclosure(ctx(), { ...said, disclosedOn: '2026-04-01' });
		expect(await observed()).toMatchObject({ n: counts.done, revision: 3 });
		expect((await calendar()).counts.late).toBe(counts.late + (at.cell.state === 'late' ? 0 : 1));
		await withdrawDisclosure(ctx(), place);
		expect((await calendar()).counts.missing).toBeGreaterThan(0);
		// A mark, not a deletion: what was said stays.
		expect(
			await selectRows(
				database.opened.db,
				sql`select disclosed_on::text as "on", withdrawn_at is not null as "isWithdrawn" from disclosure
					where party_id = ${place.party} and item_code = ${place.item} and year = ${place.year}`
			)
		).toEqual([{ on: '2026-04-01', isWithdrawn: true }]);
		await expect(withdrawDisclosure(ctx(), place)).rejects.toMatchObject({ code: 'notFound' });
		expect(await inRound('2026-Q3')).toEqual(published);
		const actions = await selectRows<{ action: string }>(
			database.opened.db,
			sql`select action from audit_entry where entity = 'disclosure' order by id`
		);
		expect(actions.map(({ action }) => action)).toEqual([
			'disclosure.record',
			'disclosure.record',
			'disclosure.withdraw'
		]);
	});

	it('measures a year once its 31 March has passed, and not before', async () => {
		const before = new Date('2027-03-31T15:59:59Z');
		const { rows } = await calendar(2027, before);
		const { party, cells } = rows[0]!;
		const said = { party: party.id, item: cells[0]!.item.code, year: 2027, note: '' };
		await recordDisclosure(ctx(before), {
			...said,
			disclosedOn: '2027-03-02',
			url: 'https://example.org/y'
		});
		expect(await observed(2027)).toBeUndefined();
		const after = new Date('2027-03-31T16:15:00Z');
		await watchDeadlines({ db: database.opened.db, actor: database.context().actor, now: after });
		expect(await observed(2027)).toMatchObject({ n: 1, source: 'disclosure' });
	});

	it('counts a new party from the year in which it holds its part on 31 March', async () => {
		const before = (await observed())!;
		const names = { nameEn: 'Operator', nameZh: '运营机构' };
		const id = await createParty(ctx(), {
			...{ unit: '330000-health', kind: 'operator', ...names, validFrom: '2026-03-01', validTo: '' }
		});
		expect((await observed())!.d).toBe(before.d + 4);
		await changeParty(ctx(), { id, revision: 1, ...names, validFrom: '2026-04-01', validTo: '' });
		expect((await observed())!.d).toBe(before.d);
		await expect(
			changeParty(ctx(), { id, revision: 1, ...names, validFrom: '2026-05-01', validTo: '' })
		).rejects.toMatchObject({ code: 'conflict' });
	});

	it('takes no address that leads nowhere, and no day to come; and is written by those who oversee', async () => {
		const { rows } = await calendar();
		const { party, cells } = rows[0]!;
		const place = { party: party.id, item: cells[0]!.item.code, year: 2026, note: '' };
		const try_ = (over: object, actor = staff) =>
			recordDisclosure(database.context({ actor, now: testNow }), {
				...{ ...place, disclosedOn: '2026-03-01', url: 'https://example.org' },
				...over
			});
		for (const wrong of [
			{ url: 'javascript:alert(1)' },
			{ disclosedOn: '2026-02-30' },
			{ disclosedOn: '2027-01-01' }
		]) {
			await expect(try_(wrong)).rejects.toMatchObject({ code: 'invalidInput' });
		}
		await expect(try_({ item: 'NONE' })).rejects.toMatchObject({ code: 'notFound' });
		await expect(try_({}, head)).rejects.toMatchObject({ code: 'forbidden' });
	});
});
