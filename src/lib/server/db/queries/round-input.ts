import { and, eq, inArray } from 'drizzle-orm';
import type { Scope } from '../../../domain/access/can';
import type { Histogram } from '../../../domain/indicator/indicator';
import type { RoundTotals } from '../../../domain/indicator/round-totals';
import type { MissingReason } from '../../../domain/scoring/missing-reason';
import { selectRows, sql, type Db, type Tx } from '../client';
import { roundInput, unit } from '../schema';
import { withinScope } from './unit';

/** What a unit went into a round with, at one indicator. */
export interface UnitInput {
	readonly roundId: number;
	readonly nodeCode: string;
	readonly value: number | null;
	readonly qualifier: 'above' | null;
	readonly missingReason: MissingReason | null;
}

/** Inputs of one unit at some indicators in some rounds. The scope must allow every one of the rounds. */
export async function listUnitInputs(
	db: Db | Tx,
	scope: Scope,
	roundIds: readonly number[],
	unitId: number,
	nodeCodes: readonly string[]
): Promise<UnitInput[]> {
	if (roundIds.length === 0 || nodeCodes.length === 0) return [];
	return db
		.select({
			roundId: roundInput.roundId,
			nodeCode: roundInput.nodeCode,
			value: roundInput.value,
			qualifier: roundInput.qualifier,
			missingReason: roundInput.missingReason
		})
		.from(roundInput)
		.innerJoin(unit, eq(unit.id, roundInput.unitId))
		.where(
			and(
				inArray(roundInput.roundId, [...roundIds]),
				eq(roundInput.unitId, unitId),
				inArray(roundInput.nodeCode, [...nodeCodes]),
				withinScope(scope)
			)
		);
}

/** How many inputs of a round nobody has given, at some indicators, of units within the scope. The scope must allow the round. */
export async function countNotReported(
	db: Db | Tx,
	scope: Scope,
	roundId: number,
	nodeCodes: readonly string[]
): Promise<number> {
	if (nodeCodes.length === 0) return 0;
	const [row] = await db
		.select({ count: sql<number>`count(*)::int` })
		.from(roundInput)
		.innerJoin(unit, eq(unit.id, roundInput.unitId))
		.where(
			and(
				eq(roundInput.roundId, roundId),
				eq(roundInput.missingReason, 'notReported'),
				inArray(roundInput.nodeCode, [...nodeCodes]),
				withinScope(scope)
			)
		);
	return row?.count ?? 0;
}

export interface RoundNodeTotals extends RoundTotals {
	readonly roundId: number;
	readonly nodeCode: string;
}

/**
 * The inputs of some rounds at some indicators, all units within the scope (of one sector, where it is named) taken
 * together: two statements whatever the number of
 * units, rounds and indicators. The scope must allow every one of the rounds.
 */
export async function listRoundTotals(
	db: Db | Tx,
	scope: Scope,
	roundIds: readonly number[],
	nodeCodes: readonly string[],
	sector?: string
): Promise<RoundNodeTotals[]> {
	if (roundIds.length === 0 || nodeCodes.length === 0) return [];
	const within = and(withinScope(scope), sector === undefined ? undefined : eq(unit.sector, sector));
	const where = sql`where i.round_id in ${roundIds} and i.node_code in ${nodeCodes} ${within ? sql`and ${within}` : sql``}`;
	const from = within ? sql`round_input i join "unit" on "unit".id = i.unit_id` : sql`round_input i`;
	const totals = await selectRows<Record<string, unknown>>(
		db,
		sql`select i.round_id, i.node_code,
				count(*) filter (where i.missing_reason is null)::int as present,
				count(*) filter (where i.missing_reason is distinct from 'notApplicable')::int as expected,
				sum(i.value) as sum, percentile_cont(0.5) within group (order by i.value) as median,
				sum(i.numerator) filter (where i.denominator is not null and i.missing_reason is null) as numerator,
				sum(i.denominator) filter (where i.numerator is not null and i.missing_reason is null) as denominator
			from ${from} ${where} group by 1, 2`
	);
	const cases = await selectRows<Record<string, unknown>>(
		db,
		sql`select i.round_id, i.node_code, (e->>0)::float8 as value, sum((e->>1)::int)::int as answered, sum((e->>2)::int)::int as waiting
			from ${from}, jsonb_array_elements(i.distribution) e ${where} and jsonb_typeof(i.distribution) = 'array'
			group by 1, 2, 3 order by 1, 2, 3`
	);
	const histograms = new Map<string, Histogram[number][]>();
	for (const row of cases) {
		const key = `${row['round_id']} ${row['node_code']}`;
		const entry = [Number(row['value']), Number(row['answered']), Number(row['waiting'])] as const;
		const known = histograms.get(key);
		if (known) known.push(entry);
		else histograms.set(key, [entry]);
	}
	return totals.map((row) => ({
		roundId: row['round_id'] as number,
		nodeCode: row['node_code'] as string,
		present: row['present'] as number,
		expected: row['expected'] as number,
		sum: row['sum'] as number | null,
		median: row['median'] as number | null,
		numerator: row['numerator'] as number | null,
		denominator: row['denominator'] as number | null,
		distribution: histograms.get(`${row['round_id']} ${row['node_code']}`) ?? null
	}));
}
