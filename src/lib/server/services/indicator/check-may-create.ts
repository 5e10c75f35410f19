import { demand } from '../../../domain/access/can';
import type { Context } from '../../context';
import { demandWholeTree } from '../register/demand-whole-tree';

/** Lets only those at the form of a new indicator who may make one. @throws DomainError `forbidden` */
export function checkMayCreate(ctx: Context): void {
	demand(ctx.actor, 'indicator.manage');
	demandWholeTree(ctx.actor, 'indicator.manage');
}
