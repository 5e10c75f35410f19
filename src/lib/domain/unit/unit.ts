import type { UnitPath } from '../access/can';

/** Why a unit stands in the tree and in no ranking. */
export const unitFlags = ['placeholder', 'developmentZone'] as const;
export type UnitFlag = (typeof unitFlags)[number];

export const unitKinds = ['region', 'department'] as const;
export type UnitKind = (typeof unitKinds)[number];

export const unitLevels = ['nation', 'province', 'prefecture', 'county'] as const;
/** Level of a region, or of the region to which a department belongs. */
export type UnitLevel = (typeof unitLevels)[number];

/** A text in both languages of the product. */
export interface LocalisedName {
	readonly en: string;
	readonly 'zh-CN': string;
}

/** What is evaluated: a region or a department. One table, one tree. */
export interface Unit {
	readonly id: number;
	readonly code: string;
	readonly kind: UnitKind;
	readonly level: UnitLevel;
	readonly parentId: number | null;
	readonly path: UnitPath;
	readonly name: LocalisedName;
	readonly shortName: LocalisedName;
	/** 条线: health, transport …; departments only */
	readonly sector: string | null;
	/** ISO dates; history is read with the boundaries of its time */
	readonly validFrom: string;
	readonly validTo: string | null;
	/** Place on the tile grid of its parent's regions, from 0 */
	readonly tile: { readonly column: number; readonly row: number } | null;
	/** two or three Latin letters for a tile */
	readonly abbreviation: string | null;
	readonly flag: UnitFlag | null;
	/** rounds take it in; a flagged one never is */
	readonly isRanked: boolean;
	readonly isDemonstration: boolean;
}
