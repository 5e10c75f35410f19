import { can, demand } from '../../../domain/access/can';
import type { RegisteredIndicator } from '../../../domain/indicator/indicator-register';
import type { Context } from '../../context';
import { getRegisteredIndicator } from '../../db/queries/indicator-register';
import { listTargetPage, type StoredTarget } from '../../db/queries/target';
import { hasWholeTree } from '../register/demand-whole-tree';

export interface IndicatorTargets {
	readonly indicator: RegisteredIndicator;
	readonly targets: readonly (StoredTarget & { readonly maySet: boolean })[];
	readonly total: number;
	readonly pageSize: number;
	/** whether the reader may set targets for some units, and for everybody */
	readonly maySet: boolean;
	readonly maySetForAll: boolean;
}

const pageSize = 50;

/** A page of what is aimed at with an indicator. @throws DomainError `unknownIndicator`, `forbidden` */
export async function listIndicatorTargets(
	ctx: Context,
	query: { readonly code: string; readonly unit?: string | undefined; readonly page: number }
): Promise<IndicatorTargets> {
	demand(ctx.actor, 'round.read');
	const indicator = await getRegisteredIndicator(ctx.db, query.code);
	const { targets, total } = await listTargetPage(ctx.db, indicator.id, {
		unitText: query.unit,
		limit: pageSize,
		offset: (query.page - 1) * pageSize
	});
	const maySetForAll = hasWholeTree(ctx.actor, 'indicator.manage');
	return {
		indicator,
		targets: targets.map((target) => ({
			...target,
			maySet: target.unit ? can(ctx.actor, 'indicator.manage', target.unit.path) !== undefined : maySetForAll
		})),
		total,
		pageSize,
		maySet: can(ctx.actor, 'indicator.manage') !== undefined,
		maySetForAll
	};
}
