import { demand, type Actor } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { RegisteredIndicator } from '../../../domain/indicator/indicator-register';
import type { Tx } from '../../db/client';
import { getRegisteredIndicator } from '../../db/queries/indicator-register';
import { demandWholeTree } from '../register/demand-whole-tree';

/**
 * An indicator that somebody manages, held until the transaction ends.
 * @param revision the one that the form was drawn from
 * @throws DomainError `unknownIndicator`, `forbidden`, `conflict` (it has changed since)
 */
export async function getHeldIndicator(
	tx: Tx,
	actor: Actor,
	code: string,
	revision: number
): Promise<RegisteredIndicator> {
	demand(actor, 'indicator.manage');
	demandWholeTree(actor, 'indicator.manage');
	const indicator = await getRegisteredIndicator(tx, code, { lock: true });
	if (indicator.revision !== revision) {
		throw new DomainError('conflict', `Indicator ${code} was changed by somebody else`, {
			indicator: code,
			revision: indicator.revision
		});
	}
	return indicator;
}
