import type { Scope } from '../../../domain/access/can';
import { consolidateScores } from '../../../domain/round/consolidate';
import { absentInput, type RoundInput, type RoundUnit } from '../../../domain/round/round-scoring';
import { parsePeriod, periodStart } from '../../../domain/period/period';
import type { Db, Tx } from '../../db/client';
import { listSeriesCells, type SeriesCell } from '../../db/queries/figure';
import { listGivenScores, listIndicatorNodes, type StoredRound } from '../../db/queries/round';

/**
 * What the scores of some units of a round are computed from as things stand: figures of the round's period, a unit's own before
 * those that follow from others, and the scores that assessors gave away, consolidated. A scored indicator that nobody was asked
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
	const scores = new Map<string, (number | null)[]>();
	const assigned = new Set<number>();
	for (const { unitId, indicatorId, score } of await listGivenScores(db, round.id, unitIds)) {
		const key = `${unitId} ${indicatorId}`;
		scores.set(key, [...(scores.get(key) ?? []), score]);
		assigned.add(indicatorId);
	}
	return units.flatMap(({ unitId }) =>
		nodes.map((node): RoundInput => {
			const key = `${unitId} ${node.indicatorId}`;
			const isAssessed = node.isScored && assigned.has(node.indicatorId);
			const from = isAssessed ? consolidated(round, scores.get(key) ?? []) : measured(figures.get(key));
			return { unitId, nodeCode: node.nodeCode, ...from };
		})
	);
}

type InputValue = Omit<RoundInput, 'unitId' | 'nodeCode'>;

function consolidated(round: StoredRound, scores: readonly (number | null)[]): InputValue {
	const given = scores.filter((score) => score !== null);
	const value = consolidateScores(round.consolidation, given) ?? null;
	return {
		...absentInput,
		value,
		missingReason: value === null ? 'notReported' : null,
		provenance: 'scored',
		basis: given.length
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
