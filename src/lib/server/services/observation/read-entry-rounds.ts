import { demand } from '../../../domain/access/can';
import {
	listEntryPeriods,
	type EntryPeriod,
	type EntryRound,
	type PlacedIndicator
} from '../../../domain/indicator/entry-sheet';
import { parsePeriod, periodEndExclusive } from '../../../domain/period/period';
import { holdsAtEnd } from '../../../domain/unit/tree-of-time';
import { isProvisional } from '../../../domain/round/round';
import type { ReportNode } from '../../../domain/unit/unit-report';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { getUnitTimeZone, listCorrectedPeriods, listEntryRounds } from '../../db/queries/observation';
import { listReportNodes } from '../../db/queries/unit-result';

/** What a unit has to report at this time, and by which framework. */
export interface EntryRounds {
	readonly timeZone: string;
	readonly rounds: readonly (EntryRound & { readonly indicators: readonly PlacedIndicator[] })[];
	/** newest first */
	readonly periods: readonly EntryPeriod[];
}

/** The rounds under way of a unit that the actor enters data for, with their measured indicators and reportable periods. */
export async function readEntryRounds(ctx: Context, unit: Unit): Promise<EntryRounds> {
	const scope = demand(ctx.actor, 'observation.enter', unit.path);
	const timeZone = await getUnitTimeZone(ctx.db, unit.id);
	const rounds = [];
	const corrected = await listCorrectedPeriods(ctx.db, scope, unit.id, ctx.now);
	for (const round of await listEntryRounds(ctx.db, scope, unit.id, corrected)) {
		const indicators = measuredOf(await listReportNodes(ctx.db, round.frameworkVersionId));
		rounds.push({ ...round, indicators });
	}
	const collecting = rounds.map((round) => ({
		...round,
		only: isProvisional(round.stage) ? undefined : new Set(corrected),
		frequencies: new Set(round.indicators.map(({ indicator }) => indicator.frequency))
	}));
	// Who is not there at the end of a period is not asked for it.
	const periods = listEntryPeriods(collecting, ctx.now, timeZone).filter(({ code }) =>
		holdsAtEnd(unit, periodEndExclusive(parsePeriod(code)))
	);
	return { timeZone, rounds, periods };
}

function measuredOf(nodes: readonly ReportNode[]): PlacedIndicator[] {
	const byCode = new Map(nodes.map((node) => [node.code, node]));
	return nodes.flatMap(({ code, spec, indicator }) =>
		indicator && !indicator.isScored && indicator.retiredAt === null
			? [
					{
						nodeCode: code,
						dimension: spec.parent === undefined ? undefined : byCode.get(spec.parent),
						indicator
					}
				]
			: []
	);
}
