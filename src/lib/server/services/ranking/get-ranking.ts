import { demand } from '../../../domain/access/can';
import type { FrameworkDefinition } from '../../../domain/framework/definition';
import { sortStandings } from '../../../domain/ranking/arrange';
import { breakdownOf, childCodes, needsPeers, type Breakdown } from '../../../domain/ranking/breakdown';
import { filterOf } from '../../../domain/ranking/filter';
import { nodeChoices } from '../../../domain/ranking/node-choices';
import type { Ranking, RankingQuery, RefusedParameter } from '../../../domain/ranking/ranking';
import {
	countPlaces,
	rankWithin,
	standingsOf,
	type RankableUnit,
	type Standing
} from '../../../domain/ranking/standing';
import {
	chooseRound,
	frameworksOf,
	previousRound,
	roundsUpTo,
	type ReadableRound
} from '../../../domain/round/readable-round';
import type { Context, Locale } from '../../context';
import { getFrameworkDefinition } from '../../db/queries/framework';
import {
	listAdjustmentsOfUnit,
	listGroupsOfRound,
	listNodeScores,
	listPeerGroupsOfRound,
	listRanks,
	listRoundUnits
} from '../../db/queries/result';
import { readProvisionalBasis } from '../round/read-provisional-basis';
import { listReadableRounds } from './list-readable-rounds';

/** Rows of one page of a ranking. */
export const rankingPageSize = 100;
/** Rounds that the trend of a row covers, the ranked one included. */
const trendLength = 8;

/**
 * One ranking, from stored results: nothing is scored in the request. Undefined where there is no round that the actor may read.
 * A filter that does not fit the round is left out and named in `refused`.
 * @throws DomainError `notFound`: no such framework or period, or none that the actor may know of
 */
export async function getRanking(ctx: Context, query: RankingQuery): Promise<Ranking | undefined> {
	demand(ctx.actor, 'published.read');
	const rounds = await listReadableRounds(ctx);
	const round = chooseRound(rounds, query);
	if (!round) return undefined;
	const definition = await getFrameworkDefinition(ctx.db, round.frameworkVersionId);
	const nodes = nodeChoices(definition);
	const root = nodes[0]!;
	const node = nodes.find((choice) => choice.code === query.dim) ?? root;
	const units = await listRoundUnits(ctx.db, round.scope, round.id);
	const filter = filterOf(query, units, await listGroupsOfRound(ctx.db, round.id));
	const trendRounds = roundsUpTo(rounds, round, trendLength);
	const previous = previousRound(rounds, round);
	const standings = await listStandings(ctx, {
		round,
		previous,
		trendRounds,
		nodeCode: node.code,
		rootCode: root.code,
		units,
		shown: units.filter((unit) => filter.matches(unit))
	});
	const sort = query.sort ?? { column: 'rank', isDescending: false };
	const sorted = sortStandings(filter.group ? rankWithin(standings, definition.rank) : standings, {
		...sort,
		gradeCodes: definition.grades.map((band) => band.code),
		compareNames: nameComparison(ctx.locale)
	});
	const lastPage = Math.max(1, Math.ceil(sorted.length / rankingPageSize));
	const opened = sorted.find((standing) => standing.unit.code === query.open)?.unit;
	const refused: RefusedParameter[] = [...filter.refused];
	if (query.dim !== undefined && node.code !== query.dim)
		refused.push({ parameter: 'dim', value: query.dim });
	if (query.open !== undefined && !opened) refused.push({ parameter: 'open', value: query.open });
	if ((query.page ?? 1) > lastPage) refused.push({ parameter: 'page', value: String(query.page) });
	return {
		round,
		previous,
		trendRounds,
		choices: {
			frameworks: frameworksOf(rounds),
			rounds: rounds.filter(
				(other) => other.frameworkCode === round.frameworkCode && other.rootPath === round.rootPath
			),
			nodes,
			levels: filter.levels,
			sectors: filter.sectors,
			groups: filter.groups
		},
		node,
		chosen: { level: filter.level, sector: filter.sector, group: filter.group, sort },
		refused,
		hasSeveralPeerGroups: new Set(sorted.map((standing) => standing.unit.peerGroup)).size > 1,
		standings: sorted,
		page: { number: Math.min(query.page ?? 1, lastPage), size: rankingPageSize, total: sorted.length },
		scale: definition.scale,
		precision: definition.rank.precision,
		grades: definition.grades.map((band) => ({ code: band.code, name: band.name ?? band.code })),
		basis: await readProvisionalBasis(ctx, round),
		open: opened && {
			unitCode: opened.code,
			breakdown: await explainStanding(ctx, round, definition, node.code, opened)
		}
	};
}

interface StandingsWanted {
	readonly round: ReadableRound;
	readonly previous: ReadableRound | undefined;
	/** in time order, `round` last */
	readonly trendRounds: readonly ReadableRound[];
	readonly nodeCode: string;
	readonly rootCode: string;
	/** all units of the round */
	readonly units: readonly RankableUnit[];
	readonly shown: readonly RankableUnit[];
}

/** Standings of the units shown, at one node, with change and trend: a few statements, whatever the number of units and rounds. */
async function listStandings(ctx: Context, wanted: StandingsWanted): Promise<Standing[]> {
	const { db } = ctx;
	const { round, previous, trendRounds, nodeCode, rootCode, units, shown } = wanted;
	const trendRoundIds = trendRounds.map((each) => each.id);
	const shownIds = shown.map((unit) => unit.id);
	const scores = await listNodeScores(db, round.scope, trendRoundIds, [nodeCode], shownIds);
	const tops =
		nodeCode === rootCode ? [] : await listNodeScores(db, round.scope, [round.id], [rootCode], shownIds);
	const ranks =
		shown.length === units.length
			? scores.filter((score) => score.roundId === round.id)
			: await listRanks(db, round.scope, round.id, nodeCode);
	return standingsOf({
		units: shown,
		roundId: round.id,
		previous: previous && { roundId: previous.id, peerGroupOf: await listPeerGroupsOfRound(db, previous.id) },
		places: countPlaces(units, ranks),
		trendRoundIds,
		nodeCode,
		rootCode,
		scores: [...scores, ...tops]
	});
}

async function explainStanding(
	ctx: Context,
	round: ReadableRound,
	definition: FrameworkDefinition,
	nodeCode: string,
	unit: RankableUnit
): Promise<Breakdown | undefined> {
	const codes = [nodeCode, ...childCodes(definition, nodeCode)];
	const only = needsPeers(definition, nodeCode) ? undefined : [unit.id];
	const scores = await listNodeScores(ctx.db, round.scope, [round.id], codes, only);
	const adjustments = await listAdjustmentsOfUnit(ctx.db, round.scope, round.id, unit.id);
	return breakdownOf({
		definition,
		nodeCode,
		unitId: unit.id,
		scores,
		peerGroupOf: only ? new Map() : await listPeerGroupsOfRound(ctx.db, round.id),
		adjustments: adjustments.map(({ ruleCode, amount, ground }) => ({
			unit: unit.code,
			rule: ruleCode,
			amount,
			ground: ground[ctx.locale]
		}))
	});
}

/** By short name in the reader's language; Chinese by pinyin. Of two departments of one name, by the unit above. */
function nameComparison(locale: Locale): (a: Standing, b: Standing) => number {
	const { compare } = new Intl.Collator(locale);
	return (a, b) =>
		compare(a.unit.shortName[locale], b.unit.shortName[locale]) ||
		compare(a.unit.parentName?.[locale] ?? '', b.unit.parentName?.[locale] ?? '') ||
		compare(a.unit.code, b.unit.code);
}
