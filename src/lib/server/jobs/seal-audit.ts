import { systemScope } from '../../domain/access/can';
import { sealAudit } from '../services/audit/seal-audit';
import type { JobDefinition } from './queue';

/** Seals what was written into the audit log lately. Of several servers one does at a time: see the service. */
export const sealAuditJob: JobDefinition = {
	name: 'seal-audit',
	everySeconds: 3,
	retryLimit: 0,
	expireInSeconds: 300,
	async run(ctx) {
		await sealAudit(ctx, systemScope('audit.read'));
	}
};
