import type { RegisteredUnit } from '../../domain/unit/unit-register';

/** The fields of a unit's form as it is stored. */
export function unitValues(unit: RegisteredUnit): Record<string, string> {
	return {
		nameEn: unit.name.en,
		nameZh: unit.name['zh-CN'],
		shortNameEn: unit.shortName.en,
		shortNameZh: unit.shortName['zh-CN'],
		sector: unit.sector ?? '',
		timeZone: unit.timeZone,
		tileColumn: unit.tile ? String(unit.tile.column) : '',
		tileRow: unit.tile ? String(unit.tile.row) : '',
		abbreviation: unit.abbreviation ?? '',
		approvalSteps: unit.approvalSteps === null ? '' : String(unit.approvalSteps),
		flag: unit.flag ?? '',
		...(unit.isRanked ? { isRanked: 'on' } : {})
	};
}
