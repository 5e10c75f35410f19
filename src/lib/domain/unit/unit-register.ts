import type { RegisterProblem } from '../register/problem';
import {
	unitLevels,
	type LocalisedName,
	type Unit,
	type UnitFlag,
	type UnitKind,
	type UnitLevel
} from './unit';

/** A unit with what only its register says. */
export interface RegisteredUnit extends Unit {
	readonly timeZone: string;
	/** approvals that a value below it needs; null: as the unit above */
	readonly approvalSteps: 1 | 2 | null;
	/** counts changes, for the conflict check */
	readonly revision: number;
}

/** What may be changed of a unit at any time, without a date. */
export interface UnitDetails {
	readonly name: LocalisedName;
	readonly shortName: LocalisedName;
	readonly sector: string | null;
	readonly timeZone: string;
	readonly tile: { readonly column: number | null; readonly row: number | null };
	readonly abbreviation: string | null;
	readonly flag: UnitFlag | null;
	readonly isRanked: boolean;
	readonly approvalSteps: 1 | 2 | null;
}

/**
 * Codes stand in addresses, files and messages: letters and digits of any script, joined by . _ or -. `new` is the address of the
 * form for a new one.
 */
export const unitCodePattern = /^(?!new$)[\p{L}\p{N}]+(?:[._-][\p{L}\p{N}]+)*$/u;

export function detailProblems(kind: UnitKind, details: UnitDetails): RegisterProblem[] {
	const { column, row } = details.tile;
	return [
		...(isTimeZone(details.timeZone)
			? []
			: [{ field: 'timeZone', problem: 'timeZoneUnknown' as const, subject: details.timeZone }]),
		...((column === null) === (row === null)
			? []
			: [{ field: column === null ? 'tileColumn' : 'tileRow', problem: 'tileHalf' as const }]),
		...(details.flag !== null && details.isRanked
			? [{ field: 'isRanked', problem: 'flaggedRanked' as const }]
			: []),
		...(kind === 'region' && details.sector !== null
			? [{ field: 'sector', problem: 'sectorOfRegion' as const }]
			: [])
	];
}

function isTimeZone(name: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
	} catch {
		return false;
	}
}

/** Why a unit may not stand below another from a day on, as far as the two tell by themselves. */
export function parentProblems(
	child: { readonly kind: UnitKind; readonly level: UnitLevel },
	parent: Pick<Unit, 'kind' | 'level' | 'validFrom' | 'validTo' | 'code'>,
	from: string
): RegisterProblem[] {
	if (parent.kind === 'department') return [{ field: 'parent', problem: 'parentIsDepartment' }];
	if (parent.validFrom > from || parent.validTo !== null) {
		return [{ field: 'parent', problem: 'parentClosed', subject: parent.code }];
	}
	const isDeeper = unitLevels.indexOf(child.level) > unitLevels.indexOf(parent.level);
	return child.kind === 'region' && !isDeeper
		? [{ field: 'parent', problem: 'parentLevel', subject: parent.code }]
		: [];
}
