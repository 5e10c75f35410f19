import { and, eq, inArray, sql } from 'drizzle-orm';
import { weighingStages, type OrderRule, type OrderThen } from '../../../domain/oversight/order-weight';
import { selectRows, type Db, type Tx } from '../client';
import { rowSet } from '../json-rows';
import { frameworkVersion, round, roundUnit } from '../schema';

/** How a framework version lets orders weigh; undefined: it does not. */
export async function findOrderRule(db: Db | Tx, frameworkVersionId: number): Promise<OrderRule | undefined> {
	const [row] = await db
		.select({ orderRule: frameworkVersion.orderRule })
		.from(frameworkVersion)
		.where(eq(frameworkVersion.id, frameworkVersionId));
	return row?.orderRule ?? undefined;
}

export interface UnitOrderThen extends OrderThen {
	readonly id: number;
	readonly unitId: number;
	readonly timeZone: string;
}

/** The orders of some units as they stood at an instant; those that are withdrawn now are left out. One statement. */
export async function listOrdersAt(
	db: Db | Tx,
	unitIds: readonly number[],
	at: Date
): Promise<UnitOrderThen[]> {
	if (unitIds.length === 0) return [];
	const before = sql`s.taken_at <= ${at.toISOString()}::timestamptz`;
	return selectRows<UnitOrderThen & Record<string, unknown>>(
		db,
		sql`select o.id, o.unit_id as "unitId", u.time_zone as "timeZone", o.due_on::text as "dueOn",
				(select s.to_status from order_step s where s.order_id = o.id and ${before} order by s.id desc limit 1) as status,
				exists (select 1 from order_step s where s.order_id = o.id and s.to_status = 'sentBack' and ${before}) as "wasSentBack"
			from rectification_order o
			join "unit" u on u.id = o.unit_id
			join jsonb_array_elements_text(${JSON.stringify(unitIds)}::text::jsonb) wanted on wanted::int = o.unit_id
			where o.status <> 'withdrawn' order by o.id`
	);
}

export interface OrderAdjustment {
	readonly orderId: number;
	readonly unitId: number;
	readonly ruleCode: string;
	readonly amount: number;
	readonly groundEn: string;
	readonly groundZh: string;
}

/**
 * Makes the adjustments that come from orders what they are to be, for some units of a round: new ones are confirmed at once,
 * changed ones are rewritten, those of orders that no longer weigh are marked as withdrawn. Doing it again changes nothing.
 */
export async function replaceOrderAdjustments(
	tx: Tx,
	roundId: number,
	unitIds: readonly number[],
	wanted: readonly OrderAdjustment[],
	now: Date
): Promise<void> {
	const at = sql`${now.toISOString()}::timestamptz`;
	const set = rowSet(
		wanted,
		'"orderId" int, "unitId" int, "ruleCode" text, amount float8, "groundEn" text, "groundZh" text'
	);
	await tx.execute(sql`update adjustment a set status = 'withdrawn', decided_at = ${at}
		where a.round_id = ${roundId} and a.order_id is not null and a.status = 'confirmed'
			and a.unit_id in (select value::int from jsonb_array_elements_text(${JSON.stringify(unitIds)}::text::jsonb))
			and not exists (select 1 from ${set} where t."orderId" = a.order_id)`);
	if (wanted.length === 0) return;
	await tx.execute(sql`update adjustment a set status = 'confirmed', decided_at = null, rule_code = t."ruleCode",
			amount = t.amount, ground_en = t."groundEn", ground_zh = t."groundZh"
		from ${set} where a.round_id = ${roundId} and a.order_id = t."orderId"
			and (a.status, a.rule_code, a.amount, a.ground_en, a.ground_zh)
				is distinct from ('confirmed', t."ruleCode", t.amount, t."groundEn", t."groundZh")`);
	await tx.execute(sql`insert into adjustment (round_id, unit_id, rule_code, amount, ground_en, ground_zh, created_at, status, order_id)
		select ${roundId}::int, t."unitId", t."ruleCode", t.amount, t."groundEn", t."groundZh", ${at}, 'confirmed', t."orderId"
		from ${set} where not exists (select 1 from adjustment a where a.round_id = ${roundId} and a.order_id = t."orderId")
		order by t."orderId"`);
}

/** Rounds that are not laid open yet, take some units in and let orders weigh, in the order of their ids. */
export async function listWeighingRounds(
	db: Db | Tx,
	unitIds: readonly number[] | 'all'
): Promise<{ roundId: number; unitId: number }[]> {
	if (unitIds !== 'all' && unitIds.length === 0) return [];
	return db
		.select({ roundId: round.id, unitId: roundUnit.unitId })
		.from(round)
		.innerJoin(frameworkVersion, eq(frameworkVersion.id, round.frameworkVersionId))
		.innerJoin(roundUnit, eq(roundUnit.roundId, round.id))
		.where(
			and(
				sql`${frameworkVersion.orderRule} is not null`,
				inArray(round.stage, [...weighingStages]),
				unitIds === 'all'
					? sql`exists (select 1 from rectification_order o where o.unit_id = ${roundUnit.unitId}
						and o.status <> 'withdrawn')`
					: inArray(roundUnit.unitId, [...unitIds])
			)
		)
		.orderBy(round.id, roundUnit.unitId);
}
