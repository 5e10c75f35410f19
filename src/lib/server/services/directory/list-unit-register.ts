import { demand } from '../../../domain/access/can';
import type { UnitKind, UnitLevel } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listUnits, type RegisteredUnit } from '../../db/queries/directory';
import { getUnitByCode } from '../../db/queries/unit';

export interface UnitRegisterQuery {
	readonly kind?: UnitKind | undefined;
	readonly level?: UnitLevel | undefined;
	readonly sector?: string | undefined;
	/** code of the unit above */
	readonly parent?: string | undefined;
	/** code of the unit at the top */
	readonly subtree?: string | undefined;
	readonly after: { readonly code: string; readonly validFrom: string } | undefined;
	readonly limit: number;
}

/** Units by code, a page at a time. @throws DomainError `unknownUnit` */
export async function listUnitRegister(ctx: Context, query: UnitRegisterQuery): Promise<RegisteredUnit[]> {
	const scope = demand(ctx.actor, 'published.read');
	const parent = query.parent && (await getUnitByCode(ctx.db, scope, query.parent));
	const top = query.subtree && (await getUnitByCode(ctx.db, scope, query.subtree));
	const filter = {
		kind: query.kind,
		level: query.level,
		sector: query.sector,
		parentId: parent ? parent.id : undefined,
		subtree: top ? top.path : undefined
	};
	return listUnits(ctx.db, scope, filter, query.after, query.limit);
}
