import type { Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { Finding } from '../../../domain/verification/finding';
import type { Context } from '../../context';
import {
	countSeals,
	listForks,
	listSealed,
	listUnsealed,
	listWithoutPredecessor,
	readSealState
} from '../../db/queries/audit-chain';
import { hashOfEntry } from '../audit/seal-audit';

const batchSize = 2000;
/** Of each kind: whoever broke a chain in a thousand places is found by the first ones. */
const mostLinks = 200;

/**
 * Looks at the audit log: every sealed entry has the hash that it was sealed with, and names the one before it, which is there, as no other
 * does. That makes it one chain; what is not in it is named. A chain that somebody wrote anew from end to end, with its head, is
 * consistent: only a head that was written down elsewhere tells.
 * The operator's at the console. @param scope must be of `audit.read` @returns how many entries are sealed, and the chain's head
 */
export async function verifyAudit(
	{ db }: Pick<Context, 'db'>,
	scope: Scope,
	onFinding: (finding: Finding) => void
): Promise<{ sealed: number; head: string }> {
	if (scope.permission !== 'audit.read') {
		throw new DomainError('forbidden', 'Verifying needs the permission "audit.read"');
	}
	return db.transaction(
		async (tx) => {
			const state = await readSealState(tx);
			for (let above = 0; ;) {
				const entries = await listSealed(tx, above, batchSize);
				for (const entry of entries) {
					if (hashOfEntry(entry, entry.previousHash ?? '') !== entry.hash) {
						onFinding({ kind: 'auditAltered', id: entry.id, action: entry.action, at: entry.at });
					}
				}
				if (entries.length < batchSize) break;
				above = entries.at(-1)!.id;
			}
			for (const { id, lowerId } of await listWithoutPredecessor(tx, mostLinks)) {
				onFinding({ kind: 'auditMissing', beforeId: id, lowerId });
			}
			for (const { ids } of await listForks(tx, mostLinks)) onFinding({ kind: 'auditForked', ids });
			const count = await countSeals(tx, state.head);
			if (state.headId !== null && !count.hasHead) {
				onFinding({ kind: 'auditHeadMissing', headId: state.headId });
			}
			if (count.sealed !== state.count) {
				onFinding({ kind: 'auditCount', stored: count.sealed, sealed: state.count });
			}
			const [lowest, ...others] = await listUnsealed(tx, 0, mostLinks);
			for (const { id } of [...(lowest ? [lowest] : []), ...others]) {
				if (id <= state.settledId) onFinding({ kind: 'auditUnsealedAgain', id });
			}
			if (count.open > 0 && count.firstOpenId !== null && (lowest?.id ?? 0) > state.settledId) {
				onFinding({ kind: 'auditNotSealed', firstId: count.firstOpenId, count: count.open });
			}
			return { sealed: count.sealed, head: state.head };
		},
		{ isolationLevel: 'repeatable read', accessMode: 'read only' }
	);
}
