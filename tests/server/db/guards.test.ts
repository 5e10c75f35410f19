import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { appendAudit } from '../../../src/lib/server/audit/append';
import { auditEntry } from '../../../src/lib/server/db/schema';
import { useTestDatabase } from '../../setup/test-database';

describe('what the database itself refuses', () => {
	const database = useTestDatabase();

	it('an audit row can be sealed once and never altered or deleted', async () => {
		const { db } = database.opened;
		await db.transaction((tx) =>
			appendAudit(tx, {
				actorId: undefined,
				at: new Date(),
				action: 'round.sign',
				entity: 'test',
				entityId: 1
			})
		);
		await db.update(auditEntry).set({ hash: 'abc' });
		await expect(db.update(auditEntry).set({ hash: 'def' })).rejects.toThrow();
		await expect(db.update(auditEntry).set({ action: 'other' })).rejects.toThrow();
		await expect(db.delete(auditEntry)).rejects.toThrow();
		expect(await db.$count(auditEntry)).toBe(1);
	});

	it('observations of a year land in the partition of that year, and far years in the default one', async () => {
		const { db } = database.opened;
		await db.execute(sql`insert into unit (id, code, kind, level, path, name_en, name_zh, short_name_en, short_name_zh)
			values (1, 'X', 'region', 'nation', '1', 'X', 'X', 'X', 'X')`);
		await db.execute(sql`insert into indicator (id, code, name_en, name_zh, definition_en, definition_zh, measure, time_rule)
			values (1, 'I', 'I', 'I', '', '', 'count', 'sum')`);
		for (const year of [1999, 2026, 2099]) {
			await db.execute(sql`insert into observation (unit_id, indicator_id, period, period_start, value, status, source, entered_at)
				values (1, 1, ${String(year)}, ${`${year}-01-01`}, 1, 'submitted', 'test', now())`);
		}
		const answer = (await db.execute(
			sql`select tableoid::regclass::text as name from observation order by period_start`
		)) as unknown as { rows?: { name: string }[] } & { name: string }[];
		const rows = answer.rows ?? [...answer];
		expect(rows.map((r) => r.name)).toEqual([
			'observation_before_2020',
			'observation_2026',
			'observation_later'
		]);
	});
});
