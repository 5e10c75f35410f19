import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import {
	actorBar,
	flowBar,
	flowSteps,
	isReopened,
	type ApprovalSteps,
	type FlowStep
} from '../../../domain/indicator/observation-flow';
import type { StoredObservation } from '../../../domain/indicator/entry-sheet';
import type { Indicator } from '../../../domain/indicator/indicator';
import { isLate } from '../../../domain/indicator/observation-rules';
import { reportDueAt } from '../../../domain/indicator/report-due';
import type { Revision, SeriesFigure } from '../../../domain/indicator/series-figure';
import { parsePeriod, shiftPeriod } from '../../../domain/period/period';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { getApprovalSteps } from '../../db/queries/review';
import {
	findCellState,
	listCellEvidence,
	listCellFindings,
	type CellEvidence,
	type CellFinding,
	type CellState
} from '../../db/queries/review-cell';
import { getIndicatorByCode } from '../../db/queries/indicator';
import { listConflictPaths } from '../../db/queries/interest';
import { getUnitTimeZone, listObservations } from '../../db/queries/observation';
import { listRevisions } from '../../db/queries/revision';
import { listFigures } from '../../db/queries/series';
import { getPermittedUnit } from './get-permitted-unit';

export interface ReviewCell {
	readonly unit: Unit;
	readonly indicator: Indicator;
	readonly period: string;
	readonly stored: StoredObservation;
	readonly state: CellState;
	readonly steps: ApprovalSteps;
	readonly isLate: boolean;
	readonly isReopened: boolean;
	readonly previous: SeriesFigure | undefined;
	readonly previousPeriod: string;
	readonly lastYear: SeriesFigure | undefined;
	readonly lastYearPeriod: string;
	readonly evidence: readonly CellEvidence[];
	readonly findings: readonly CellFinding[];
	/** newest first */
	readonly revisions: readonly Revision[];
	/** what the actor may do with it now */
	readonly may: readonly FlowStep[];
}

const mostRevisions = 200;
const mostRemarks = 50;

/** One cell with all that was done to it, for whoever may read its unit's data. @throws DomainError `unknownUnit`, `unknownIndicator`, `notFound`, `forbidden` */
export async function getReviewCell(
	ctx: Context,
	wanted: { readonly unit: string; readonly indicator: string; readonly period: string }
): Promise<ReviewCell> {
	demand(ctx.actor, 'observation.read');
	const { unit, scope } = await getPermittedUnit(ctx, 'observation.read', wanted.unit);
	const indicator = await getIndicatorByCode(ctx.db, wanted.indicator);
	const period = parsePeriod(wanted.period);
	const cell = { unitId: unit.id, indicatorId: indicator.id, period: period.code };
	const place = { unitId: unit.id, indicatorIds: [indicator.id], periods: [period.code] };
	const [stored] = await listObservations(ctx.db, scope, place, { now: ctx.now });
	const state = await findCellState(ctx.db, scope, cell);
	if (!stored || !state) throw new DomainError('notFound', 'Nothing was reported in this cell', wanted);
	const steps = await getApprovalSteps(ctx.db, unit.path);
	const conflicts = await listConflictPaths(ctx.db, ctx.actor.userId);
	const timeZone = await getUnitTimeZone(ctx.db, unit.id);
	const previousPeriod = shiftPeriod(period, -1).code;
	const lastYearPeriod = shiftPeriod(
		period,
		{ month: -12, quarter: -4, half: -2, year: -1 }[period.kind]
	).code;
	const figures = await listFigures(ctx.db, {
		units: [{ unitId: unit.id, scope, until: undefined }],
		indicatorIds: [indicator.id],
		periods: [previousPeriod, lastYearPeriod]
	});
	const flow = {
		status: stored.status,
		isEndorsed: state.endorsedAt !== null,
		reopenedUntil: stored.reopenedUntil,
		hasDraft: stored.draft !== null
	};
	return {
		unit,
		indicator,
		period: period.code,
		stored,
		state,
		steps,
		isLate: isLate(stored.firstSubmittedAt, reportDueAt(period, timeZone), ctx.now),
		isReopened: isReopened(flow, ctx.now),
		previous: figures.find((figure) => figure.period === previousPeriod),
		previousPeriod,
		lastYear: figures.find((figure) => figure.period === lastYearPeriod),
		lastYearPeriod,
		evidence: await listCellEvidence(
			ctx.db,
			scope,
			{ unitId: unit.id, key: `${unit.code}/${indicator.code}/${period.code}` },
			mostRemarks
		),
		findings: await listCellFindings(ctx.db, scope, cell, mostRemarks),
		revisions: await listRevisions(
			ctx.db,
			scope,
			{ unitId: unit.id, indicatorId: indicator.id, periods: [period.code] },
			mostRevisions
		),
		may: flowSteps.filter(
			(step) => !actorBar(ctx.actor, step, unit.path, conflicts) && !flowBar(step, flow, steps, ctx.now)
		)
	};
}
