import { can, demand, standsAside } from '../../../domain/access/can';
import type { UnitBackground } from '../../../domain/assessment/unit-background';
import type { AssignedCell, PeerScore, Rubric, ScoringRound } from '../../../domain/assessment/assigned-cell';
import {
	progressOf,
	scoringBar,
	type AssessmentProgress,
	type ScoringBar
} from '../../../domain/assessment/assessment-rules';
import type { Pace } from '../../../domain/assessment/pace';
import {
	filterWork,
	placeOf,
	queueOf,
	type WorkFilter,
	type WorkOrder,
	type WorkPlace
} from '../../../domain/assessment/worklist';
import { DomainError } from '../../../domain/errors';
import { mostEvidence, selfAssessmentKey, type Evidence } from '../../../domain/evidence/evidence';
import type { Context } from '../../context';
import { getRubric, listPeerScores, listScoringRounds } from '../../db/queries/assessment';
import { listEvidenceOf } from '../../db/queries/evidence';
import { listSubmittedSelfScores } from '../../db/queries/self-assessment';
import { listConflictPaths } from '../../db/queries/interest';
import { getUnitBackground } from './get-unit-background';
import { listAssignments } from './list-assignments';
import { listCellEvidence } from './list-cell-evidence';
import { paceOfRound } from './pace-of-round';

export interface AssessmentDetail {
	readonly cell: AssignedCell;
	readonly round: ScoringRound;
	readonly rubric: Rubric;
	/** why it cannot be changed; undefined: it can */
	readonly bar: ScoringBar | undefined;
	/** among the cells that the filter lets through */
	readonly place: WorkPlace;
	readonly progress: AssessmentProgress;
	/** of the round */
	readonly pace: Pace;
	/** undefined until all assessors of the cell have submitted, and for a unit from which one stands aside */
	readonly peers: readonly PeerScore[] | undefined;
	readonly background: UnitBackground;
	/** what the unit submitted of itself here; undefined: nothing yet, or a unit from which one stands aside */
	readonly self: UnitOwnScore | undefined;
	/** what the unit has put beside its report of the indicator in the round's period */
	readonly evidence: readonly Evidence[];
}

export interface UnitOwnScore {
	/** points 0–100 */
	readonly score: number;
	readonly comment: string;
	readonly evidence: readonly Evidence[];
}

/** One cell to score, with what a judgement needs. @throws DomainError `notFound` where it is not assigned to the actor */
export async function getAssessment(
	ctx: Context,
	id: number,
	filter: WorkFilter,
	order: WorkOrder = 'indicator'
): Promise<AssessmentDetail> {
	demand(ctx.actor, 'assessment.score');
	const cells = await listAssignments(ctx);
	const cell = cells.find((other) => other.id === id);
	if (!cell) throw new DomainError('notFound', `No assessment ${id} is assigned to you`, { assessment: id });
	const [round] = await listScoringRounds(ctx.db, [cell.roundId]);
	if (!round) throw new DomainError('notFound', `Assessment ${id} has no round`, { assessment: id });
	const conflicts = await listConflictPaths(ctx.db, ctx.actor.userId);
	const isOwn = standsAside(ctx.actor, cell.unit.path, conflicts);
	// Of one round, like the progress that stands beside it.
	const ofRound = filterWork(cells, { round: cell.roundId });
	const isAside = (other: AssignedCell) => standsAside(ctx.actor, other.unit.path, conflicts);
	// Where one has to stand aside is nowhere to be led to.
	const offered = ofRound.filter((other) => other === cell || !isAside(other));
	return {
		cell,
		round,
		rubric: await getRubric(ctx.db, cell.indicator.id),
		bar: scoringBar(
			{ status: cell.status, stage: round.stage, windows: round.windows, ownsUnit: isOwn },
			ctx.now
		),
		place: placeOf(queueOf(offered, filter, order, id), id),
		progress: progressOf(ofRound),
		pace: paceOfRound(cells, round, isAside, ctx.now),
		peers: isOwn ? undefined : await peersOf(ctx, cell),
		background: await getUnitBackground(ctx, cell, round),
		self: isOwn ? undefined : await ownScoreOf(ctx, cell),
		evidence: (await listCellEvidence(ctx, round, [cell])).get(id) ?? []
	};
}

async function ownScoreOf(ctx: Context, cell: AssignedCell): Promise<UnitOwnScore | undefined> {
	const scope = can(ctx.actor, 'assessment.readSubmitted', cell.unit.path);
	if (!scope) return undefined;
	const { roundId, unit, indicator } = cell;
	const of = { roundId, unitId: unit.id, indicatorIds: [indicator.id] };
	const [own] = await listSubmittedSelfScores(ctx.db, scope, of);
	if (!own) return undefined;
	const keys = [selfAssessmentKey(roundId, unit.id, indicator.id)];
	const evidence = await listEvidenceOf(ctx.db, scope, { subject: 'selfAssessment', keys }, mostEvidence);
	return { score: own.score, comment: own.comment, evidence };
}

async function peersOf(ctx: Context, cell: AssignedCell): Promise<readonly PeerScore[] | undefined> {
	const scope = can(ctx.actor, 'assessment.readSubmitted', cell.unit.path);
	if (!scope || ctx.actor.userId === undefined || (cell.status !== 'submitted' && cell.status !== 'locked'))
		return undefined;
	const key = { roundId: cell.roundId, unitId: cell.unit.id, indicatorId: cell.indicator.id };
	const scores = await listPeerScores(ctx.db, scope, key, ctx.actor.userId);
	return scores.length > 0 ? scores : undefined;
}
