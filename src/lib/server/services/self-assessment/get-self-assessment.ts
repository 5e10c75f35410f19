import { can, demand, type Scope } from '../../../domain/access/can';
import type { CommentBand } from '../../../domain/assessment/assessment-rules';
import {
	seesReviewed,
	selfAssessmentBar,
	selfDisclosure,
	type SelfAssessedCell,
	type SelfAssessmentBar
} from '../../../domain/assessment/self-assessment';
import { DomainError } from '../../../domain/errors';
import { mostEvidence, selfAssessmentKey, type Evidence } from '../../../domain/evidence/evidence';
import type { RoundHead } from '../../../domain/round/readable-round';
import type { StageWindow } from '../../../domain/round/round';
import { scopeOfUnitResult } from '../../../domain/unit/result-visibility';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listEvidenceOf } from '../../db/queries/evidence';
import { getRound } from '../../db/queries/round';
import { listWindowsOf } from '../../db/queries/round-board';
import { getRoundHead } from '../../db/queries/round-head';
import { listSelfCells, type StoredSelfCell } from '../../db/queries/self-assessment';
import { getUnitByCode } from '../../db/queries/unit';

export interface SelfAssessmentAddress {
	/** id of the round */
	readonly round: number;
	/** code of the unit */
	readonly unit: string;
}

export interface SelfAssessmentPage {
	readonly unit: Unit;
	readonly head: RoundHead;
	/** when units assess themselves; undefined: the round has no time for it yet */
	readonly window: StageWindow | undefined;
	readonly band: CommentBand;
	/** without points and words where they are drafts of others */
	readonly cells: readonly (SelfAssessedCell & { readonly evidence: readonly Evidence[] })[];
	readonly submitted: { readonly byName: string | null; readonly at: Date } | undefined;
	/** why it cannot be changed; `forbidden`: it is the unit's own to write; undefined: it can */
	readonly bar: SelfAssessmentBar | 'forbidden' | undefined;
	/** whether reviewed scores are the reader's to see */
	readonly seesReviewed: boolean;
	/** whether the reader may look at how a reviewed score came about */
	readonly hasReceipt: boolean;
}

/**
 * What a unit says of itself at the scored indicators of a round: with the rubric for those who write it, once submitted also for
 * those who read submitted scores, and beside the reviewed scores when those may be seen.
 * @throws DomainError `forbidden`, `unknownUnit`, `notFound` (the unit is not in the round, or the round not opened)
 */
export async function getSelfAssessment(
	ctx: Context,
	at: SelfAssessmentAddress
): Promise<SelfAssessmentPage> {
	demand(ctx.actor, 'round.read');
	const { unit, scope, disclosure } = await readable(ctx, at.unit);
	const round = await getRound(ctx.db, at.round);
	const of = { roundId: round.id, unitId: unit.id };
	const stored = await listSelfCells(ctx.db, scope, of);
	if (stored.length === 0 || (round.stage === 'draft' && !can(ctx.actor, 'round.manage', round.rootPath))) {
		throw new DomainError('notFound', `Round ${round.id} asks nothing of ${unit.code}`, { ...at });
	}
	const head = await getRoundHead(ctx.db, round.id);
	const submitted = submissionOf(stored);
	const windows = await listWindowsOf(ctx.db, round.id);
	const isShown = disclosure === 'all' || submitted !== undefined;
	const sees = seesReviewed(ctx.actor, { unitPath: unit.path, stage: round.stage });
	const keyOf = (indicatorId: number) => selfAssessmentKey(round.id, unit.id, indicatorId);
	const evidence = isShown
		? await listEvidenceOf(
				ctx.db,
				scope,
				{ subject: 'selfAssessment', keys: stored.map(({ indicatorId }) => keyOf(indicatorId)) },
				mostEvidence * stored.length
			)
		: [];
	const mayWrite = can(ctx.actor, 'selfAssessment.write', unit.path) !== undefined;
	return {
		unit,
		head,
		window: windows.find(({ stage }) => stage === 'selfAssessment'),
		band: { below: round.commentBelow, above: round.commentAbove },
		cells: stored.map((cell) => ({
			...cell,
			...(isShown ? {} : { score: null, comment: '', savedByName: null, savedAt: null }),
			reviewed: sees ? cell.reviewed : null,
			evidence: evidence.filter(({ subjectKey }) => subjectKey === keyOf(cell.indicatorId))
		})),
		submitted,
		bar: mayWrite
			? selfAssessmentBar({ stage: round.stage, windows }, submitted !== undefined, ctx.now)
			: 'forbidden',
		seesReviewed: sees,
		hasReceipt: scopeOfUnitResult(ctx.actor, head, unit.path) !== undefined
	};
}

/** Who gave a self-assessment away, and when; undefined where it was not. All of its indicators go together. */
export function submissionOf(
	cells: readonly Pick<StoredSelfCell, 'status' | 'submittedAt' | 'submittedByName'>[]
): SelfAssessmentPage['submitted'] {
	const first = cells.find(({ status }) => status === 'submitted');
	return first?.submittedAt ? { byName: first.submittedByName, at: first.submittedAt } : undefined;
}

async function readable(
	ctx: Context,
	code: string
): Promise<{ unit: Unit; scope: Scope; disclosure: 'all' | 'submitted' }> {
	demand(ctx.actor, 'round.read');
	const unit = await getUnitByCode(ctx.db, demand(ctx.actor, 'published.read'), code);
	const disclosure = selfDisclosure(ctx.actor, unit.path);
	const scope = can(ctx.actor, 'round.read', unit.path);
	if (!disclosure || !scope) {
		throw new DomainError('forbidden', `What ${code} says of itself is not for you`, { unitName: unit.name });
	}
	return { unit, scope, disclosure };
}
