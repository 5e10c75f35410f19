import { can, demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import { listGroupSets } from '../../db/queries/peer-group';
import { listIndicatorRows } from '../../db/queries/indicator-register';
import { listRegister } from '../../db/queries/unit-tree';

/** What there is to administer; undefined where the reader may not even look. */
export interface Administration {
	readonly units: { readonly open: number; readonly groupSets: number } | undefined;
	readonly indicators: { readonly used: number } | undefined;
}

/** The ways into the register, for those who manage units or take part in rounds. @throws DomainError `forbidden` */
export async function getAdministration(ctx: Context): Promise<Administration> {
	const units = can(ctx.actor, 'unit.manage');
	const readsIndicators = can(ctx.actor, 'round.read');
	if (!units && !readsIndicators) demand(ctx.actor, 'unit.manage');
	const one = { limit: 1, offset: 0 };
	const open =
		units &&
		(await listRegister(ctx.db, units, {
			...one,
			isWholeTree: true,
			state: 'open',
			today: ctx.now.toISOString().slice(0, 10)
		}));
	const indicators = readsIndicators && (await listIndicatorRows(ctx.db, { ...one, state: 'used' }));
	return {
		units: units && open && { open: open.total, groupSets: (await listGroupSets(ctx.db, units)).length },
		indicators: indicators && { used: indicators.total }
	};
}
