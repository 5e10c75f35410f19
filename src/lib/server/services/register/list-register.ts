import { demand } from '../../../domain/access/can';
import type { Unit, UnitFlag } from '../../../domain/unit/unit';
import type { RegisteredUnit } from '../../../domain/unit/unit-register';
import type { Context } from '../../context';
import { listGroupSets, type StoredGroupSet } from '../../db/queries/peer-group';
import { listAncestors } from '../../db/queries/unit';
import { getRegisteredUnit } from '../../db/queries/unit-register';
import {
	isDeep,
	listRegister as listRows,
	type RegisterRow,
	type RegisterState
} from '../../db/queries/unit-tree';

export interface RegisterQuery {
	/** code of the unit whose level is shown */
	readonly under?: string | undefined;
	readonly text?: string | undefined;
	readonly flag?: UnitFlag | undefined;
	/** `SET/GROUP` */
	readonly group?: string | undefined;
	readonly state: RegisterState;
	/** from 1 */
	readonly page: number;
}

export interface RegisterPage {
	readonly under: RegisteredUnit | undefined;
	/** from the top of what is managed down to the unit above it */
	readonly ancestors: readonly Unit[];
	/** matches at any depth instead of one level */
	readonly isDeep: boolean;
	readonly rows: readonly RegisterRow[];
	readonly total: number;
	readonly pageSize: number;
	readonly groupSets: readonly StoredGroupSet[];
}

const pageSize = 50;

/** One level of the tree of units that somebody manages, or what matches a search at any depth; a page at a time. */
export async function listRegister(ctx: Context, query: RegisterQuery): Promise<RegisterPage> {
	const scope = demand(ctx.actor, 'unit.manage');
	const under = query.under ? await getRegisteredUnit(ctx.db, scope, { code: query.under }) : undefined;
	const groupSets = await listGroupSets(ctx.db, scope);
	const [setCode, groupCode] = query.group?.split('/') ?? [];
	const group = groupSets.find(({ code }) => code === setCode)?.groups.find(({ code }) => code === groupCode);
	const search = { text: query.text, flag: query.flag, peerGroupId: group?.id, parentId: under?.id };
	const paged = { limit: pageSize, offset: (query.page - 1) * pageSize };
	const { rows, total } = await listRows(ctx.db, scope, {
		...search,
		...paged,
		state: query.state,
		today: ctx.now.toISOString().slice(0, 10)
	});
	return {
		under,
		ancestors: under ? await listAncestors(ctx.db, scope, under) : [],
		isDeep: isDeep(search),
		rows,
		total,
		pageSize,
		groupSets
	};
}
