import { DomainError } from '../../../domain/errors';
import type { StoredRound } from '../../db/queries/round';

/** Two who run a round meet a conflict, never each other's overwritten work. @throws DomainError `conflict` */
export function refuseStale(round: StoredRound, revisionRead: number): void {
	if (round.revision === revisionRead) return;
	throw new DomainError('conflict', `Round ${round.id} was changed since it was read`, {
		round: round.id,
		revision: round.revision
	});
}
