import { demand, type Actor } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { getRound, listSignatures } from '../../db/queries/round';
import { insertSignature } from '../../db/queries/round-write';

export interface SignatureToGive {
	readonly roundId: number;
	readonly capacity: 'manager' | 'leader';
}

const permissionOf = { manager: 'round.signAsManager', leader: 'round.signAsLeader' } as const;

/**
 * Signs for the publication of a round that stands at its final stage. One person signs once, whatever their roles.
 * @throws DomainError `forbidden`, `notFound`, `stageClosed`, `conflict` (signed already)
 */
export async function signRound(ctx: Context, { roundId, capacity }: SignatureToGive): Promise<void> {
	demand(ctx.actor, permissionOf[capacity]);
	await ctx.db.transaction(async (tx) => {
		const round = await getRound(tx, roundId, { lock: true });
		demand(ctx.actor, permissionOf[capacity], round.rootPath);
		if (round.stage !== 'final') {
			throw new DomainError(
				'stageClosed',
				`Round ${roundId} is at stage ${round.stage}; it is signed at its final stage`,
				{
					round: roundId,
					stage: round.stage
				}
			);
		}
		const userId = signedIn(ctx.actor);
		const signatures = await listSignatures(tx, roundId);
		if (signatures.some((signature) => signature.capacity === capacity || signature.userId === userId)) {
			throw new DomainError('conflict', `Round ${roundId} is signed already as ${capacity}, or by you`, {
				round: roundId
			});
		}
		await insertSignature(tx, { roundId, capacity, userId, signedAt: ctx.now });
		await appendAudit(tx, {
			actorId: userId,
			at: ctx.now,
			action: 'round.sign',
			entity: 'round',
			entityId: roundId,
			after: { capacity }
		});
	});
}

function signedIn({ userId }: Actor): number {
	if (userId === undefined) throw new DomainError('notSignedIn', 'Sign in to go on');
	return userId;
}
