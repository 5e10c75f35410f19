import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { findPeriod } from '../../../domain/period/period';
import { refuseProblems } from '../../../domain/register/problem';
import type { LocalisedName, Unit } from '../../../domain/unit/unit';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { getRegisteredIndicator } from '../../db/queries/indicator-register';
import { deleteTarget, findTarget, insertTarget, updateTarget } from '../../db/queries/target';
import { findUnitByCode } from '../../db/queries/unit';
import { demandWholeTree } from '../register/demand-whole-tree';

export interface TargetToSet {
	readonly indicator: string;
	/** code; null: for everybody */
	readonly unit: string | null;
	/** by whose end it is due */
	readonly period: string;
	/** what the form was drawn from; null: there was none */
	readonly before: number | null;
	/** null: it is taken away, and the audit keeps what it was */
	readonly after: { readonly value: number; readonly source: LocalisedName } | null;
}

/**
 * Sets, changes or takes away what is aimed at: for everybody, or for one unit. Published rounds keep the targets that they were
 * computed with.
 * @throws DomainError `unknownIndicator`, `forbidden`, `conflict` (it is another one meanwhile), `invalidInput` with problems by field
 */
export async function setTarget(ctx: Context, wish: TargetToSet): Promise<void> {
	const scope = demand(ctx.actor, 'indicator.manage');
	await ctx.db.transaction(async (tx) => {
		const indicator = await getRegisteredIndicator(tx, wish.indicator, { lock: true });
		const unit = await getTargetUnit(tx, ctx, wish.unit);
		if (!findPeriod(wish.period)) {
			refuseProblems([{ field: 'period', problem: 'periodShape', subject: wish.period }]);
		}
		const place = { indicatorId: indicator.id, unitId: unit?.id ?? null, period: wish.period };
		const stored = await findTarget(tx, scope, place);
		if (wish.before === null && stored) {
			refuseProblems([{ field: 'period', problem: 'targetTaken', subject: String(stored.value) }]);
		}
		if (wish.before !== (stored?.value ?? null)) {
			throw new DomainError('conflict', `The target of ${wish.indicator} for ${wish.period} has changed`);
		}
		if (wish.after === null) {
			if (stored) await deleteTarget(tx, stored.id);
		} else if (stored) await updateTarget(tx, stored.id, wish.after);
		else await insertTarget(tx, { ...place, ...wish.after });
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'target.set',
			entity: 'target',
			entityId: `${wish.unit ?? '*'}/${wish.indicator}/${wish.period}`,
			unitId: unit?.id,
			before: stored && { value: stored.value, source: stored.source },
			after: { indicator: wish.indicator, period: wish.period, ...wish.after }
		});
	});
}

/** @throws DomainError `forbidden` (it is not one's own, or it is everybody's), `invalidInput` (there is no such unit) */
async function getTargetUnit(tx: Tx, ctx: Context, code: string | null): Promise<Unit | undefined> {
	if (code === null) {
		demandWholeTree(ctx.actor, 'indicator.manage');
		return undefined;
	}
	const unit = await findUnitByCode(tx, demand(ctx.actor, 'published.read'), code);
	if (!unit) refuseProblems([{ field: 'unit', problem: 'unitsUnknown', subject: code }]);
	else demand(ctx.actor, 'indicator.manage', unit.path);
	return unit;
}
