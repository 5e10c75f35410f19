import { can, demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { Receipt } from '../../../domain/scoring/receipt';
import type { ProvisionalBasis } from '../../../domain/round/provisional-basis';
import { unitBasis } from '../../../domain/unit/unit-basis';
import { receiptDifferences, type ReceiptDifference } from '../../../domain/unit/receipt-check';
import type { ReportNode, RoundInput } from '../../../domain/unit/unit-report';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import {
	listAdjustmentsOfUnit,
	listNodeScoresOfUnit,
	type RecordedAdjustment
} from '../../db/queries/result';
import { getUnitByCode, listAncestors } from '../../db/queries/unit';
import { listReportNodes, listRoundInputs } from '../../db/queries/unit-result';
import { objectionUntil } from '../appeal/get-new-appeal';
import { explainScore } from '../round/explain-score';
import { chooseRound } from './get-unit-report';
import { listAssessmentEvidence, type AssessmentEvidence } from './list-assessment-evidence';
import { listFigureEvidence, type FigureEvidence } from './list-figure-evidence';
import { listUnitRounds, type ReadableUnitRound } from './list-unit-rounds';

export interface ScoreReceiptQuery {
	readonly code: string;
	readonly framework?: string | undefined;
	readonly period?: string | undefined;
	/** the top where none is named */
	readonly node?: string | undefined;
}

/** How one score of a unit came about, down to the cells, assessors and rules behind it. */
export interface ScoreReceipt {
	readonly unit: Unit;
	readonly ancestors: readonly Unit[];
	readonly round: ReadableUnitRound;
	readonly nodes: readonly ReportNode[];
	readonly node: ReportNode;
	readonly receipt: Receipt;
	/** where the recomputed receipt and the stored results of this unit part; empty where they match */
	readonly differences: readonly ReceiptDifference[];
	/** what the score was made from, as frozen (or, before publication, as last taken in) */
	readonly input: RoundInput | undefined;
	readonly adjustments: readonly RecordedAdjustment[];
	/** of a provisional result: what the unit's scores rest on so far */
	readonly basis: ProvisionalBasis | undefined;
	/** of a measured indicator */
	readonly figure: FigureEvidence | undefined;
	/** of a scored one */
	readonly assessment: AssessmentEvidence | undefined;
	/** whether the reader may issue a rectification order to the unit */
	readonly mayOrder: boolean;
	/** whether the reader may object to the figure now */
	readonly mayAppeal: boolean;
}

/**
 * The receipt of one score, recomputed from the round's inputs and held against what is stored.
 * @throws DomainError `unknownUnit`; `notFound` for a round or node that is not there or may not be read
 */
export async function getScoreReceipt(ctx: Context, query: ScoreReceiptQuery): Promise<ScoreReceipt> {
	const scope = demand(ctx.actor, 'published.read');
	const unit = await getUnitByCode(ctx.db, scope, query.code);
	const round = chooseRound(await listUnitRounds(ctx, [unit.id]), query);
	const nodes = round ? await listReportNodes(ctx.db, round.frameworkVersionId) : [];
	const node = nodes.find(({ code }) => code === (query.node ?? round?.topNode));
	if (!round || !node) {
		throw new DomainError('notFound', `There is no such score of "${query.code}"`, { ...query });
	}
	const receipt = await explainScore(ctx, { roundId: round.id, unitCode: unit.code });
	const codes = nodes.map(({ code }) => code);
	const stored = await listNodeScoresOfUnit(ctx.db, scope, round.id, unit.id, codes);
	const inputs = await listRoundInputs(ctx.db, scope, round.id, unit.id);
	const { indicator } = node;
	return {
		unit,
		ancestors: await listAncestors(ctx.db, scope, unit),
		round,
		nodes,
		node,
		receipt,
		differences: receiptDifferences(receipt, stored),
		input: inputs.find((input) => input.nodeCode === node.code),
		adjustments: await listAdjustmentsOfUnit(ctx.db, scope, round.id, unit.id),
		basis: unitBasis(round, nodes, inputs, ctx.now),
		figure:
			indicator && !indicator.isScored
				? await listFigureEvidence(ctx, unit, indicator, round.period)
				: undefined,
		assessment: indicator?.isScored ? await listAssessmentEvidence(ctx, round, indicator.id) : undefined,
		mayOrder: can(ctx.actor, 'order.issue', unit.path) !== undefined,
		mayAppeal: indicator !== null && (await objectionUntil(ctx, round, unit)) !== undefined
	};
}
