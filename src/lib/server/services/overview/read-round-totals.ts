import { demand } from '../../../domain/access/can';
import type { ReadableRound } from '../../../domain/round/readable-round';
import type { Context } from '../../context';
import { listRoundTotals, type RoundNodeTotals } from '../../db/queries/round-input';

type TotalsByNode = ReadonlyMap<string, RoundNodeTotals>;

/** What a publication was computed from never changes, so its totals are added up once for as long as its database is open. */
const published = new WeakMap<object, Map<string, TotalsByNode>>();
const maximumKept = 500;

/** Totals of some rounds at some indicators, of one sector or of all units: round id → node code → totals. */
export async function readRoundTotals(
	ctx: Context,
	rounds: readonly ReadableRound[],
	nodeCodes: readonly string[],
	sector: string | undefined
): Promise<Map<number, TotalsByNode>> {
	demand(ctx.actor, 'published.read');
	const kept = published.get(ctx.db) ?? new Map<string, TotalsByNode>();
	published.set(ctx.db, kept);
	const keyOf = (round: ReadableRound) => `${round.id} ${sector ?? ''} ${nodeCodes.join(' ')}`;
	const missing = rounds.filter((round) => round.isProvisional || !kept.has(keyOf(round)));
	const found = new Map<number, Map<string, RoundNodeTotals>>(missing.map((round) => [round.id, new Map()]));
	for (const byScope of groupByScope(missing)) {
		const ids = byScope.map((round) => round.id);
		for (const totals of await listRoundTotals(ctx.db, byScope[0]!.scope, ids, nodeCodes, sector)) {
			found.get(totals.roundId)?.set(totals.nodeCode, totals);
		}
	}
	if (kept.size + missing.length > maximumKept) kept.clear();
	for (const round of missing) {
		if (!round.isProvisional) kept.set(keyOf(round), found.get(round.id)!);
	}
	return new Map(
		rounds.map((round) => [round.id, found.get(round.id) ?? kept.get(keyOf(round)) ?? new Map()])
	);
}

/** Rounds that one statement may read: the published ones, and each other by itself. */
function groupByScope(rounds: readonly ReadableRound[]): ReadableRound[][] {
	const everybodys = rounds.filter((round) => !round.isProvisional);
	const others = rounds.filter((round) => round.isProvisional).map((round) => [round]);
	return everybodys.length > 0 ? [everybodys, ...others] : others;
}
