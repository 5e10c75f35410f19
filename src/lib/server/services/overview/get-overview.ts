import { demand, isWithin, type Actor } from '../../../domain/access/can';
import type { Overview } from '../../../domain/overview/overview';
import { endsOf, gradeCounts, moversOf } from '../../../domain/ranking/arrange';
import type { Ranking } from '../../../domain/ranking/ranking';
import type { Standing } from '../../../domain/ranking/standing';
import { roundBefore } from '../../../domain/round/readable-round';
import { parsePeriod } from '../../../domain/period/period';
import type { Context } from '../../context';
import { countOrdersToWatch } from '../order/list-orders';
import { getRanking } from '../ranking/get-ranking';
import { listHeadlines } from './list-headlines';
import { listOpenRounds } from './list-open-rounds';

export interface OverviewQuery {
	readonly framework?: string | undefined;
	readonly period?: string | undefined;
	readonly sector?: string | undefined;
}

const endCount = 5;
const moverCount = 3;

/**
 * Where things stand, what changed, and for members what is under way. Undefined where there is no round to show.
 * @throws DomainError `notFound`: no such framework or period, or none that the actor may know of
 */
export async function getOverview(ctx: Context, query: OverviewQuery): Promise<Overview | undefined> {
	demand(ctx.actor, 'published.read');
	const ranking = await getRanking(ctx, query);
	if (!ranking) return undefined;
	const { round, choices, trendRounds, standings } = ranking;
	const own = ownStanding(ctx.actor, standings);
	const ends = endsOf(standings, endCount);
	return {
		ranking,
		yearAgoPeriod: roundBefore(choices.rounds, round, periodsPerYear(ranking))?.period,
		headlines: await listHeadlines(ctx, {
			round,
			rounds: choices.rounds,
			trendRounds,
			sector: ranking.chosen.sector,
			ownUnitId: own?.unit.id
		}),
		top: ends.top,
		bottom: ends.bottom,
		movers: moversOf(standings, moverCount),
		gradeCounts: gradeCounts(
			standings,
			ranking.grades.map((grade) => grade.code)
		),
		own,
		openRounds: await listOpenRounds(ctx),
		orders: await countOrdersToWatch(ctx)
	};
}

function periodsPerYear({ round }: Ranking): number {
	return { month: 12, quarter: 4, half: 2, year: 1 }[parsePeriod(round.period).kind];
}

/** The unit that the reader answers for or leads, or the nearest one above it. */
function ownStanding(actor: Actor, standings: readonly Standing[]): Standing | undefined {
	return standings
		.filter(({ unit }) => actor.grants.some((grant) => isWithin(grant.unitPath, unit.path)))
		.sort((a, b) => b.unit.path.length - a.unit.path.length)[0];
}
