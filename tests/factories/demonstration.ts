import type { Actor } from '../../src/lib/domain/access/can';
import { systemScope } from '../../src/lib/domain/access/can';
import type { OpenDatabase } from '../../src/lib/server/db/client';
import { selectRows, sql } from '../../src/lib/server/db/client';
import { getUnitByCode } from '../../src/lib/server/db/queries/unit';
import { emailOf, peopleSeeds } from '../../src/lib/server/services/demonstration/people';
import { seedDemonstration } from '../../src/lib/server/services/demonstration/seed-demonstration';

/** The clock of tests; the last month is 2026-10 and the open quarter 2026-Q4. */
export const testNow = new Date('2026-11-15T04:00:00Z');

/** Two provinces (Beijing and the demonstration's own, Zhejiang) and 22 months: the year 2025 and seven quarters are published. */
export const smallSize = { provinces: 2, months: 22 };

export async function seedSmallDemonstration(opened: OpenDatabase): Promise<void> {
	await seedDemonstration(opened, testNow, undefined, smallSize);
}

/** One of the demonstration's people, signed in. @param account what stands before @demo.example */
export async function demonstrationActor(opened: OpenDatabase, account: string): Promise<Actor> {
	const person = peopleSeeds.find((candidate) => candidate.account === account);
	if (!person) throw new Error(`no account ${account}`);
	const rows = await selectRows<{ id: number }>(
		opened.db,
		sql`select id from app_user where email = ${emailOf(account)}`
	);
	const unit = await getUnitByCode(opened.db, systemScope('user.manage'), person.unitCode);
	return {
		userId: rows[0]!.id,
		name: person.name,
		grants: [{ role: person.role, unitId: unit.id, unitPath: unit.path }]
	};
}

/** The id behind a code, by a column of a table. */
export async function idOf(opened: OpenDatabase, table: 'unit' | 'indicator', code: string): Promise<number> {
	const rows = await selectRows<{ id: number }>(
		opened.db,
		sql`select id from ${sql.identifier(table)} where code = ${code}`
	);
	return rows[0]!.id;
}

/** The round of a framework for a period. */
export async function roundIdOf(opened: OpenDatabase, framework: string, period: string): Promise<number> {
	const rows = await selectRows<{ id: number }>(
		opened.db,
		sql`select r.id from round r join framework_version v on v.id = r.framework_version_id
			join framework f on f.id = v.framework_id where f.code = ${framework} and r.period = ${period}`
	);
	return rows[0]!.id;
}
