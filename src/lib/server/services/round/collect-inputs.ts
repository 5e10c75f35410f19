import type { Scope } from '../../../domain/access/can';
import { consolidateScores } from '../../../domain/round/consolidate';
import {
	absentInput,
	type LastKnownInput,
	type RoundInput,
	type RoundUnit
} from '../../../domain/round/round-scoring';
import { parsePeriod, periodStart, shiftPeriod } from '../../../domain/period/period';
import type { Db, Tx } from '../../db/client';
import { listSeriesCells, type SeriesCell } from '../../db/queries/figure';
import { listIndicatorNodes, type IndicatorNode, type StoredRound } from '../../db/queries/round';
import { listDecidedScores, listGivenScores, type DecidedScore } from '../../db/queries/round-score';

/** Periods looked back at most, whatever a framework allows: ten years of months. */
const mostLastKnown = 120;

/**
 * What the scores of some units of a round are computed from as things stand: figures of the round's period, a unit's own before
 * those that follow from others, and the scores that assessors gave away, consolidated, or what was decided in their place. A scored indicator that nobody was asked
 * to score in this round takes its figure instead, as a year takes its last quarter's.
 */
export async function collectInputs(
	db: Db | Tx,
	scope: Scope,
	round: StoredRound,
	units: readonly RoundUnit[]
): Promise<RoundInput[]> {
	const nodes = await listIndicatorNodes(db, round.frameworkVersionId);
	const unitIds = units.map(({ unitId }) => unitId);
	const start = periodStart(parsePeriod(round.period));
	const cells = await listSeriesCells(db, scope, {
		unitIds,
		indicatorIds: nodes.map(({ indicatorId }) => indicatorId),
		periods: [round.period],
		from: start,
		to: start
	});
	const figures = new Map(cells.map((cell) => [`${cell.unitId} ${cell.indicatorId}`, cell]));
	const earlier = await listLastKnown(db, scope, round, unitIds, nodes);
	const scores = new Map<string, (number | null)[]>();
	const assigned = new Set<number>();
	for (const { unitId, indicatorId, score } of await listGivenScores(db, round.id, unitIds)) {
		const key = `${unitId} ${indicatorId}`;
		scores.set(key, [...(scores.get(key) ?? []), score]);
		assigned.add(indicatorId);
	}
	const decisions = await listDecidedScores(db, round.id, unitIds);
	const decided = new Map(decisions.map((row) => [`${row.unitId} ${row.indicatorId}`, row]));
	return units.flatMap(({ unitId }) =>
		nodes.map((node): RoundInput => {
			const key = `${unitId} ${node.indicatorId}`;
			const isAssessed = node.isScored && assigned.has(node.indicatorId);
			const from = isAssessed
				? consolidated(round, scores.get(key) ?? [], decided.get(key))
				: measured(figures.get(key));
			const known = from.value === null ? earlier.get(key) : undefined;
			const lastKnown = known && known.age <= node.lastKnownMaxAge ? known : null;
			return { unitId, nodeCode: node.nodeCode, ...from, lastKnown };
		})
	);
}

/** The newest value before the round's period of the indicators whose missing rule may use one, by unit and indicator. */
async function listLastKnown(
	db: Db | Tx,
	scope: Scope,
	round: StoredRound,
	unitIds: readonly number[],
	nodes: readonly IndicatorNode[]
): Promise<Map<string, LastKnownInput>> {
	const asking = nodes.filter(({ lastKnownMaxAge }) => lastKnownMaxAge > 0);
	const farthest = Math.min(
		mostLastKnown,
		Math.max(0, ...asking.map(({ lastKnownMaxAge }) => lastKnownMaxAge))
	);
	const found = new Map<string, LastKnownInput>();
	if (farthest === 0) return found;
	const period = parsePeriod(round.period);
	const ages = new Map(
		Array.from({ length: farthest }, (_, i) => [shiftPeriod(period, -i - 1).code, i + 1] as const)
	);
	const cells = await listSeriesCells(db, scope, {
		unitIds,
		indicatorIds: asking.map(({ indicatorId }) => indicatorId),
		periods: [...ages.keys()],
		from: periodStart(shiftPeriod(period, -farthest)),
		to: periodStart(shiftPeriod(period, -1))
	});
	for (const { unitId, indicatorId, period: code, value } of cells) {
		if (value === null) continue;
		const key = `${unitId} ${indicatorId}`;
		const age = ages.get(code)!;
		if (age < (found.get(key)?.age ?? Infinity)) found.set(key, { value, period: code, age });
	}
	return found;
}

type InputValue = Omit<RoundInput, 'unitId' | 'nodeCode'>;

/** The source of a decided score names what decided it. */
function consolidated(
	round: StoredRound,
	scores: readonly (number | null)[],
	decision: DecidedScore | undefined
): InputValue {
	const given = scores.filter((score) => score !== null);
	const value = decision?.score ?? consolidateScores(round.consolidation, given) ?? null;
	return {
		...absentInput,
		value,
		missingReason: value === null ? 'notReported' : null,
		provenance: 'scored',
		basis: given.length,
		source: decision?.origin ?? null
	};
}

function measured(cell: SeriesCell | undefined): InputValue {
	if (!cell) return absentInput;
	const { value, numerator, denominator, distribution, qualifier, provenance, source } = cell;
	// A distribution of too few cases is kept with its cases, and without a number that could be scored.
	const missingReason =
		cell.missingReason ?? (value === null ? (distribution ? 'suppressed' : 'notReported') : null);
	return {
		value,
		numerator,
		denominator,
		distribution,
		missingReason,
		qualifier,
		provenance,
		basis: cell.revision ?? 1,
		source
	};
}
