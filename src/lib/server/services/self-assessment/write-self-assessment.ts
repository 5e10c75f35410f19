import { demand, type Scope } from '../../../domain/access/can';
import {
	planSelfAssessment,
	selfAssessmentBar,
	type SelfAssessmentProblem,
	type SelfScoreWrite,
	type TypedSelfScore
} from '../../../domain/assessment/self-assessment';
import { DomainError } from '../../../domain/errors';
import { mostEvidence, selfAssessmentKey, type EvidenceProblem } from '../../../domain/evidence/evidence';
import type { Unit } from '../../../domain/unit/unit';
import { appendAudit, type AuditFact } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { countEvidenceOf, insertEvidenceRows, markEvidenceRowsRemoved } from '../../db/queries/evidence';
import { getRound, holdRounds, type StoredRound } from '../../db/queries/round';
import { listWindowsOf } from '../../db/queries/round-board';
import {
	holdSelfAssessment,
	listSelfCells,
	writeSelfScores,
	type StoredSelfCell
} from '../../db/queries/self-assessment';
import { keepProof, type KeptProof, type Proof } from '../evidence/keep-proof';
import { getSelfAssessment, submissionOf, type SelfAssessmentAddress } from './get-self-assessment';

/** A whole form: what was typed, what was put beside it, and what is to be taken away. */
export interface SelfAssessmentForm extends SelfAssessmentAddress {
	readonly typed: readonly TypedSelfScore[];
	readonly proofs: readonly { readonly indicatorId: number; readonly proof: Proof }[];
	/** ids of proofs to take away */
	readonly removed: readonly number[];
}

/** Why nothing of a form was stored. */
export type SelfAssessmentRefusal =
	| { readonly kind: 'problems'; readonly problems: readonly SelfAssessmentProblem[] }
	| { readonly kind: 'proof'; readonly indicatorId: number; readonly problem: EvidenceProblem }
	/** somebody else stored something different since: the page shows it, and a further save replaces it */
	| { readonly kind: 'conflict'; readonly indicatorIds: readonly number[] };

export interface KeptSelfProof {
	readonly indicatorId: number;
	readonly kept: KeptProof;
}

/**
 * Checks the proofs of a form and keeps their bytes, of a self-assessment that can be written now.
 * @throws DomainError as `getSelfAssessment`; `stageClosed`, `alreadySubmitted`
 */
export async function keepSelfProofs(
	ctx: Context,
	form: SelfAssessmentForm
): Promise<readonly KeptSelfProof[] | SelfAssessmentRefusal> {
	demand(ctx.actor, 'selfAssessment.write');
	if (form.proofs.length === 0) return [];
	const { bar } = await getSelfAssessment(ctx, form);
	if (bar) throw refusalOf(bar === 'notYet' ? 'stageClosed' : bar, form);
	const all: KeptSelfProof[] = [];
	for (const { indicatorId, proof } of form.proofs) {
		const kept = await keepProof('', proof);
		if ('code' in kept) return { kind: 'proof', indicatorId, problem: kept };
		all.push({ indicatorId, kept });
	}
	return all;
}

/** The self-assessment of a unit as it stands in a transaction that holds it. */
export interface HeldSelfAssessment {
	readonly round: StoredRound;
	readonly unit: Unit;
	readonly scope: Scope;
	readonly cells: readonly StoredSelfCell[];
}

/**
 * Holds a round as it is and the self-assessment of one of its units, so that whoever moves the round on waits for what is written
 * here, or it is told that it comes late.
 * @throws DomainError `notFound`, `stageClosed`, `alreadySubmitted`
 */
export async function holdOpenSelfAssessment(
	tx: Tx,
	ctx: Context,
	unit: Unit,
	roundId: number
): Promise<HeldSelfAssessment> {
	const scope = demand(ctx.actor, 'selfAssessment.write', unit.path);
	const of = { roundId, unitId: unit.id };
	await holdRounds(tx, [roundId]);
	const round = await getRound(tx, roundId);
	const isIn = await holdSelfAssessment(tx, roundId, unit.id);
	const cells = isIn ? await listSelfCells(tx, scope, of) : [];
	if (cells.length === 0) {
		throw new DomainError('notFound', `Round ${roundId} asks nothing of ${unit.code}`, { round: roundId });
	}
	const windows = await listWindowsOf(tx, roundId);
	const isSubmitted = submissionOf(cells) !== undefined;
	const bar = selfAssessmentBar({ stage: round.stage, windows }, isSubmitted, ctx.now);
	if (bar) throw refusalOf(bar === 'notYet' ? 'stageClosed' : bar, { round: roundId, unit: unit.code });
	return { round, unit, scope, cells };
}

/**
 * Stores a form as drafts, with its proofs, or says why not; then nothing was stored.
 * @throws DomainError `conflict` where something was saved at this very moment
 */
export async function writeSelfAssessment(
	tx: Tx,
	ctx: Context,
	held: HeldSelfAssessment,
	form: Pick<SelfAssessmentForm, 'typed' | 'removed'>,
	proofs: readonly KeptSelfProof[],
	intent: 'save' | 'submit'
): Promise<SelfAssessmentRefusal | undefined> {
	demand(ctx.actor, 'selfAssessment.write', held.unit.path);
	const { round, unit, cells } = held;
	const asked = [...form.typed, ...proofs].map(({ indicatorId }) => indicatorId);
	if (!asked.every((id) => cells.some(({ indicatorId }) => indicatorId === id))) {
		throw new DomainError('notFound', `Not every indicator is asked of ${unit.code}`, { round: round.id });
	}
	const band = { below: round.commentBelow, above: round.commentAbove };
	const plan = planSelfAssessment(cells, form.typed, { intent, band });
	if (plan.kind !== 'write') return plan;
	const facts = factsOf(ctx, held, plan.writes);
	const tooMany = await changeProofs(tx, ctx, held, form.removed, proofs, facts);
	if (tooMany) return tooMany;
	const of = { roundId: round.id, unitId: unit.id };
	const written = await writeSelfScores(tx, of, plan.writes, ctx.actor.userId, ctx.now);
	if (written !== plan.writes.length) {
		throw new DomainError(
			'conflict',
			`The self-assessment of ${unit.code} was saved elsewhere at this moment`
		);
	}
	await appendAudit(tx, ...facts);
	return undefined;
}

function factsOf(ctx: Context, held: HeldSelfAssessment, writes: readonly SelfScoreWrite[]): AuditFact[] {
	return writes.map(({ indicatorId, score, comment }) => {
		const before = held.cells.find((cell) => cell.indicatorId === indicatorId);
		return {
			...{ actorId: ctx.actor.userId, at: ctx.now, action: 'selfAssessment.save' as const },
			...subjectOf(held, indicatorId),
			before: before?.revision ? { score: before.score, comment: before.comment } : undefined,
			after: { score, comment, status: 'draft' }
		};
	});
}

/** What an audit row of one indicator of a self-assessment is about. */
export function subjectOf(
	{ round, unit }: Pick<HeldSelfAssessment, 'round' | 'unit'>,
	indicatorId: number
): Pick<AuditFact, 'entity' | 'entityId' | 'unitId'> {
	const entityId = selfAssessmentKey(round.id, unit.id, indicatorId);
	return { entity: 'selfAssessment', entityId, unitId: unit.id };
}

async function changeProofs(
	tx: Tx,
	ctx: Context,
	held: HeldSelfAssessment,
	removedIds: readonly number[],
	proofs: readonly KeptSelfProof[],
	facts: AuditFact[]
): Promise<SelfAssessmentRefusal | undefined> {
	const { round, unit, scope, cells } = held;
	const by = { actorId: ctx.actor.userId, at: ctx.now };
	const keyOf = (indicatorId: number) => selfAssessmentKey(round.id, unit.id, indicatorId);
	const of = { subject: 'selfAssessment' as const, keys: cells.map(({ indicatorId }) => keyOf(indicatorId)) };
	const counts = await countEvidenceOf(tx, scope, of);
	const crowded = cells.find(({ indicatorId }) => {
		const added = proofs.filter((proof) => proof.indicatorId === indicatorId).length;
		// Those that go are counted: a form that exchanges its tenth proof sends its removal first.
		return added > 0 && (counts.get(keyOf(indicatorId)) ?? 0) + added > mostEvidence;
	});
	if (crowded) return { kind: 'proof', indicatorId: crowded.indicatorId, problem: { code: 'tooMany' } };
	const removed = await markEvidenceRowsRemoved(tx, removedIds, of, ctx.actor.userId, ctx.now);
	const ids = await insertEvidenceRows(
		tx,
		proofs.map(({ indicatorId, kept }) => ({
			...{ unitId: unit.id, subject: of.subject, subjectKey: keyOf(indicatorId), ...kept },
			...{ addedBy: ctx.actor.userId ?? null, addedAt: ctx.now }
		}))
	);
	facts.push(
		...removed.map(({ id, subjectKey, label, url, fileSha256, mediaType, fileBytes }) => ({
			...{ ...by, action: 'evidence.remove' as const },
			...{ entity: of.subject, entityId: subjectKey, unitId: unit.id },
			before: { evidence: id, label, url, fileSha256, mediaType, fileBytes }
		})),
		...proofs.map(({ indicatorId, kept }, n) => ({
			...{ ...by, action: 'evidence.add' as const },
			...subjectOf(held, indicatorId),
			after: { evidence: ids[n], ...kept }
		}))
	);
	return undefined;
}

function refusalOf(
	code: 'stageClosed' | 'alreadySubmitted' | 'forbidden',
	{ round, unit }: SelfAssessmentAddress
): DomainError {
	return new DomainError(
		code,
		`The self-assessment of ${unit} in round ${round} cannot be changed: ${code}`,
		{
			round,
			selfAssessment: unit
		}
	);
}
