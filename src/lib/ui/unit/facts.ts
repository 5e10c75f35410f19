import { m } from '$lib/i18n/paraglide/messages';
import { getLocale } from '$lib/i18n/paraglide/runtime';
import { levelLabel, sectorLabel, unitKindLabel } from '$lib/i18n/words/labels';
import type { UnitKind, UnitLevel } from '$lib/domain/unit/unit';
import { formatDate } from '$lib/view/format';

interface UnitProfile {
	readonly code: string;
	readonly kind: UnitKind;
	readonly level: UnitLevel;
	readonly sector: string | null;
	readonly validFrom: string;
	readonly validTo: string | null;
}

/** What a unit is, as terms and values. */
export function unitFacts(
	unit: UnitProfile,
	parent: { readonly name: string } | undefined,
	groups: readonly { readonly set: string; readonly name: string }[]
): { term: string; value: string }[] {
	return [
		{ term: m.units_code(), value: unit.code },
		{ term: m.units_kind(), value: unitKindLabel(unit.kind) },
		{ term: m.units_level(), value: levelLabel(unit.level) },
		...(unit.sector ? [{ term: m.units_sector(), value: sectorLabel(unit.sector) }] : []),
		...(parent ? [{ term: m.units_belongs_to(), value: parent.name }] : []),
		// Peers by sector: the line above has said it.
		...groups
			.filter(({ name }) => unit.sector === null || name !== sectorLabel(unit.sector))
			.map(({ set, name }) => ({ term: set, value: name })),
		{
			term: m.units_valid(),
			value: unit.validTo
				? m.units_valid_between({
						from: formatDate(unit.validFrom, getLocale()),
						to: formatDate(unit.validTo, getLocale())
					})
				: m.units_valid_from({ from: formatDate(unit.validFrom, getLocale()) })
		}
	];
}
