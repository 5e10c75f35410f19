import { can } from '../../../domain/access/can';
import type { OpenRound } from '../../../domain/overview/overview';
import { parsePeriod } from '../../../domain/period/period';
import { spanOf } from '../../../domain/reporting/asked-periods';
import { absentCount, noReports } from '../../../domain/reporting/report-state';
import { isProvisional } from '../../../domain/round/round';
import type { RoundHead } from '../../../domain/round/readable-round';
import { scopeOfRound } from '../../../domain/round/visibility';
import type { Context } from '../../context';
import { listRoundHeads } from '../../db/queries/round-head';
import { listReportingRows } from '../../db/queries/reporting';
import { countAssessments, countRoundUnits, listStageWindows } from '../../db/queries/round-progress';
import { readAsked } from '../reporting/read-asked';
import { readProvisionalBasis } from '../round/read-provisional-basis';

const maximumLaggards = 5;

type CountedReports = Pick<
	OpenRound,
	'expectedCells' | 'reportedCells' | 'lateCells' | 'overdue' | 'laggards'
>;

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
	const unitCounts = await countRoundUnits(
		ctx.db,
		scope,
		heads.map((head) => head.id)
	);
	const open = heads.filter((head) => unitCounts.has(head.id));
	const windows = await listStageWindows(
		ctx.db,
		open.map((head) => head.id)
	);
	const progress: OpenRound[] = [];
	for (const head of open) {
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
			unitCount: unitCounts.get(head.id) ?? 0,
			...(await countReports(ctx, head)),
			assessments: await countAssessments(ctx.db, scope, head.id, ctx.now),
			basis: ranking && (await readProvisionalBasis(ctx, { ...head, scope: ranking })),
			hasRanking: ranking !== undefined
		});
	}
	return progress;
}

/** What is asked for of a round so far, counted as the page of timeliness counts it. */
async function countReports(ctx: Context, head: RoundHead): Promise<CountedReports> {
	const scope = can(ctx.actor, 'reporting.oversee');
	const round = parsePeriod(head.period);
	const asked = scope && (await readAsked(ctx, scope, spanOf(round, round), ({ id }) => id === head.id));
	if (!asked || asked.periods.length === 0) {
		return { expectedCells: 0, reportedCells: 0, lateCells: 0, overdue: [], laggards: [] };
	}
	const { counts, byPeriod, rows } = await listReportingRows(
		ctx.db,
		scope,
		{ asked: asked.asked, due: asked.due, now: ctx.now, filter: {} },
		{ by: 'unit', order: 'absent', limit: maximumLaggards, offset: 0 }
	);
	const reportedCells = counts.onTime + counts.late + counts.early;
	return {
		expectedCells: counts.due + counts.early + counts.notYetDue,
		reportedCells,
		lateCells: counts.late,
		overdue: asked.periods.flatMap((period) => {
			const cells = absentCount(byPeriod.get(period) ?? noReports);
			if (cells === 0) return [];
			const dueAt = asked.due.filter((due) => due.period === period).map((due) => due.dueAt.getTime());
			return [{ period, dueAt: new Date(Math.min(...dueAt)), cells }];
		}),
		laggards: rows
			.map(({ code, name, parentName, counts: own }) => ({
				...{ code, name, parentName },
				...{ missing: absentCount(own), late: own.late }
			}))
			.filter(({ missing, late }) => missing + late > 0)
	};
}
