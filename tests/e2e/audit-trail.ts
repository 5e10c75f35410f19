import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { emailOf } from '../../src/lib/server/services/demonstration/people';
import type { Account } from './visit';

export interface AuditLine {
	readonly action: string;
	readonly entityId: string;
	readonly unit: string | null;
	readonly before: unknown;
	readonly after: unknown;
}

/**
 * What the audit says of somebody's changes, newest first. The product has no page for it yet, and one process at a time may hold
 * an embedded database: a copy is read, as after a power cut.
 */
export async function auditOf(account: Account): Promise<AuditLine[]> {
	const directory = process.env['E2E_DATA_DIR'];
	if (!directory) throw new Error('E2E_DATA_DIR is not set: see playwright.config.ts.');
	const copy = await mkdtemp(join(tmpdir(), 'yardstick-audit-'));
	try {
		await cp(join(directory, 'pglite'), copy, { recursive: true });
		await rm(join(copy, 'postmaster.pid'), { force: true });
		const db = await PGlite.create(copy);
		const { rows } = await db.query<AuditLine>(
			`select action, entity_id as "entityId", unit.code as unit, before, after
			from audit_entry join app_user on app_user.id = actor_id left join unit on unit.id = unit_id
			where app_user.email = $1 order by audit_entry.id desc limit 20`,
			[emailOf(account)]
		);
		await db.close();
		return rows;
	} finally {
		await rm(copy, { recursive: true, force: true });
	}
}
