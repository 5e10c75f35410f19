import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { EvidenceProblem } from '../../../domain/evidence/evidence';
import type { RuleDefinition } from '../../../domain/framework/definition';
import { refuseProblems, type RegisterProblem } from '../../../domain/register/problem';
import { longestAdjustmentText, mostPointsOf, proposalBar } from '../../../domain/round/adjustment';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { insertAdjustment, isProposedAlready, listOfferedUnits } from '../../db/queries/adjustment';
import { insertEvidence } from '../../db/queries/evidence';
import { holdRound } from '../../db/queries/hold-round';
import { listConflictPaths } from '../../db/queries/interest';
import { keepProofs, type Proof } from '../evidence/keep-proof';
import { sendMessages } from '../message/send-messages';
import { listManualRules } from './list-manual-rules';
import { adjustmentNotice, refuseBarred } from './adjustment-notices';

export interface AdjustmentToPropose {
	readonly roundId: number;
	readonly unitCode: string;
	readonly ruleCode: string;
	/** points, above 0; of a veto it is not read */
	readonly amount: number | null;
	/** in one language at least; where the other is empty, the same words stand for both */
	readonly groundEn: string;
	readonly groundZh: string;
	readonly proofs: readonly Proof[];
}

/**
 * Proposes a bonus, a penalty or a veto for a unit of a round. It counts when somebody else has confirmed it.
 * @returns its number, or why a proof was not taken; then nothing has happened
 * @throws DomainError `notFound`, `forbidden`, `ownUnit`, `stageClosed`, `conflict` (the same is proposed already), `invalidInput`
 *   naming the fields
 */
export async function proposeAdjustment(
	ctx: Context,
	wish: AdjustmentToPropose
): Promise<number | EvidenceProblem> {
	demand(ctx.actor, 'adjustment.propose');
	const kept = await keepProofs(wish.proofs);
	if ('code' in kept) return kept;
	return ctx.db.transaction(async (tx) => {
		const round = await holdRound(tx, wish.roundId);
		const scope = demand(ctx.actor, 'adjustment.propose', round.rootPath);
		const rules = await listManualRules(tx, round.frameworkVersionId);
		const rule = rules.find(({ code }) => code === wish.ruleCode);
		const [unit] = await listOfferedUnits(tx, scope, round.id, 1, wish.unitCode);
		const groundEn = wish.groundEn.trim() || wish.groundZh.trim();
		const groundZh = wish.groundZh.trim() || wish.groundEn.trim();
		refuseProblems([
			...(unit ? [] : [{ field: 'unit', problem: 'notInRound' as const }]),
			...problemsOf({ ...wish, groundEn, groundZh }, rule)
		]);
		const conflicts = await listConflictPaths(tx, ctx.actor.userId);
		refuseBarred(proposalBar(ctx.actor, unit!.path, { stage: round.stage, conflicts }), round.id);
		const amount = rule!.do === 'veto' ? 0 : wish.amount!;
		// The same form sent twice is one proposal.
		const said = { ruleCode: rule!.code, amount, groundEn, groundZh, createdBy: ctx.actor.userId ?? null };
		if (await isProposedAlready(tx, { roundId: round.id, unitId: unit!.id, ...said })) {
			throw new DomainError('conflict', 'The same adjustment is proposed already', { round: round.id });
		}
		const id = await insertAdjustment(tx, {
			...{ roundId: round.id, unitId: unit!.id, ruleCode: rule!.code, amount, groundEn, groundZh },
			...{ createdBy: ctx.actor.userId ?? null, createdAt: ctx.now }
		});
		for (const proof of kept) {
			await insertEvidence(tx, {
				...{ unitId: unit!.id, subject: 'adjustment' as const, subjectKey: String(id), ...proof },
				...{ addedBy: ctx.actor.userId ?? null, addedAt: ctx.now }
			});
		}
		await appendAudit(tx, {
			...{ actorId: ctx.actor.userId, at: ctx.now, action: 'adjustment.propose' as const },
			...{ entity: 'adjustment', entityId: id, unitId: unit!.id },
			after: {
				...{ period: round.period, rule: rule!.code, amount, reason: groundZh },
				...(groundEn === groundZh ? {} : { reasonEn: groundEn }),
				...(kept.length > 0 ? { evidence: kept } : {})
			}
		});
		await sendMessages(tx, ctx, [
			adjustmentNotice(
				'adjustment.proposed',
				{ id, roundId: round.id, unitId: unit!.id, unitCode: unit!.code },
				ctx.actor,
				{
					period: round.period,
					reason: groundZh
				}
			)
		]);
		return id;
	});
}

function problemsOf(
	{ amount, groundEn, groundZh }: AdjustmentToPropose,
	rule: RuleDefinition | undefined
): RegisterProblem[] {
	const problems: RegisterProblem[] = [];
	if (!rule) problems.push({ field: 'rule', problem: 'ruleUnknown' });
	const most = rule && mostPointsOf(rule);
	if (most !== undefined && (amount === null || !(amount > 0 && amount <= most))) {
		problems.push({ field: 'amount', problem: 'pointsOfRule', subject: String(most) });
	}
	if (groundEn === '') problems.push({ field: 'groundZh', problem: 'textMissing' });
	for (const [field, text] of [
		['groundEn', groundEn],
		['groundZh', groundZh]
	] as const) {
		if (text.length > longestAdjustmentText) {
			problems.push({ field, problem: 'tooLong', subject: String(longestAdjustmentText) });
		}
	}
	return problems;
}
