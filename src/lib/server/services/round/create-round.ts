import { demand } from '../../../domain/access/can';
import type { Consolidation } from '../../../domain/assessment/assessment';
import { DomainError } from '../../../domain/errors';
import { parsePeriod } from '../../../domain/period/period';
import type { Audience, StageWindow } from '../../../domain/round/round';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { getFrameworkDefinition, getFrameworkVersion } from '../../db/queries/framework';
import { getUnitByCode } from '../../db/queries/unit';
import { insertRound, listUnitsInRound } from '../../db/queries/round-write';
import { recomputeRound } from './recompute-round';

export interface RoundToCreate {
	readonly frameworkVersionId: number;
	readonly period: string;
	/** the round's units lie below this one */
	readonly rootCode: string;
	readonly audience: Audience;
	readonly consolidation?: Consolidation;
	readonly windows: readonly StageWindow[];
}

/**
 * Begins a round of a published framework version over the units to which it applies, and scores it from the figures that are
 * there already. @returns its id
 * @throws DomainError `forbidden`, `unknownUnit`, `invalidPeriod`, `notPublished` (the framework), `invalidInput` (no unit)
 */
export async function createRound(ctx: Context, wish: RoundToCreate): Promise<number> {
	demand(ctx.actor, 'round.manage');
	const period = parsePeriod(wish.period);
	return ctx.db.transaction(async (tx) => {
		const root = await getUnitByCode(tx, demand(ctx.actor, 'round.manage'), wish.rootCode);
		demand(ctx.actor, 'round.manage', root.path);
		// All that the manager manages: what stood below the root in the period may have moved away since.
		const scope = demand(ctx.actor, 'round.manage');
		const version = await getFrameworkVersion(tx, wish.frameworkVersionId);
		if (version.status !== 'published') {
			throw new DomainError(
				'notPublished',
				`Framework version ${wish.frameworkVersionId} is ${version.status}; publish it first`,
				{
					frameworkVersionId: wish.frameworkVersionId
				}
			);
		}
		const { peers } = await getFrameworkDefinition(tx, wish.frameworkVersionId);
		const units = await listUnitsInRound(tx, scope, root.id, version.appliesTo, peers, period.code);
		if (units.length === 0) {
			throw new DomainError('invalidInput', `The framework applies to no unit below "${wish.rootCode}"`, {
				unit: wish.rootCode
			});
		}
		const roundId = await insertRound(tx, {
			frameworkVersionId: wish.frameworkVersionId,
			period: period.code,
			rootUnitId: root.id,
			stage: 'collecting',
			audience: wish.audience,
			consolidation: wish.consolidation ?? 'mean',
			windows: wish.windows,
			units
		});
		await recomputeRound(tx, roundId, ctx.now);
		await appendAudit(tx, {
			actorId: ctx.actor.userId,
			at: ctx.now,
			action: 'round.create',
			entity: 'round',
			entityId: roundId,
			unitId: root.id,
			after: { ...wish, units: units.length }
		});
		return roundId;
	});
}
