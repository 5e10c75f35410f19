import type { AuditAction } from '../../domain/audit/audit-line';
import type { Tx } from '../db/client';
import { auditEntry } from '../db/schema';

export interface AuditFact {
	readonly actorId: number | undefined;
	readonly at: Date;
	readonly action: AuditAction;
	readonly entity: string;
	readonly entityId: string | number;
	readonly unitId?: number | undefined;
	readonly before?: unknown;
	readonly after?: unknown;
}

/** Writes audit rows in the transaction of the change that they tell of: both stay or neither does. */
export async function appendAudit(tx: Tx, ...facts: readonly AuditFact[]): Promise<void> {
	if (facts.length === 0) return;
	await tx.insert(auditEntry).values(
		facts.map((fact) => ({
			at: fact.at,
			actorId: fact.actorId ?? null,
			action: fact.action,
			entity: fact.entity,
			entityId: String(fact.entityId),
			unitId: fact.unitId ?? null,
			before: fact.before ?? null,
			after: fact.after ?? null
		}))
	);
}
