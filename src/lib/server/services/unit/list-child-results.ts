import { demand } from '../../../domain/access/can';
import { parsePeriod, periodEndExclusive } from '../../../domain/period/period';
import { isProvisional } from '../../../domain/round/round';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listChildrenAt } from '../../db/queries/unit';
import { listUnitRounds, type ReadableUnitRound } from './list-unit-rounds';

/** A unit below another, with its result for the same period under its own framework, where there is one to read. */
export interface ChildResult {
	readonly unit: Unit;
	readonly round: ReadableUnitRound | undefined;
}

export interface ChildResults {
	readonly results: readonly ChildResult[];
	/** what the results are of; undefined where there are none */
	readonly period: string | undefined;
	/** there are more than were listed */
	readonly isCut: boolean;
}

const maximumChildren = 200;

/**
 * The units right below one at the end of the period, each with its result for `period`: the published one, or the provisional one where that may be read.
 * Without a period, the newest that was published of any of them.
 */
export async function listChildResults(
	ctx: Context,
	parent: Unit,
	period: string | undefined
): Promise<ChildResults> {
	const scope = demand(ctx.actor, 'published.read');
	const end = period === undefined ? tomorrow(ctx.now) : periodEndExclusive(parsePeriod(period));
	const children = await listChildrenAt(ctx.db, scope, parent.id, end, maximumChildren + 1);
	const shown = children.slice(0, maximumChildren);
	const all = await listUnitRounds(
		ctx,
		shown.map((unit) => unit.id),
		period
	);
	const shownPeriod = period ?? all.find(({ stage }) => !isProvisional(stage))?.period;
	const rounds = all.filter((round) => round.period === shownPeriod);
	const byUnit = new Map<number, ReadableUnitRound>();
	for (const round of rounds) {
		const known = byUnit.get(round.unitId);
		if (!known || (isProvisional(known.stage) && !isProvisional(round.stage)))
			byUnit.set(round.unitId, round);
	}
	return {
		results: shown.map((unit) => ({ unit, round: byUnit.get(unit.id) })),
		period: rounds.length > 0 ? shownPeriod : undefined,
		isCut: children.length > maximumChildren
	};
}

function tomorrow(now: Date): string {
	return new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10);
}
