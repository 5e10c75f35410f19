import { demand } from '../../../domain/access/can';
import type { UnitKind, UnitLevel } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listSectors, searchUnits as findUnits, type FoundUnit } from '../../db/queries/unit';
import { listUnitRounds, type ReadableUnitRound } from './list-unit-rounds';

export interface UnitSearchQuery {
	readonly text?: string | undefined;
	readonly kind?: UnitKind | undefined;
	readonly level?: UnitLevel | undefined;
	readonly sector?: string | undefined;
	/** from 1 */
	readonly page: number;
}

export interface FoundUnitRow extends FoundUnit {
	/** its newest published result that may be read */
	readonly latest: ReadableUnitRound | undefined;
}

export interface UnitSearchPage {
	readonly units: readonly FoundUnitRow[];
	readonly total: number;
	readonly pageSize: number;
	readonly sectors: readonly string[];
}

const pageSize = 50;

/** Units by name (either language) or code, a page at a time, each with its newest published result. */
export async function searchUnits(ctx: Context, query: UnitSearchQuery): Promise<UnitSearchPage> {
	const scope = demand(ctx.actor, 'published.read');
	const { units, total } = await findUnits(ctx.db, scope, {
		...query,
		limit: pageSize,
		offset: (query.page - 1) * pageSize
	});
	const rounds = await listUnitRounds(
		ctx,
		units.map((unit) => unit.id)
	);
	const latest = new Map<number, ReadableUnitRound>();
	for (const round of rounds) {
		if (round.stage === 'published' && !latest.has(round.unitId)) latest.set(round.unitId, round);
	}
	return {
		units: units.map((unit) => ({ ...unit, latest: latest.get(unit.id) })),
		total,
		pageSize,
		sectors: await listSectors(ctx.db, scope)
	};
}
