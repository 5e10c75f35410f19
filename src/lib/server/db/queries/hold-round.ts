import type { Tx } from '../client';
import { holdTrees } from './figure';
import { getRound, type StoredRound } from './round';

/**
 * Keeps a round, and the figures of its tree, from being changed by others until the transaction ends: the tree first, as everybody
 * does who changes figures, so that two who want both wait for each other. @throws DomainError `notFound`
 */
export async function holdRound(tx: Tx, roundId: number): Promise<StoredRound> {
	const { rootPath } = await getRound(tx, roundId);
	await holdTrees(tx, [Number(rootPath.split('.')[0])]);
	return getRound(tx, roundId, { lock: true });
}
