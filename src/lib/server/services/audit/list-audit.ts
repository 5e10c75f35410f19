import { demand } from '../../../domain/access/can';
import { actionsOf, type AuditLine, type AuditTopic } from '../../../domain/audit/audit-line';
import type { Context } from '../../context';
import { listAuditLines } from '../../db/queries/audit';
import { findSealedUpTo, readSealState } from '../../db/queries/audit-chain';

export interface AuditQuery {
	readonly topic?: AuditTopic | undefined;
	readonly unit?: string | undefined;
	readonly before?: number | undefined;
	readonly after?: number | undefined;
}

export interface AuditPage {
	/** newest first */
	readonly lines: readonly AuditLine[];
	/** leave to go on: the id of the last line shown, where older ones follow */
	readonly older: number | undefined;
	/** the id of the first line shown, where newer ones precede */
	readonly newer: number | undefined;
	/** how far the log is sealed; undefined where nothing is yet */
	readonly sealed: { readonly upTo: Date; readonly count: number } | undefined;
}

const pageSize = 50;

/** Who changed what and when, newest first. Pages are led by ids, not by numbers: the list grows while it is read. */
export async function listAudit(ctx: Context, query: AuditQuery): Promise<AuditPage> {
	const scope = demand(ctx.actor, 'audit.read');
	const found = await listAuditLines(
		ctx.db,
		scope,
		{
			actions: query.topic && actionsOf(query.topic),
			unitCode: query.unit,
			before: query.after === undefined ? query.before : undefined,
			after: query.after
		},
		pageSize + 1
	);
	const isBackwards = query.after !== undefined;
	const hasMore = found.length > pageSize;
	const lines = isBackwards ? found.slice(hasMore ? 1 : 0) : found.slice(0, pageSize);
	const state = await readSealState(ctx.db);
	const upTo = await findSealedUpTo(ctx.db, state);
	return {
		lines,
		sealed: upTo && { upTo, count: state.count },
		older: (isBackwards || hasMore) && lines.length > 0 ? lines.at(-1)!.id : undefined,
		newer: (isBackwards ? hasMore : query.before !== undefined) && lines.length > 0 ? lines[0]!.id : undefined
	};
}
