import type { MissingReason } from '../scoring/missing-reason';
import type { LocalisedName, Unit } from '../unit/unit';
import { rankScores, type TieRule } from './rank';
import { roundHalfUp } from './round-half-up';

/** A unit of a round. */
export interface RankableUnit extends Unit {
	/** Those with the same one are ranked together; null: all of the round. */
	readonly peerGroup: string | null;
	readonly parentCode: string | null;
	readonly parentName: LocalisedName | null;
	/** place of the unit above on its tile grid */
	readonly parentTile: Unit['tile'];
	readonly parentAbbreviation: string | null;
}

/** What a round says of one node of one unit. */
export interface NodeScore {
	readonly roundId: number;
	readonly nodeCode: string;
	readonly unitId: number;
	/** unrounded, on the framework's scale */
	readonly score: number | null;
	/** within the peer group, 1 = best */
	readonly rank: number | null;
	/** share of the node's children present, 0–1 */
	readonly coverage: number;
	readonly missingReason: MissingReason | null;
	/** on the top node only */
	readonly grade: string | null;
	/** the group that the unit was compared in; only of scores that are read for one unit */
	readonly peerGroup?: string | null;
}

/** Places gained since an earlier round; `new` where the unit was not ranked there, null where there is nothing to compare with. */
export type PlacesGained = number | 'new' | null;

/** One unit in the ranking of one node of one round. */
export interface Standing {
	readonly unit: RankableUnit;
	readonly score: number | null;
	readonly missingReason: MissingReason | null;
	readonly rank: number | null;
	/** how many share this place with the unit, itself not counted */
	readonly tiedWith: number;
	/** how many of the peer group have a place */
	readonly rankedCount: number;
	readonly grade: string | null;
	readonly coverage: number;
	readonly previousRank: number | null;
	readonly previousScore: number | null;
	readonly placesGained: PlacesGained;
	/** scores in the rounds of the trend, in time order; null where there was none */
	readonly trend: readonly (number | null)[];
	/** place among those of a chosen group, by the same rule of ties; null where no group is chosen */
	readonly groupRank: number | null;
}

export interface StandingInput {
	readonly units: readonly RankableUnit[];
	readonly roundId: number;
	/** the published round before with the group that each unit was compared in there, undefined where there is none */
	readonly previous:
		{ readonly roundId: number; readonly peerGroupOf: ReadonlyMap<number, string | null> } | undefined;
	/** how many of each peer group are ranked at all, and how many at each place, in the ranked round */
	readonly places: readonly PlaceCount[];
	/** in time order, the ranked round among them */
	readonly trendRoundIds: readonly number[];
	readonly nodeCode: string;
	readonly rootCode: string;
	/** of the ranked node in all of these rounds, and of the root in the ranked one */
	readonly scores: readonly NodeScore[];
}

/** How many of a peer group share a place. */
export interface PlaceCount {
	readonly peerGroup: string | null;
	readonly rank: number;
	readonly count: number;
}

/** Brings the stored results of a ranking together, one standing a unit, in the order of `units`. Computes no score and no rank. */
export function standingsOf(input: StandingInput): Standing[] {
	const { roundId, previous, nodeCode } = input;
	const at = new Map(
		input.scores.map((score) => [keyOf(score.roundId, score.nodeCode, score.unitId), score])
	);
	const ranked = new Map<string | null, number>();
	const sharing = new Map<string, number>();
	for (const { peerGroup, rank, count } of input.places) {
		ranked.set(peerGroup, (ranked.get(peerGroup) ?? 0) + count);
		sharing.set(`${rank} ${peerGroup ?? ''}`, count);
	}
	return input.units.map((unit) => {
		const now = at.get(keyOf(roundId, nodeCode, unit.id));
		const before = previous && at.get(keyOf(previous.roundId, nodeCode, unit.id));
		const isComparable = previous?.peerGroupOf.get(unit.id) === unit.peerGroup;
		const rank = now?.rank ?? null;
		const previousRank = before && isComparable ? before.rank : null;
		return {
			unit,
			score: now?.score ?? null,
			missingReason: now ? now.missingReason : 'notReported',
			rank,
			tiedWith: rank === null ? 0 : (sharing.get(`${rank} ${unit.peerGroup ?? ''}`) ?? 1) - 1,
			rankedCount: ranked.get(unit.peerGroup) ?? 0,
			grade: at.get(keyOf(roundId, input.rootCode, unit.id))?.grade ?? null,
			coverage: now?.coverage ?? 0,
			previousRank,
			previousScore: before?.score ?? null,
			placesGained: placesGained(rank, previousRank, previous !== undefined),
			trend: input.trendRoundIds.map((round) => at.get(keyOf(round, nodeCode, unit.id))?.score ?? null),
			groupRank: null
		};
	});
}

function keyOf(roundId: number, nodeCode: string, unitId: number): string {
	return `${roundId} ${unitId} ${nodeCode}`;
}

function placesGained(rank: number | null, before: number | null, hasPrevious: boolean): PlacesGained {
	if (rank === null || !hasPrevious) return null;
	return before === null ? 'new' : before - rank;
}

/** Counts places of units that are all there, whether they are shown or not. */
export function countPlaces(
	units: readonly RankableUnit[],
	scores: readonly Pick<NodeScore, 'unitId' | 'rank'>[]
): PlaceCount[] {
	const groupOf = new Map(units.map((unit) => [unit.id, unit.peerGroup]));
	const counts = new Map<string, PlaceCount>();
	for (const { unitId, rank } of scores) {
		if (rank === null) continue;
		const peerGroup = groupOf.get(unitId) ?? null;
		const key = `${rank} ${peerGroup ?? ''}`;
		counts.set(key, { peerGroup, rank, count: (counts.get(key)?.count ?? 0) + 1 });
	}
	return [...counts.values()];
}

/** Gives each of these standings its place among them: the same order and ties as the whole ranking, counted within. */
export function rankWithin(
	standings: readonly Standing[],
	rule: { readonly ties: TieRule; readonly precision: number | null }
): Standing[] {
	const scores = Float64Array.from(standings, (standing) => standing.score ?? NaN);
	const ranks = rankScores(scores, rule);
	return standings.map((standing, i) => ({
		...standing,
		groupRank: Number.isNaN(ranks[i]!) ? null : ranks[i]!
	}));
}

/** A score as it is ranked and shown. */
export function roundedScore(score: number, precision: number | null): number {
	return precision === null ? score : roundHalfUp(score, precision);
}
