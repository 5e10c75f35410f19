import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { refuseProblems } from '../../../domain/register/problem';
import { unitCodePattern } from '../../../domain/unit/unit-register';
import type { LocalisedName } from '../../../domain/unit/unit';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { getGroupSet, insertGroup, insertGroupSet, renameGroup } from '../../db/queries/peer-group';
import { demandWholeTree } from './demand-whole-tree';

/** A new way to divide units into groups. @throws DomainError `forbidden`, `invalidInput` with problems by field */
export async function createGroupSet(
	ctx: Context,
	wish: { readonly code: string; readonly name: LocalisedName }
): Promise<void> {
	demand(ctx.actor, 'unit.manage');
	demandWholeTree(ctx.actor, 'unit.manage');
	await ctx.db.transaction(async (tx) => {
		refuseShape(wish.code);
		const id = await insertGroupSet(tx, wish);
		if (id === undefined) {
			refuseProblems([{ field: 'code', problem: 'codeTaken', subject: wish.code }]);
			return;
		}
		await tell(tx, ctx, id, undefined, { groupSet: wish.code, name: wish.name });
	});
}

export interface GroupToSave {
	/** code of its set */
	readonly set: string;
	readonly code: string;
	readonly name: LocalisedName;
	/** of a new one: one that is there already is refused, otherwise renamed */
	readonly isNew: boolean;
}

/** A new group of a set, or another name for one. @throws DomainError `forbidden`, `notFound`, `invalidInput` */
export async function saveGroup(ctx: Context, wish: GroupToSave): Promise<void> {
	demand(ctx.actor, 'unit.manage');
	demandWholeTree(ctx.actor, 'unit.manage');
	await ctx.db.transaction(async (tx) => {
		const set = await getGroupSet(tx, wish.set);
		const known = set.groups.find(({ code }) => code === wish.code);
		const after = { groupSet: set.code, group: wish.code, name: wish.name };
		if (wish.isNew) {
			refuseShape(wish.code);
			if (known) refuseProblems([{ field: 'code', problem: 'codeTaken', subject: wish.code }]);
			await insertGroup(tx, { setId: set.id, code: wish.code, name: wish.name });
			await tell(tx, ctx, set.id, undefined, after);
			return;
		}
		if (!known) throw new DomainError('notFound', `There is no group "${wish.code}" in "${wish.set}"`);
		if (known.name.en === wish.name.en && known.name['zh-CN'] === wish.name['zh-CN']) return;
		await renameGroup(tx, known.id, wish.name);
		await tell(tx, ctx, set.id, { ...after, name: known.name }, after);
	});
}

function refuseShape(code: string): void {
	if (!unitCodePattern.test(code)) refuseProblems([{ field: 'code', problem: 'codeShape' }]);
}

async function tell(
	tx: Tx,
	ctx: Context,
	setId: number,
	before: unknown,
	after: Readonly<Record<string, unknown>>
): Promise<void> {
	await appendAudit(tx, {
		actorId: ctx.actor.userId,
		at: ctx.now,
		action: 'group.change',
		entity: 'group_set',
		entityId: setId,
		before,
		after
	});
}
