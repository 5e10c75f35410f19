import { demand } from '../../../domain/access/can';
import type { ScoringRound } from '../../../domain/assessment/assigned-cell';
import type { PreviousScore } from '../../../domain/assessment/previous-score';
import { comparePeriods, parsePeriod } from '../../../domain/period/period';
import type { Context } from '../../context';
import { listNodeScores } from '../../db/queries/result';
import { listReadableRounds } from '../ranking/list-readable-rounds';

/** A unit that was left out of the last round may have been in one of those before. */
const furthestBack = 4;

export interface PreviousScores {
	of(unitId: number, nodeCode: string): PreviousScore | undefined;
}

/**
 * What was published of some nodes of some units before a round: under the same framework, for a period of the same length, as far as
 * who asks may read it. Two statements, whatever the number of cells.
 */
export async function listPreviousScores(
	ctx: Context,
	round: Pick<ScoringRound, 'frameworkCode' | 'period'>,
	cells: { readonly unitIds: readonly number[]; readonly nodeCodes: readonly string[] }
): Promise<PreviousScores> {
	const scope = demand(ctx.actor, 'published.read');
	const period = parsePeriod(round.period);
	const before = (await listReadableRounds(ctx))
		.filter((other) => other.stage === 'published' && other.frameworkCode === round.frameworkCode)
		.map((other) => ({ id: other.id, period: parsePeriod(other.period) }))
		.filter((other) => other.period.kind === period.kind && comparePeriods(other.period, period) < 0)
		.sort((a, b) => comparePeriods(b.period, a.period) || b.id - a.id)
		.slice(0, furthestBack);
	const scores = await listNodeScores(
		ctx.db,
		scope,
		before.map(({ id }) => id),
		[...new Set(cells.nodeCodes)],
		[...new Set(cells.unitIds)]
	);
	const keyOf = (roundId: number, unitId: number, nodeCode: string) => `${roundId} ${unitId} ${nodeCode}`;
	const found = new Map(scores.map((row) => [keyOf(row.roundId, row.unitId, row.nodeCode), row]));
	return {
		of(unitId, nodeCode) {
			for (const { id, period } of before) {
				const row = found.get(keyOf(id, unitId, nodeCode));
				if (row) return { period: period.code, score: row.score, rank: row.rank };
			}
			return undefined;
		}
	};
}
