import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { longestClaim } from '../../../domain/appeal/appeal-flow';
import { addWorkingDays } from '../../../domain/calendar/working-days';
import type { EvidenceProblem } from '../../../domain/evidence/evidence';
import { dayAt, endOfDay } from '../../../domain/indicator/report-due';
import { refuseProblems, type RegisterProblem } from '../../../domain/register/problem';
import { roundTimeZone } from '../../../domain/round/round';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { findAppeal, insertAppeal, readScorers } from '../../db/queries/appeal';
import { insertEvidence } from '../../db/queries/evidence';
import { holdRound } from '../../db/queries/hold-round';
import { getPermittedUnit } from '../observation/get-permitted-unit';
import { keepProofs, type Proof } from '../evidence/keep-proof';
import { sendMessages } from '../message/send-messages';
import { appealNotices } from './appeal-notices';
import { getNewAppeal, type AppealSubject } from './get-new-appeal';

export interface AppealToFile extends AppealSubject {
	/** what is wrong, and why */
	readonly claim: string;
	/** what the unit holds to be right; null: it names no figure */
	readonly claimedValue: number | null;
	readonly proofs: readonly Proof[];
}

/**
 * Files an objection of a unit against one figure of a round, while its results stand open to objection.
 * @returns its number, or why a proof was not taken; then nothing has happened
 * @throws DomainError as `getNewAppeal`; `stageClosed` outside the days of publicity, `conflict` where one against the figure is
 *   open, `invalidInput` naming the fields
 */
export async function fileAppeal(ctx: Context, wish: AppealToFile): Promise<number | EvidenceProblem> {
	demand(ctx.actor, 'appeal.file');
	const { scope } = await getPermittedUnit(ctx, 'appeal.file', wish.unit);
	const claim = wish.claim.trim();
	refuseProblems(problemsOf({ ...wish, claim }));
	const kept = await keepProofs(wish.proofs);
	if ('code' in kept) return kept;
	return ctx.db.transaction(async (tx) => {
		const round = await holdRound(tx, wish.round);
		const subject = await getNewAppeal({ ...ctx, db: tx }, wish);
		if (subject.closesAt === null) {
			throw new DomainError('stageClosed', `Round ${round.id} takes no objections now`, {
				round: round.id,
				stage: round.stage
			});
		}
		const cell = { roundId: round.id, unitId: subject.unit.id, indicatorId: subject.indicator.id };
		const { isAssessed } = await readScorers(tx, cell);
		if (isAssessed && wish.claimedValue !== null && (wish.claimedValue < 0 || wish.claimedValue > 100)) {
			refuseProblems([{ field: 'claimedValue', problem: 'pointsRange' }]);
		}
		const dueOn = addWorkingDays(dayAt(ctx.now, roundTimeZone), round.appealWorkingDays);
		const id = await insertAppeal(tx, {
			...cell,
			claim,
			claimedValue: wish.claimedValue,
			filedBy: ctx.actor.userId ?? null,
			filedAt: ctx.now,
			dueAt: endOfDay(dueOn, roundTimeZone)
		});
		if (id === undefined) {
			throw new DomainError('conflict', `An objection against ${wish.indicator} of ${wish.unit} is open`);
		}
		for (const proof of kept) {
			await insertEvidence(tx, {
				...{ unitId: subject.unit.id, subject: 'appeal' as const, subjectKey: String(id), ...proof },
				...{ addedBy: ctx.actor.userId ?? null, addedAt: ctx.now }
			});
		}
		await appendAudit(tx, {
			...{ actorId: ctx.actor.userId, at: ctx.now, action: 'appeal.file' as const },
			...{ entity: 'appeal', entityId: id, unitId: subject.unit.id },
			after: {
				status: 'filed',
				indicator: subject.indicator.code,
				period: round.period,
				reason: claim,
				...(wish.claimedValue === null ? {} : { claimedValue: wish.claimedValue }),
				...(kept.length > 0 ? { evidence: kept } : {})
			}
		});
		const appeal = (await findAppeal(tx, scope, ctx.now, id))!;
		await sendMessages(tx, ctx, appealNotices('file', appeal, { reason: claim, by: ctx.actor.name }));
		return id;
	});
}

function problemsOf({
	claim,
	claimedValue
}: Pick<AppealToFile, 'claim' | 'claimedValue'>): RegisterProblem[] {
	const problems: RegisterProblem[] = [];
	if (claim === '') problems.push({ field: 'claim', problem: 'textMissing' });
	if (claim.length > longestClaim) {
		problems.push({ field: 'claim', problem: 'tooLong', subject: String(longestClaim) });
	}
	if (claimedValue !== null && !Number.isFinite(claimedValue)) {
		problems.push({ field: 'claimedValue', problem: 'numberShape' });
	}
	return problems;
}
