import type { LocalisedName, UnitLevel } from '../unit/unit';
import type { GroupChoice, RankingQuery, RefusedParameter } from './ranking';
import type { RankableUnit } from './standing';

/** Which units of a round are in a group of a group set. */
export interface GroupMembers {
	readonly unitIds: readonly number[];
	readonly groupSet: { readonly code: string; readonly name: LocalisedName };
	readonly group: { readonly code: string; readonly name: LocalisedName };
}

export interface RankingFilter {
	readonly levels: readonly UnitLevel[];
	readonly sectors: readonly string[];
	readonly groups: readonly GroupChoice[];
	readonly level: UnitLevel | undefined;
	readonly sector: string | undefined;
	readonly group: GroupChoice | undefined;
	readonly refused: readonly RefusedParameter[];
	matches(unit: RankableUnit): boolean;
}

/**
 * Which units of a round are shown. Where each sector is a ranking of its own, the first one is shown unless another, or `all`,
 * is asked for. Groups that are such rankings, or that all or none of the units are in, are no choice.
 */
export function filterOf(
	query: Pick<RankingQuery, 'level' | 'sector' | 'group'>,
	units: readonly RankableUnit[],
	groupsOfRound: readonly GroupMembers[]
): RankingFilter {
	const refused: RefusedParameter[] = [];
	const levels = [...new Set(units.map((unit) => unit.level))];
	const sectors = [...new Set(units.flatMap((unit) => unit.sector ?? []))].sort();
	const ranked = new Set(units.map((unit) => unit.peerGroup));
	const rankedBySector = ranked.size > 1 && units.every((unit) => unit.peerGroup === unit.sector);
	const groups = groupChoices(units, groupsOfRound, ranked);

	const level = chosen(levels, query.level, 'level', refused);
	const wantsAll = query.sector === 'all';
	const sector = wantsAll
		? undefined
		: (chosen(sectors, query.sector, 'sector', refused) ?? (rankedBySector ? sectors[0] : undefined));
	const groupCode = chosen(
		groups.map((group) => group.code),
		query.group,
		'group',
		refused
	);
	const group = groups.find((choice) => choice.code === groupCode);
	const inGroup = new Set(groupsOfRound.find((members) => members.group.code === groupCode)?.unitIds);
	return {
		levels,
		sectors,
		groups,
		level,
		sector,
		group,
		refused,
		matches: (unit) =>
			(level === undefined || unit.level === level) &&
			(sector === undefined || unit.sector === sector) &&
			(group === undefined || inGroup.has(unit.id))
	};
}

function groupChoices(
	units: readonly RankableUnit[],
	groupsOfRound: readonly GroupMembers[],
	ranked: ReadonlySet<string | null>
): GroupChoice[] {
	return groupsOfRound
		.filter(({ group, unitIds }) => !ranked.has(group.code) && unitIds.length < units.length)
		.map(({ group, groupSet }) => ({ ...group, groupSet: groupSet.name }));
}

function chosen<T extends string>(
	values: readonly T[],
	wanted: string | undefined,
	parameter: RefusedParameter['parameter'],
	refused: RefusedParameter[]
): T | undefined {
	if (wanted === undefined) return undefined;
	const found = values.find((value) => value === wanted);
	if (found === undefined) refused.push({ parameter, value: wanted });
	return found;
}
