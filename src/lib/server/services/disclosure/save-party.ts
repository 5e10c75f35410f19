import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { longestPartyName, type OperationParty } from '../../../domain/oversight/disclosure';
import { isDay } from '../../../domain/period/day';
import { refuseProblems, type RegisterProblem } from '../../../domain/register/problem';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { findParty, insertParty, updateParty, type PartyWrite } from '../../db/queries/disclosure';
import { getPermittedUnit } from '../observation/get-permitted-unit';
import { feedAllYears } from './feed-all-years';

export interface PartyToSave {
	readonly nameEn: string;
	readonly nameZh: string;
	readonly validFrom: string;
	/** exclusive; empty: still */
	readonly validTo: string;
}

/** Notes an implementer or operator in the charge of a unit. @returns its id @throws DomainError `unknownUnit`, `forbidden`, `invalidInput` */
export async function createParty(
	ctx: Context,
	wish: PartyToSave & { readonly unit: string; readonly kind: OperationParty['kind'] }
): Promise<number> {
	demand(ctx.actor, 'disclosure.record');
	const { unit } = await getPermittedUnit(ctx, 'disclosure.record', wish.unit);
	const values = readParty(wish);
	return ctx.db.transaction(async (tx) => {
		const id = await insertParty(tx, { ...values, unitId: unit.id, kind: wish.kind });
		await appendAudit(tx, {
			...{ actorId: ctx.actor.userId, at: ctx.now, action: 'party.create' as const },
			...{ entity: 'operation_party', entityId: id, unitId: unit.id },
			after: { partyKind: wish.kind, ...factsOf(values) }
		});
		await feedAllYears(tx, ctx, unit.id, values);
		return id;
	});
}

/** Changes names and validity of a party. @throws DomainError `notFound`, `conflict`, `forbidden`, `invalidInput` */
export async function changeParty(
	ctx: Context,
	wish: PartyToSave & { readonly id: number; readonly revision: number }
): Promise<void> {
	const scope = demand(ctx.actor, 'disclosure.record');
	const values = readParty(wish);
	await ctx.db.transaction(async (tx) => {
		const before = await findParty(tx, scope, wish.id, true);
		if (!before) throw new DomainError('notFound', `There is no party ${wish.id} for you`, { id: wish.id });
		if (before.revision !== wish.revision || !(await updateParty(tx, wish.id, wish.revision, values))) {
			throw new DomainError('conflict', `Party ${wish.id} was changed by somebody else`, { id: wish.id });
		}
		const unitId = before.unit.id;
		await appendAudit(tx, {
			...{ actorId: ctx.actor.userId, at: ctx.now, action: 'party.change' as const },
			...{ entity: 'operation_party', entityId: wish.id, unitId },
			before: { name: before.name, validFrom: before.validFrom, validTo: before.validTo },
			after: factsOf(values)
		});
		// Years in which it held its part before or does now.
		const from = before.validFrom < values.validFrom ? before.validFrom : values.validFrom;
		await feedAllYears(tx, ctx, unitId, { validFrom: from, validTo: null });
	});
}

function factsOf({ nameEn, nameZh, validFrom, validTo }: PartyWrite) {
	return { name: { en: nameEn, 'zh-CN': nameZh }, validFrom, validTo };
}

function readParty(wish: PartyToSave): PartyWrite {
	const problems: RegisterProblem[] = [];
	for (const field of ['nameEn', 'nameZh'] as const) {
		const text = wish[field].trim();
		if (text === '') problems.push({ field, problem: 'wordsMissing' });
		if (text.length > longestPartyName)
			problems.push({ field, problem: 'tooLong', subject: String(longestPartyName) });
	}
	const validTo = wish.validTo.trim() === '' ? null : wish.validTo.trim();
	if (!isDay(wish.validFrom)) problems.push({ field: 'validFrom', problem: 'dateShape' });
	if (validTo !== null && !isDay(validTo)) problems.push({ field: 'validTo', problem: 'dateShape' });
	else if (validTo !== null && validTo <= wish.validFrom)
		problems.push({ field: 'validTo', problem: 'daysSwapped' });
	refuseProblems(problems);
	return { nameEn: wish.nameEn.trim(), nameZh: wish.nameZh.trim(), validFrom: wish.validFrom, validTo };
}
