import { can, demand } from '../../../domain/access/can';
import { mostEvidence, type Evidence } from '../../../domain/evidence/evidence';
import type { RuleDefinition } from '../../../domain/framework/definition';
import {
	adjustmentMovesFor,
	proposalBar,
	type Adjustment,
	type AdjustmentMove
} from '../../../domain/round/adjustment';
import type { AdjustmentStatus } from '../../../domain/round/adjustment-status';
import type { RoundHead } from '../../../domain/round/readable-round';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import { listOfferedUnits, searchAdjustments, type OfferedUnit } from '../../db/queries/adjustment';
import { listEvidenceOf } from '../../db/queries/evidence';
import { getFrameworkDefinition } from '../../db/queries/framework';
import { listConflictPaths } from '../../db/queries/interest';
import { listManualRules } from './list-manual-rules';
import { readable } from '../round/get-round-board';

const pageSize = 25;
/** More than anybody looks through in a list: the form then asks for the code. */
const mostOffered = 500;

export interface AdjustmentsQuery {
	readonly roundId: number;
	readonly status?: AdjustmentStatus | undefined;
	/** from 1 */
	readonly page: number;
}

export interface AdjustmentsPage {
	readonly head: RoundHead;
	readonly rules: readonly RuleDefinition[];
	/** those by which people adjust */
	readonly manualRules: readonly RuleDefinition[];
	readonly adjustments: readonly (Adjustment & {
		readonly evidence: readonly Evidence[];
		/** steps that the reader may take */
		readonly moves: readonly AdjustmentMove[];
	})[];
	readonly total: number;
	readonly pageSize: number;
	/** of the whole round, whatever is filtered */
	readonly proposed: number;
	/** units that the reader may propose one for; undefined where he may for none; empty where there are too many to offer */
	readonly offered: readonly OfferedUnit[] | undefined;
}

/**
 * Bonuses, penalties and vetoes of a round with their grounds, for those who oversee all of it. Units of the reader's own are left
 * out of what he may propose.
 * @throws DomainError `forbidden`, `notFound`
 */
export async function listRoundAdjustments(ctx: Context, query: AdjustmentsQuery): Promise<AdjustmentsPage> {
	demand(ctx.actor, 'assessment.readSubmitted');
	const { head, settings, isWhole } = await readable(ctx, query.roundId);
	const scope = can(ctx.actor, 'assessment.readSubmitted', head.rootPath);
	if (!isWhole || !scope) {
		throw new DomainError('forbidden', 'Adjustments of a round are for those who oversee all of it');
	}
	const { adjustments, ...counts } = await searchAdjustments(ctx.db, scope, {
		roundId: query.roundId,
		status: query.status,
		limit: pageSize,
		offset: (query.page - 1) * pageSize
	});
	const keys = adjustments.map(({ id }) => String(id));
	const proofs = await listEvidenceOf(
		ctx.db,
		scope,
		{ subject: 'adjustment', keys },
		keys.length * mostEvidence
	);
	const place = { stage: settings.stage, conflicts: await listConflictPaths(ctx.db, ctx.actor.userId) };
	const units =
		proposalBar(ctx.actor, head.rootPath, { ...place, conflicts: [] }) === undefined
			? await listOfferedUnits(ctx.db, scope, query.roundId, mostOffered + 1)
			: undefined;
	return {
		head,
		rules: (await getFrameworkDefinition(ctx.db, settings.frameworkVersionId)).rules,
		manualRules: await listManualRules(ctx.db, settings.frameworkVersionId),
		...counts,
		pageSize,
		adjustments: adjustments.map((adjustment) => ({
			...adjustment,
			evidence: proofs.filter(({ subjectKey }) => subjectKey === String(adjustment.id)),
			moves: adjustmentMovesFor(ctx.actor, adjustment, place)
		})),
		offered:
			units &&
			(units.length > mostOffered ? [] : units.filter(({ path }) => !proposalBar(ctx.actor, path, place)))
	};
}
