import { eq } from 'drizzle-orm';
import { stranger, type Actor } from '../../src/lib/domain/access/can';
import type { Role } from '../../src/lib/domain/access/roles';
import type { UnitDetails } from '../../src/lib/domain/unit/unit-register';
import type { Db, OpenDatabase } from '../../src/lib/server/db/client';
import { selectRows, sql } from '../../src/lib/server/db/client';
import { writeObservations } from '../../src/lib/server/db/queries/observation-write';
import { unit } from '../../src/lib/server/db/schema';
import { applyChange } from '../../src/lib/server/services/round/apply-change';
import { loadActor } from '../../src/lib/server/services/user/load-actor';
import { addAccount, type PlacedUnit } from './account';

/** A department below a region. */
export async function addDepartment(
	db: Db,
	code: string,
	parent: PlacedUnit,
	over: Partial<typeof unit.$inferInsert> = {}
): Promise<PlacedUnit> {
	const [row] = await db
		.insert(unit)
		.values({
			code,
			kind: 'department',
			level: 'province',
			parentId: parent.id,
			path: `new ${code}`,
			nameEn: `Department ${code}`,
			nameZh: `部门${code}`,
			shortNameEn: code,
			shortNameZh: code,
			sector: 'health',
			...over
		})
		.returning({ id: unit.id });
	const path = `${parent.path}.${row!.id}`;
	await db.update(unit).set({ path }).where(eq(unit.id, row!.id));
	return { id: row!.id, path, code };
}

/** Somebody with a role on a unit, as the product itself knows them. */
export async function addActor(db: Db, role: Role, place: PlacedUnit): Promise<Actor> {
	const id = await addAccount(db, { email: `${role}-${place.code}@example.org`, grants: [[role, place]] });
	return (await loadActor(db, id))!.actor;
}

/** Reports a value, as a form does, with all that follows from it. */
export async function report(
	opened: OpenDatabase,
	now: Date,
	cells: readonly { unitId: number; indicatorId: number; period: string; value: number }[]
): Promise<void> {
	await opened.db.transaction(async (tx) => {
		for (const { value, unitId, indicatorId, period } of cells) {
			const entry = {
				value,
				numerator: null,
				denominator: null,
				distribution: null,
				missingReason: null,
				note: null
			};
			await writeObservations(tx, { unitId, period, enteredBy: undefined, at: now }, [
				{ indicatorId, entry, status: 'submitted', returnReason: null, replaces: 0, isOverApproved: false }
			]);
		}
		await applyChange(tx, { now, actor: stranger }, cells);
	});
}

/** The value that follows for a unit, null where it is missing; undefined where nothing is stored. */
export async function figureOf(
	db: Db,
	unitId: number,
	indicatorId: number,
	period: string
): Promise<number | null | undefined> {
	const [row] = await selectRows<{ value: number | null }>(
		db,
		sql`select value from figure where unit_id = ${unitId} and indicator_id = ${indicatorId} and period = ${period}`
	);
	return row?.value;
}

/** The revision of a unit, as a form would know it. */
export async function revisionOf(db: Db, code: string): Promise<number> {
	const [row] = await selectRows<{ revision: number }>(
		db,
		sql`select revision from unit where code = ${code} order by valid_from desc limit 1`
	);
	return row!.revision;
}

export function unitDetails(over: Partial<UnitDetails> = {}): UnitDetails {
	return {
		name: { en: 'Department', 'zh-CN': '部门' },
		shortName: { en: 'Dept', 'zh-CN': '部门' },
		sector: null,
		timeZone: 'Asia/Shanghai',
		tile: { column: null, row: null },
		abbreviation: null,
		flag: null,
		isRanked: true,
		approvalSteps: null,
		...over
	};
}
