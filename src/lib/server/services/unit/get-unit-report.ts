import { can, demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { parsePeriod, shiftPeriod } from '../../../domain/period/period';
import type { NodeScore } from '../../../domain/ranking/standing';
import type { ProvisionalBasis } from '../../../domain/round/provisional-basis';
import { isProvisional } from '../../../domain/round/round';
import { unitBasis } from '../../../domain/unit/unit-basis';
import type { ReportNode, RoundInput, ScoreSpread } from '../../../domain/unit/unit-report';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import {
	listAdjustmentsOfUnit,
	listNodeScoresOfUnit,
	type RecordedAdjustment
} from '../../db/queries/result';
import {
	getUnitByCode,
	listAncestors,
	listComparableUnits,
	listPeerGroupsOfUnit,
	type UnitGroup
} from '../../db/queries/unit';
import { listReportNodes, listRoundInputs, listScoreSpreads } from '../../db/queries/unit-result';
import { listOrdersOfUnit, type UnitOrders } from '../order/list-orders';
import { getUnitTrends, type UnitTrends } from './get-unit-trends';
import { listChildResults, type ChildResults } from './list-child-results';
import { listUnitRounds, type ReadableUnitRound } from './list-unit-rounds';

export interface UnitReportQuery {
	readonly code: string;
	readonly framework?: string | undefined;
	readonly period?: string | undefined;
}

/** The results of one round for one unit. */
export interface UnitRoundReport {
	readonly round: ReadableUnitRound;
	readonly previous: ReadableUnitRound | undefined;
	readonly nodes: readonly ReportNode[];
	readonly scores: readonly NodeScore[];
	readonly previousScores: readonly NodeScore[];
	readonly inputs: readonly RoundInput[];
	/** undefined once nothing changes any more */
	readonly basis: ProvisionalBasis | undefined;
	readonly adjustments: readonly RecordedAdjustment[];
	/** undefined where peers' results of this round may not be read */
	readonly spreads: readonly ScoreSpread[] | undefined;
}

export interface UnitReport {
	readonly unit: Unit;
	readonly ancestors: readonly Unit[];
	readonly groups: readonly UnitGroup[];
	/** all rounds that may be read, newest first */
	readonly rounds: readonly ReadableUnitRound[];
	/** undefined where nothing of the unit may be read yet */
	readonly chosen: UnitRoundReport | undefined;
	/** top results under the chosen framework, of the chosen kind of period, in time order */
	readonly history: readonly ReadableUnitRound[];
	readonly children: ChildResults;
	readonly trends: UnitTrends;
	/** rectification orders of the unit; undefined where the reader may not know of them */
	readonly orders: UnitOrders | undefined;
}

const maximumHistory = 40;
const maximumPeers = 400;

/**
 * Everything that the page of a unit shows. Without a framework or period, the newest published round.
 * @throws DomainError `unknownUnit`; `notFound` for a round that is not there or may not be read
 */
export async function getUnitReport(ctx: Context, query: UnitReportQuery): Promise<UnitReport> {
	const scope = demand(ctx.actor, 'published.read');
	const unit = await getUnitByCode(ctx.db, scope, query.code);
	const rounds = await listUnitRounds(ctx, [unit.id]);
	const round = chooseRound(rounds, query);
	const chosen = round && (await reportRound(ctx, unit, round, findPrevious(rounds, round)));
	const kind = round && parsePeriod(round.period).kind;
	return {
		unit,
		ancestors: await listAncestors(ctx.db, scope, unit),
		groups: await listPeerGroupsOfUnit(ctx.db, unit.id),
		rounds,
		chosen,
		history: rounds
			.filter(
				(other) => other.frameworkCode === round?.frameworkCode && parsePeriod(other.period).kind === kind
			)
			.slice(0, maximumHistory)
			.reverse(),
		children: await listChildResults(ctx, unit, round?.period),
		trends: await getUnitTrends(ctx, {
			unit,
			peers: await listComparableUnits(ctx.db, scope, unit, maximumPeers),
			nodes: chosen?.nodes ?? []
		}),
		orders: await listOrdersOfUnit(ctx, unit)
	};
}

/** The round that a query means. @throws DomainError `notFound` where it names one that is not among those that may be read */
export function chooseRound(
	rounds: readonly ReadableUnitRound[],
	{ code, framework, period }: UnitReportQuery
): ReadableUnitRound | undefined {
	const matching = rounds.filter(
		(round) =>
			(framework === undefined || round.frameworkCode === framework) &&
			(period === undefined || round.period === period)
	);
	const found = matching.find((round) => !isProvisional(round.stage)) ?? matching[0];
	if (!found && (framework !== undefined || period !== undefined)) {
		throw new DomainError('notFound', `There is no result of "${code}" for this framework and period`, {
			unit: code,
			framework,
			period,
			unpublishedPeriod: period
		});
	}
	return found;
}

/** The round of the period before under the same framework, among those that may be read. */
export function findPrevious(
	rounds: readonly ReadableUnitRound[],
	round: ReadableUnitRound
): ReadableUnitRound | undefined {
	const before = shiftPeriod(parsePeriod(round.period), -1).code;
	return rounds.find(
		(other) =>
			other.period === before &&
			other.frameworkCode === round.frameworkCode &&
			other.rootUnitId === round.rootUnitId
	);
}

async function reportRound(
	ctx: Context,
	unit: Unit,
	round: ReadableUnitRound,
	previous: ReadableUnitRound | undefined
): Promise<UnitRoundReport> {
	const scope = demand(ctx.actor, 'published.read', unit.path);
	const nodes = await listReportNodes(ctx.db, round.frameworkVersionId);
	const codes = nodes.map((node) => node.code);
	const inputs = await listRoundInputs(ctx.db, scope, round.id, unit.id);
	return {
		round,
		previous,
		nodes,
		scores: await listNodeScoresOfUnit(ctx.db, scope, round.id, unit.id, codes),
		previousScores: previous ? await listNodeScoresOfUnit(ctx.db, scope, previous.id, unit.id, codes) : [],
		inputs,
		basis: unitBasis(round, nodes, inputs, ctx.now),
		adjustments: await listAdjustmentsOfUnit(ctx.db, scope, round.id, unit.id),
		spreads: await spreadsOf(ctx, round)
	};
}

/** Peers as published; provisional ones only for those who may read them all. */
async function spreadsOf(
	ctx: Context,
	round: ReadableUnitRound
): Promise<readonly ScoreSpread[] | undefined> {
	const scope = isProvisional(round.stage)
		? can(ctx.actor, 'result.readProvisional', round.rootPath)
		: can(ctx.actor, 'published.read');
	return scope && listScoreSpreads(ctx.db, scope, round.id, round.peerGroup);
}
