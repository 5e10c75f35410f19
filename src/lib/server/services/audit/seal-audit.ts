import { createHash } from 'node:crypto';
import type { Scope } from '../../../domain/access/can';
import { chainText, settle, type ChainedEntry } from '../../../domain/audit/chain';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import {
	holdSealState,
	listUnsealed,
	readLogSight,
	readSealState,
	saveSealState,
	writeSeals,
	type Seal
} from '../../db/queries/audit-chain';

/** Few enough that the embedded database, whose connection everybody shares, is let go of after some hundredths of a second. */
const batchSize = 500;

/**
 * Chains the entries of the audit log that are there and not sealed yet: each gets the SHA-256 over itself and the hash of the one sealed
 * before it. They are taken in the order of their ids, as far as they are committed; one that commits later than a higher id is
 * sealed when it appears (`domain/audit/chain.ts`, settle), so nothing waits for a long transaction. Only this writes
 * to rows that are there already and nobody holds, so writers never wait for it. Whoever else seals at the moment is left to it.
 * The installation's own work. @param scope must be of `audit.read` @returns how many were sealed
 */
export async function sealAudit(
	{ db }: Pick<Context, 'db'>,
	scope: Scope,
	mostBatches = 200
): Promise<number> {
	if (scope.permission !== 'audit.read') {
		throw new DomainError('forbidden', 'Sealing the audit log needs the permission "audit.read"');
	}
	const known = await readSealState(db);
	// Most of the time nothing was written: then nothing is locked.
	if (known.mark === null && known.settledId === (await readLogSight(db)).highestId) return 0;
	let sealed = 0;
	for (let batch = 0; batch < mostBatches; batch++) {
		const done = await db.transaction(async (tx) => {
			const state = await holdSealState(tx);
			if (!state) return 0;
			const sight = await readLogSight(tx);
			const entries = await listUnsealed(tx, state.settledId, batchSize);
			const seals = sealsOf(entries, state.head);
			const last = seals.at(-1);
			if (last && (await writeSeals(tx, seals)) !== seals.length) {
				throw new DomainError('conflict', 'Audit entries were sealed by somebody who did not hold the seal');
			}
			const after = last
				? { ...state, head: last.hash, headId: last.id, count: state.count + seals.length }
				: state;
			const next = entries.length < batchSize ? settle(after, sight) : after;
			if (next !== state) await saveSealState(tx, next);
			return entries.length;
		});
		sealed += done;
		if (done < batchSize) break;
	}
	return sealed;
}

function sealsOf(entries: readonly ChainedEntry[], head: string): Seal[] {
	let previousHash = head;
	return entries.map((entry) => {
		const seal = { id: entry.id, previousHash, hash: hashOfEntry(entry, previousHash) };
		previousHash = seal.hash;
		return seal;
	});
}

/** SHA-256, hex. */
export function hashOfEntry(entry: ChainedEntry, previousHash: string): string {
	return createHash('sha256').update(chainText(entry, previousHash)).digest('hex');
}
