import { can, demand } from '../../../domain/access/can';
import type { UnitBackground } from '../../../domain/assessment/unit-background';
import type { AssignedCell, ScoringRound } from '../../../domain/assessment/assigned-cell';
import { chooseHeadlines } from '../../../domain/indicator/headlines';
import type { Indicator } from '../../../domain/indicator/indicator';
import type { SeriesFigure } from '../../../domain/indicator/series-figure';
import { parsePeriod, shiftPeriod } from '../../../domain/period/period';
import type { ReportNode } from '../../../domain/unit/unit-report';
import { progressOf } from '../../../domain/indicator/report-due';
import { roundTimeZone } from '../../../domain/round/round';
import type { Context } from '../../context';
import { listFigures } from '../../db/queries/series';
import { listReportNodes } from '../../db/queries/unit-result';
import { listPreviousScores } from './list-previous-scores';

const mostFigures = 6;

/** What was published of the indicator and of the unit in the round before, and the measured figures nearest to it. */
export async function getUnitBackground(
	ctx: Context,
	cell: AssignedCell,
	round: ScoringRound
): Promise<UnitBackground> {
	demand(ctx.actor, 'assessment.score', cell.unit.path);
	const nodes = await listReportNodes(ctx.db, round.frameworkVersionId);
	const shown = relatedTo(nodes, cell.nodeCode);
	const currentPeriod = round.period;
	const previousPeriod = shiftPeriod(parsePeriod(round.period), -1).code;
	const readable = can(ctx.actor, 'observation.read', cell.unit.path);
	const figures = readable
		? await listFigures(ctx.db, {
				units: [{ unitId: cell.unit.id, scope: readable, until: undefined }],
				indicatorIds: shown.map(({ indicator }) => indicator.id),
				periods: [previousPeriod, currentPeriod]
			})
		: [];
	const top = nodes.find(({ spec }) => spec.parent === undefined)?.code ?? cell.nodeCode;
	const previous = await listPreviousScores(ctx, round, {
		unitIds: [cell.unit.id],
		nodeCodes: [cell.nodeCode, top]
	});
	const find = (indicatorId: number, period: string): SeriesFigure | undefined =>
		figures.find((figure) => figure.indicatorId === indicatorId && figure.period === period);
	return {
		previous: {
			node: previous.of(cell.unit.id, cell.nodeCode),
			top: previous.of(cell.unit.id, top)
		},
		currentPeriod,
		progress: progressOf(parsePeriod(currentPeriod), ctx.now, roundTimeZone),
		previousPeriod,
		figures: shown.map(({ code, indicator }) => ({
			nodeCode: code,
			indicator,
			current: find(indicator.id, currentPeriod),
			previous: find(indicator.id, previousPeriod)
		}))
	};
}

function relatedTo(nodes: readonly ReportNode[], nodeCode: string): { code: string; indicator: Indicator }[] {
	const measured = nodes.flatMap(({ code, spec, indicator }) =>
		indicator && !indicator.isScored ? [{ code, indicator, weight: spec.weight, parent: spec.parent }] : []
	);
	const parent = nodes.find(({ code }) => code === nodeCode)?.spec.parent;
	const siblings = measured.filter((node) => node.parent === parent);
	const headlines = chooseHeadlines(measured).filter((node) => !siblings.includes(node));
	return [...siblings, ...headlines].slice(0, mostFigures);
}
