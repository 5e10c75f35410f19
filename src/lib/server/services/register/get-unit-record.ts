import { demand } from '../../../domain/access/can';
import type { RegisteredUnit } from '../../../domain/unit/unit-register';
import type { LocalisedName, Unit } from '../../../domain/unit/unit';
import type { Context } from '../../context';
import { listGroupCodesOfUnit, listGroupSets, type StoredGroupSet } from '../../db/queries/peer-group';
import { listAncestors, listSectors } from '../../db/queries/unit';
import {
	countOpenBelow,
	getRegisteredUnit,
	listOpenRoundsOfUnit,
	listPlacements,
	type UnitKey
} from '../../db/queries/unit-register';

export interface UnitRecord {
	readonly unit: RegisteredUnit;
	readonly ancestors: readonly Unit[];
	/** under which units it stood, newest first */
	readonly placements: readonly {
		readonly parentCode: string | null;
		readonly parentName: LocalisedName | null;
		readonly validFrom: string;
		readonly validTo: string | null;
	}[];
	readonly openBelow: number;
	readonly groupSets: readonly StoredGroupSet[];
	/** code of its group, by the code of the set */
	readonly groups: ReadonlyMap<string, string>;
	/** sectors in use, to choose from */
	readonly sectors: readonly string[];
	/** periods of rounds under way that have it */
	readonly openRounds: readonly string[];
}

/** Everything that the register says of a unit. @throws DomainError `unknownUnit`, `forbidden` */
export async function getUnitRecord(ctx: Context, key: UnitKey): Promise<UnitRecord> {
	demand(ctx.actor, 'unit.manage');
	const unit = await getRegisteredUnit(ctx.db, demand(ctx.actor, 'published.read'), key);
	const scope = demand(ctx.actor, 'unit.manage', unit.path);
	const all = demand(ctx.actor, 'unit.manage');
	const placements = await listPlacements(ctx.db, scope, unit.id);
	const below = await countOpenBelow(ctx.db, scope, unit.path, ctx.now.toISOString().slice(0, 10));
	const rounds = await listOpenRoundsOfUnit(ctx.db, scope, unit.id);
	return {
		unit,
		ancestors: await listAncestors(ctx.db, all, unit),
		placements: placements.map(({ parentCode, parentEn, parentZh, validFrom, validTo }) => ({
			parentCode,
			parentName: parentEn === null ? null : { en: parentEn, 'zh-CN': parentZh ?? parentEn },
			validFrom,
			validTo
		})),
		openBelow: below.open,
		groupSets: await listGroupSets(ctx.db, all),
		groups: await listGroupCodesOfUnit(ctx.db, unit.id),
		sectors: await listSectors(ctx.db, all),
		openRounds: rounds.map(({ period }) => period)
	};
}
