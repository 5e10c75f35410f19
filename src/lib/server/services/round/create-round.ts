import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import { parsePeriod } from '../../../domain/period/period';
import type { Audience, StageWindow } from '../../../domain/round/round';
import type { RoundSettings } from '../../../domain/round/round-settings';
import { proposeTimetable, usualLengths, windowOf } from '../../../domain/round/timetable';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import { getFrameworkDefinition, getFrameworkVersion } from '../../db/queries/framework';
import { findRoundOf } from '../../db/queries/framework-write';
import { getUnitByCode } from '../../db/queries/unit';
import { insertRound, listUnitsInRound } from '../../db/queries/round-write';
import { recomputeRound } from './recompute-round';

export interface RoundToCreate extends Partial<Omit<RoundSettings, 'audience'>> {
	readonly frameworkVersionId: number;
	readonly period: string;
	/** the round's units lie below this one */
	readonly rootCode: string;
	readonly audience: Audience;
	/** undefined: as usual, from the end of the period */
	readonly windows?: readonly StageWindow[];
	readonly clonedFromRoundId?: number;
}

/**
 * Drafts a round of a published framework version over the units to which it applies, and scores it from the figures that are
 * there already. It asks nobody for anything before it is moved on. @returns its id
 * @throws DomainError `forbidden`, `unknownUnit`, `invalidPeriod`, `notPublished` (the framework), `invalidInput` (no unit),
 *   `conflict` (`details.existingRound`: there is such a round already)
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
		const existing = await findRoundOf(tx, wish.frameworkVersionId, period.code, root.id);
		if (existing) {
			throw new DomainError('conflict', `There is a round for ${period.code} already: ${existing.id}`, {
				existingRound: existing.id
			});
		}
		const { peers } = await getFrameworkDefinition(tx, wish.frameworkVersionId);
		const units = await listUnitsInRound(tx, scope, root.id, version.appliesTo, peers, period.code);
		if (units.length === 0) {
			throw new DomainError('invalidInput', `The framework applies to no unit below "${wish.rootCode}"`, {
				unit: wish.rootCode
			});
		}
		const { rootCode: _rootCode, windows, ...settings } = wish;
		const roundId = await insertRound(tx, {
			...settings,
			period: period.code,
			rootUnitId: root.id,
			stage: 'draft',
			consolidation: wish.consolidation ?? 'mean',
			createdBy: ctx.actor.userId,
			windows: windows ?? proposeTimetable(period.code, usualLengths).map(windowOf),
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
