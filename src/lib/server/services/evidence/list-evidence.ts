import { can, demand } from '../../../domain/access/can';
import { mostEvidence, observationKey, type Evidence } from '../../../domain/evidence/evidence';
import type { Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listEvidenceOf } from '../../db/queries/evidence';

/** The proofs of a unit's cells, by period; none where the reader may not read its observations. */
export async function listEvidence(
	ctx: Context,
	unit: Unit,
	indicatorCode: string,
	periods: readonly string[]
): Promise<ReadonlyMap<string, readonly Evidence[]>> {
	demand(ctx.actor, 'published.read');
	const scope = can(ctx.actor, 'observation.read', unit.path);
	if (!scope) return new Map();
	const periodOf = new Map(
		periods.map((period) => [observationKey(unit.code, indicatorCode, period), period])
	);
	const found = await listEvidenceOf(
		ctx.db,
		scope,
		{ subject: 'observation', keys: [...periodOf.keys()] },
		mostEvidence * periods.length
	);
	const byPeriod = new Map<string, Evidence[]>();
	for (const proof of found) {
		const period = periodOf.get(proof.subjectKey)!;
		byPeriod.set(period, [...(byPeriod.get(period) ?? []), proof]);
	}
	return byPeriod;
}
