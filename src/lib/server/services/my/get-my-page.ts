import { roundTimeZone } from '../../../domain/round/round';
import { can, demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { EntryRound, EntrySheet, EntryUnit } from '../../../domain/indicator/entry-sheet';
import { parsePeriod, shiftPeriod } from '../../../domain/period/period';
import type { NodeScore } from '../../../domain/ranking/standing';
import { isProvisional } from '../../../domain/round/round';
import type { Appeal } from '../../../domain/appeal/appeal';
import type { Order } from '../../../domain/oversight/order';
import { roomToGain, type RoomToGain } from '../../../domain/unit/room-to-gain';
import type { ReportNode } from '../../../domain/unit/unit-report';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { getFrameworkDefinition } from '../../db/queries/framework';
import { listEntryRounds, listEntryUnits } from '../../db/queries/observation';
import { listUnitInputs, type UnitInput } from '../../db/queries/round-input';
import { listNodeScoresOfUnit } from '../../db/queries/result';
import { listComparableUnits } from '../../db/queries/unit';
import { listReportNodes } from '../../db/queries/unit-result';
import { getEntrySheet } from '../observation/get-entry-sheet';
import { listReviewQueue } from '../observation/list-review-queue';
import { getPermittedUnit } from '../observation/get-permitted-unit';
import { objectionUntil } from '../appeal/get-new-appeal';
import { listOpenAppealsOf } from '../appeal/list-appeals';
import { listOrdersToAnswer } from '../order/list-orders';
import { listOwnSelfTasks, type OwnSelfTask } from '../self-assessment/list-self-tasks';
import { getUnitTrends, type UnitTrends } from '../unit/get-unit-trends';
import { listUnitRounds, type ReadableUnitRound } from '../unit/list-unit-rounds';

export interface MyPage {
	readonly unit: Unit;
	/** units of the actor's own, to choose from */
	readonly units: readonly EntryUnit[];
	readonly timeZone: string;
	/** what is to be reported, the newest period first */
	readonly sheets: readonly EntrySheet[];
	readonly rounds: readonly EntryRound[];
	/** values that wait for the actor to confirm them for the unit; undefined where that is not the actor's */
	readonly toEndorse: number | undefined;
	/** rectification orders that wait for the unit, as far as the actor answers them */
	readonly orders: readonly Order[];
	/** the newest round to whose results the actor may object now, and until when; undefined: to none */
	readonly objection: { readonly round: ReadableUnitRound; readonly until: Date } | undefined;
	/** self-assessments in rounds under way, as far as the actor writes them */
	readonly selfTasks: readonly OwnSelfTask[];
	/** open appeals of the unit, as far as the actor files them */
	readonly appeals: readonly Appeal[];
	/** the newest published result, and the one before it */
	readonly published: ReadableUnitRound | undefined;
	readonly before: ReadableUnitRound | undefined;
	/** the round under way as it stands now; undefined where it may not be read, or nothing is computed */
	readonly provisional: ReadableUnitRound | undefined;
	readonly gains:
		| {
				readonly round: ReadableUnitRound;
				readonly rows: readonly (RoomToGain & {
					readonly node: ReportNode | undefined;
					readonly rank: NodeScore['rank'];
					/** why the score stands for no value */
					readonly missingReason: UnitInput['missingReason'];
				})[];
		  }
		| undefined;
	readonly trends: UnitTrends;
}

const mostUnits = 300;
const mostPeers = 400;
const mostPeriods = 4;
const mostGains = 5;

/**
 * What the people of a unit must do by when, where it stands, and what would lift it. Without a unit the first of the actor's own.
 * @throws DomainError `unknownUnit`, `forbidden`
 */
export async function getMyPage(ctx: Context, wanted: { unit?: string }): Promise<MyPage> {
	const all = demand(ctx.actor, 'unit.own');
	const units = await listEntryUnits(ctx.db, all, mostUnits);
	const code = wanted.unit ?? units[0]?.code;
	if (code === undefined) throw new DomainError('notFound', 'No unit is yours');
	const { unit, scope } = await getPermittedUnit(ctx, 'unit.own', code);
	const { sheets, timeZone } = await readSheets(ctx, code);
	const rounds = await listUnitRounds(ctx, [unit.id]);
	const published = rounds.find((round) => round.stage === 'published');
	const provisional = rounds.find((round) => isProvisional(round.stage));
	const nodes = await nodesOf(ctx, provisional ?? published);
	return {
		unit,
		units,
		timeZone,
		sheets,
		rounds: await listEntryRounds(ctx.db, scope, unit.id),
		toEndorse: can(ctx.actor, 'observation.endorse', unit.path)
			? (await listReviewQueue(ctx, { step: 'endorse', unit: unit.code, page: 1 })).total
			: undefined,
		orders: await listOrdersToAnswer(ctx, unit),
		objection: await objectionOf(ctx, unit, rounds),
		selfTasks: await listOwnSelfTasks(ctx, unit),
		appeals: await listOpenAppealsOf(ctx, unit),
		published,
		before: published && previousOf(rounds, published),
		provisional,
		gains: await readGains(ctx, unit, provisional ?? published, nodes),
		trends: await getUnitTrends(ctx, {
			unit,
			peers: await listComparableUnits(ctx.db, demand(ctx.actor, 'published.read'), unit, mostPeers),
			nodes
		})
	};
}

async function objectionOf(
	ctx: Context,
	unit: Unit,
	rounds: readonly ReadableUnitRound[]
): Promise<MyPage['objection']> {
	// Another round may collect already while one is laid open.
	for (const round of rounds.filter(({ stage }) => stage === 'publicity')) {
		const until = await objectionUntil(ctx, round, unit);
		if (until) return { round, until };
	}
	return undefined;
}

async function readSheets(ctx: Context, unit: string): Promise<{ sheets: EntrySheet[]; timeZone: string }> {
	if (!can(ctx.actor, 'observation.enter')) return { sheets: [], timeZone: roundTimeZone };
	const newest = await getEntrySheet(ctx, { unit });
	const sheets = newest.sheet ? [newest.sheet] : [];
	for (const { code } of newest.periods.slice(1, mostPeriods)) {
		const { sheet } = await getEntrySheet(ctx, { unit, period: code });
		if (sheet) sheets.push(sheet);
	}
	return { sheets, timeZone: newest.timeZone };
}

function previousOf(
	rounds: readonly ReadableUnitRound[],
	round: ReadableUnitRound
): ReadableUnitRound | undefined {
	const before = shiftPeriod(parsePeriod(round.period), -1).code;
	return rounds.find(
		(other) =>
			other.period === before && other.frameworkCode === round.frameworkCode && other.stage === 'published'
	);
}

async function nodesOf(ctx: Context, round: ReadableUnitRound | undefined): Promise<readonly ReportNode[]> {
	demand(ctx.actor, 'unit.own');
	return round ? listReportNodes(ctx.db, round.frameworkVersionId) : [];
}

async function readGains(
	ctx: Context,
	unit: Unit,
	round: ReadableUnitRound | undefined,
	nodes: readonly ReportNode[]
): Promise<MyPage['gains']> {
	const scope = demand(ctx.actor, 'unit.own', unit.path);
	if (!round) return undefined;
	const definition = await getFrameworkDefinition(ctx.db, round.frameworkVersionId);
	const scores = await listNodeScoresOfUnit(
		ctx.db,
		scope,
		round.id,
		unit.id,
		definition.nodes.map((node) => node.code)
	);
	const gains = roomToGain(definition, scores, mostGains);
	// A missing value may be scored like any other, so the reason stands with what the score was made from.
	const inputs = await listUnitInputs(
		ctx.db,
		scope,
		[round.id],
		unit.id,
		gains.map((gain) => gain.nodeCode)
	);
	const rows = gains.map((gain) => ({
		...gain,
		node: nodes.find((node) => node.code === gain.nodeCode),
		rank: scores.find((score) => score.nodeCode === gain.nodeCode)?.rank ?? null,
		missingReason: inputs.find((input) => input.nodeCode === gain.nodeCode)?.missingReason ?? null
	}));
	return { round, rows };
}
