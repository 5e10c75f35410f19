import { sql } from 'drizzle-orm';
import { disclosureIndicatorCode, disclosureItemSeeds } from '../../../domain/oversight/disclosure';
import type { OperationPartyKind } from '../../../domain/oversight/operation-party';
import type { Tx } from '../../db/client';
import { rowSet } from '../../db/json-rows';
import { insertDisclosureItems } from '../../db/queries/disclosure';
import { operationParty } from '../../db/schema';
import type { StoredIds } from './load-observations';
import { randomStream } from './random';
import type { World, WorldUnit } from './world';

const itemsOf = (kind: OperationPartyKind): string[] =>
	disclosureItemSeeds.filter((item) => item.kind === kind).map(({ code }) => code);
/** Before the first year that is shown. */
const since = '2020-01-01';
const dayMs = 86_400_000;

/**
 * The parties of each region's authorised operation and what they disclosed, made to agree with what the region's indicator says:
 * as many items as it requires, as many in time as it counts, and of the others some late.
 */
export async function loadDisclosures(tx: Tx, world: World, ids: StoredIds): Promise<void> {
	await insertDisclosureItems(tx);
	const plans = world.units.flatMap((unit) => planOf(unit));
	if (plans.length === 0) return;
	const stored = await tx
		.insert(operationParty)
		.values(
			plans.map(({ unit, kind, number }) => ({
				unitId: ids.units.get(unit.code)!,
				kind,
				nameEn: `${unit.region?.short[0] ?? unit.code}: ${kind} ${number} (made up)`,
				nameZh: `${unit.region?.short[1] ?? unit.code}${kind === 'implementer' ? '实施机构' : '运营机构'}${number}（演示虚构）`,
				validFrom: since
			}))
		)
		.returning({ id: operationParty.id });
	const slotsOf = new Map<WorldUnit, { partyId: number; itemCode: string }[]>();
	plans.forEach(({ unit, kind }, at) => {
		const slots = itemsOf(kind).map((itemCode) => ({ partyId: stored[at]!.id, itemCode }));
		slotsOf.set(unit, [...(slotsOf.get(unit) ?? []), ...slots]);
	});
	const rows = [...slotsOf].flatMap(([unit, slots]) => disclosuresOf(world, unit, slots));
	const by = ids.people.get('manager') ?? null;
	await tx.execute(sql`insert into disclosure (party_id, item_code, year, disclosed_on, url, recorded_by, recorded_at)
		select t.p, t.i, t.y, t.d, 'https://example.org/disclosures/' || t.p || '/' || t.i || '/' || t.y, ${by}::int,
			(t.d + 1)::timestamptz
		from ${rowSet(rows, 'p int, i text, y int, d date')}`);
}

/** Implementers and operators in about equal numbers, whose items come to the number that the indicator requires. */
function planOf(unit: WorldUnit): { unit: WorldUnit; kind: OperationPartyKind; number: number }[] {
	const required = [...(unit.yearly.get(disclosureIndicatorCode)?.values() ?? [])][0]?.denominator;
	if (required == null) return [];
	const [perImplementer, perOperator] = [itemsOf('implementer').length, itemsOf('operator').length];
	const splits = Array.from({ length: required }, (_, implementers) => ({
		implementers,
		operators: (required - implementers * perImplementer) / perOperator
	})).filter(({ operators }) => Number.isInteger(operators) && operators >= 0);
	const best = splits.sort(
		(a, b) => Math.abs(a.implementers - a.operators) - Math.abs(b.implementers - b.operators)
	)[0];
	if (!best) return [];
	const some = (kind: OperationPartyKind, count: number) =>
		Array.from({ length: count }, (_, at) => ({ unit, kind, number: at + 1 }));
	return [...some('implementer', best.implementers), ...some('operator', best.operators)];
}

function disclosuresOf(
	world: World,
	unit: WorldUnit,
	slots: readonly { readonly partyId: number; readonly itemCode: string }[]
) {
	return [...(unit.yearly.get(disclosureIndicatorCode) ?? [])].flatMap(([period, { numerator }]) => {
		const random = randomStream(world.seed, unit.code, period, 'disclosures');
		const shuffled = slots
			.map((slot) => ({ slot, place: random.next() }))
			.sort((a, b) => a.place - b.place)
			.map(({ slot }) => slot);
		const newYear = Date.parse(`${period}-01-01T00:00:00Z`);
		return shuffled.flatMap(({ partyId, itemCode }, at) => {
			const isInTime = at < (numerator ?? 0);
			// In time: from the new year to 31 March (89 days of it at least); late: in the months after it.
			const day = new Date(newYear + (isInTime ? random.integer(5, 88) : random.integer(92, 150)) * dayMs);
			if (!isInTime && (random.chance(0.5) || day >= world.now)) return [];
			return [{ p: partyId, i: itemCode, y: Number(period), d: day.toISOString().slice(0, 10) }];
		});
	});
}
