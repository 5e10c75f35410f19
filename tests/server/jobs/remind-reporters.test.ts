import { beforeAll, describe, expect, it } from 'vitest';
import { selectRows, sql } from '../../../src/lib/server/db/client';
import { refreshDue } from '../../../src/lib/server/jobs/refresh-due';
import { remindReporters } from '../../../src/lib/server/jobs/remind-reporters';
import { seedSmallDemonstration } from '../../factories/demonstration';
import { useTestDatabase } from '../../setup/test-database';

const database = useTestDatabase('demonstration');

beforeAll(async () => {
	await seedSmallDemonstration(database.opened);
}, 120_000);

const at = (instant: string) => database.context({ now: new Date(instant) });
const told = () =>
	selectRows<{ email: string; kind: string; unit: string; details: { count: number; period: string } }>(
		database.opened.db,
		sql`select u.email, m.kind, unit.code as unit, m.details from message m join app_user u on u.id = m.user_id
			join unit on unit.id = m.unit_id where m.kind like 'reporting.%' order by u.email, m.id`
	);

describe('reminders', () => {
	it('come in the last three days before a due day, one a unit and period, with what is missing', async () => {
		await remindReporters(at('2026-11-05T00:00:00Z'));
		expect(await told()).toEqual([]);
		await remindReporters(at('2026-11-08T00:00:00Z'));
		const first = await told();
		// Of the department three cells are missing and one came back; its region waits for what it reports itself.
		expect(first.filter(({ email }) => email === 'officer@demo.example')).toMatchObject([
			{ kind: 'reporting.dueSoon', unit: '330000-health', details: { count: 4, period: '2026-10' } }
		]);
		expect(first.some(({ email }) => email.startsWith('head'))).toBe(false);
		await remindReporters(at('2026-11-09T00:00:00Z'));
		expect(await told()).toEqual(first);
	});

	it('come once a week when it is late, and to the head as well', async () => {
		await remindReporters(at('2026-11-11T00:00:00Z'));
		await remindReporters(at('2026-11-12T00:00:00Z'));
		const late = async (who: string) =>
			(await told()).filter(
				({ email, kind, unit }) =>
					email === `${who}@demo.example` && kind === 'reporting.overdue' && unit === '330000-health'
			).length;
		expect([await late('officer'), await late('head')]).toEqual([1, 1]);
		await remindReporters(at('2026-11-18T00:00:00Z'));
		expect([await late('officer'), await late('head')]).toEqual([2, 2]);
	});
});

describe('a due day that passes', () => {
	it('is followed by figures and provisional results, and by nothing on other days', async () => {
		expect(await refreshDue(at('2026-11-09T16:05:00Z'))).toBe(0);
		expect(await refreshDue(at('2026-11-10T16:05:00Z'))).toBeGreaterThan(0);
		expect(await refreshDue(at('2026-11-14T16:05:00Z'))).toBe(0);
		// What is due is settled: another run changes nothing.
		const state = () =>
			selectRows<{ hash: string }>(
				database.opened.db,
				sql`select md5(string_agg(r::text, '|' order by round_id, node_code, unit_id)) as hash from result r`
			);
		const before = await state();
		await refreshDue(at('2026-11-11T16:05:00Z'));
		expect(await state()).toEqual(before);
	});
});
