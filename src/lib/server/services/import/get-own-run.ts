import { demand, type Scope } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { mayWish, type ImportWish } from '../../../domain/import/import-run';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { findImportRun, type ImportRunRow } from '../../db/queries/import-run';

/** A run of whoever asks, with the scope of what its values may be of: of somebody else's one hears that there is none. */
export async function getOwnRun(
	ctx: Pick<Context, 'actor'> & { readonly db: Context['db'] | Tx },
	id: number
): Promise<{ run: ImportRunRow; scope: Scope }> {
	const scope = demand(ctx.actor, 'observation.import');
	const run = await findImportRun(ctx.db, id);
	if (!run || run.startedBy === null || run.startedBy !== ctx.actor.userId) {
		throw new DomainError('notFound', `There is no import ${id}`);
	}
	return { run, scope };
}

/** @throws DomainError `conflict` when the run has moved on */
export function requireState(run: Pick<ImportRunRow, 'id' | 'status'>, wish: ImportWish): void {
	if (!mayWish(run.status, wish)) throw movedOn(run.id);
}

/** Somebody else, or another window, was faster. */
export function movedOn(id: number): DomainError {
	return new DomainError('conflict', `Import ${id} has moved on; look at it again`);
}
