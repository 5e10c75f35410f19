import { can } from '../../../domain/access/can';
import type { Indicator } from '../../../domain/indicator/indicator';
import { roundTimeZone } from '../../../domain/round/round';
import { hasEnded, reportDueAt } from '../../../domain/indicator/report-due';
import type { Laggard, OpenRound } from '../../../domain/overview/overview';
import { parsePeriod, periodStart, subperiods } from '../../../domain/period/period';
import { isProvisional } from '../../../domain/round/round';
import type { RoundHead } from '../../../domain/round/readable-round';
import { scopeOfRound } from '../../../domain/round/visibility';
import type { Context } from '../../context';
import { listRoundHeads } from '../../db/queries/round-head';
import {
	countAssessments,
	listRoundsWithUnits,
	listStageWindows,
	listUnitProgress,
	type ReportCell,
	type UnitProgress
} from '../../db/queries/round-progress';
import { readProvisionalBasis } from '../round/read-provisional-basis';
import { listReportNodes } from '../../db/queries/unit-result';

const maximumLaggards = 5;

/**
 * How far the rounds that are under way have come, as far as the units go for which the actor may read rounds.
 * Empty for strangers and for roles without that permission.
 */
export async function listOpenRounds(ctx: Context): Promise<OpenRound[]> {
	const scope = can(ctx.actor, 'round.read');
	if (!scope) return [];
	const heads = (await listRoundHeads(ctx.db)).filter(
		(head) => isProvisional(head.stage) && head.stage !== 'draft'
	);
	const concerned = await listRoundsWithUnits(
		ctx.db,
		scope,
		heads.map((head) => head.id)
	);
	const open = heads.filter((head) => concerned.has(head.id));
	const windows = await listStageWindows(
		ctx.db,
		open.map((head) => head.id)
	);
	const progress: OpenRound[] = [];
	for (const head of open) {
		const cells = await listCells(ctx, head);
		const units = await listUnitProgress(ctx.db, scope, head.id, cells);
		const ranking = scopeOfRound(ctx.actor, head);
		progress.push({
			id: head.id,
			frameworkCode: head.frameworkCode,
			frameworkName: head.frameworkName,
			period: head.period,
			stage: head.stage,
			openWindows: windows.filter(
				(window) => window.roundId === head.id && window.opensAt <= ctx.now && ctx.now < window.closesAt
			),
			unitCount: units.length,
			expectedCells: cells.length * units.length,
			reportedCells: sum(units, (unit) => unit.reported),
			lateCells: sum(units, (unit) => unit.late),
			overdue: overdueOf(units, cells, ctx.now),
			assessments: await countAssessments(ctx.db, scope, head.id, ctx.now),
			laggards: laggardsOf(units, cells.length),
			basis: ranking && (await readProvisionalBasis(ctx, { ...head, scope: ranking })),
			hasRanking: ranking !== undefined
		});
	}
	return progress;
}

/** What each unit has to report in a round so far: its measured indicators, for the periods that are over. */
async function listCells(ctx: Context, head: RoundHead): Promise<ReportCell[]> {
	const nodes = await listReportNodes(ctx.db, head.frameworkVersionId);
	return nodes.flatMap((node) =>
		node.indicator && !node.indicator.isScored ? cellsOf(node.indicator, head.period, ctx.now) : []
	);
}

function cellsOf(indicator: Indicator, roundPeriod: string, now: Date): ReportCell[] {
	const round = parsePeriod(roundPeriod);
	// What is reported once a year belongs to no quarter: quarters carry the last year's figure.
	if (indicator.frequency === 'year' && round.kind !== 'year') return [];
	if (indicator.frequency === 'quarter' && round.kind === 'month') return [];
	return subperiods(round, indicator.frequency)
		.filter((period) => hasEnded(period, now, roundTimeZone))
		.map((period) => ({
			indicatorId: indicator.id,
			period: period.code,
			periodStart: periodStart(period),
			dueAt: reportDueAt(period, roundTimeZone)
		}));
}

/** Of the periods whose date has passed, those of which something is not there. */
function overdueOf(
	units: readonly UnitProgress[],
	cells: readonly ReportCell[],
	now: Date
): OpenRound['overdue'] {
	const periods = new Map(cells.map((cell) => [cell.period, cell]));
	return [...periods.values()]
		.filter(({ dueAt }) => dueAt < now)
		.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || a.period.localeCompare(b.period))
		.map(({ period, dueAt }) => {
			const wanted = cells.filter((cell) => cell.period === period).length;
			const missing = sum(units, ({ reportedBy }) => Math.max(0, wanted - (reportedBy[period] ?? 0)));
			return { period, dueAt, cells: missing };
		})
		.filter((overdue) => overdue.cells > 0);
}

function laggardsOf(units: readonly UnitProgress[], cellCount: number): Laggard[] {
	return units
		.map(({ code, name, parentName, reported, late }) => ({
			code,
			name,
			parentName,
			missing: Math.max(0, cellCount - reported),
			late
		}))
		.filter((unit) => unit.missing + unit.late > 0)
		.sort((a, b) => b.missing - a.missing || b.late - a.late || a.code.localeCompare(b.code))
		.slice(0, maximumLaggards);
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
	return items.reduce((total, item) => total + value(item), 0);
}
