import type { UnitFlag, UnitLevel } from './unit';

/** An administrative division as a list of them gives it: code by GB/T 2260, its level by the length that the list uses. */
export interface Division {
	/** six digits */
	readonly code: string;
	readonly level: Exclude<UnitLevel, 'nation'>;
	/** six digits; null: right below the nation */
	readonly parentCode: string | null;
	readonly name: string;
	readonly shortName: string;
	readonly flag: UnitFlag | null;
}

/** The files in which a list of divisions comes, the upper level first. */
export const divisionLists = ['provinces', 'cities', 'areas'] as const;
export type DivisionList = (typeof divisionLists)[number];

/** What each of them is about, and the columns that it needs: the last names what a row belongs to. */
export const divisionLevels = {
	provinces: 'province',
	cities: 'prefecture',
	areas: 'county'
} as const satisfies Record<DivisionList, Division['level']>;
export const divisionColumns = {
	provinces: ['code', 'name'],
	cities: ['code', 'name', 'provinceCode'],
	areas: ['code', 'name', 'cityCode']
} as const satisfies Record<DivisionList, readonly string[]>;

/** Bytes that one list of divisions may have: fifty times that of a whole country. */
export const mostDivisionBytes = 5_000_000;

/** Names that stand in the middle of the list so that codes nest, and name nothing: their counties belong to the province itself. */
const placeholderNames: ReadonlySet<string> = new Set([
	'市辖区',
	'县',
	'省直辖县级行政区划',
	'省直辖县级行政单位',
	'自治区直辖县级行政区划',
	'自治区直辖县级行政单位'
]);

/** What a development zone is called, where its code does not say so. */
const zoneName = /(?:开发区|产业园区|工业园区|产业园|高新区|示范区|保税区|实验区|聚集区|管理区|管委会)$/u;

/** A district, county or banner of GB/T 2260 by its name: 万柏林区 is one, 兰州新区 is not. */
const countyName = /(?:县|旗|市|林区|特区|矿区)$/u;

/** 10 prefectures and their like by two digits each. */
const codeLength: Readonly<Record<Division['level'], number>> = { province: 2, prefecture: 4, county: 6 };

/** Digits of a list's code at a level: two for each step down. */
export function digitsOf(level: Division['level']): number {
	return codeLength[level];
}

/** The code of GB/T 2260: six digits, those that a province or prefecture leaves open are zeros. */
export function fullCode(code: string): string {
	return code.padEnd(6, '0');
}

/**
 * Why a division is in no ranking. A prefecture without counties repeats itself as its only county (东莞市): that is a placeholder
 * too. Statistics number development zones from 71 to 79 within a prefecture, where GB/T 2260 has nothing.
 */
export function divisionFlag(
	level: Division['level'],
	code: string,
	name: string,
	parentName: string | undefined
): UnitFlag | null {
	if (level === 'province') return null;
	if (placeholderNames.has(name) || (level === 'county' && name === parentName)) return 'placeholder';
	if (level !== 'county') return null;
	const lastTwo = Number(code.slice(4));
	const isNumberedAsZone = lastTwo >= 71 && lastTwo <= 79 && !countyName.test(name);
	return isNumberedAsZone || zoneName.test(name) ? 'developmentZone' : null;
}

const autonomousRegion = /^(内蒙古|广西|西藏|宁夏|新疆).*自治区$/u;

/** The name as people say it: 北京, 内蒙古, 石家庄; what would lose its meaning or its length stays. */
export function shortDivisionName(level: Division['level'], name: string): string {
	const region = autonomousRegion.exec(name)?.[1];
	if (region) return region;
	if (level === 'county' || placeholderNames.has(name)) return name;
	return name.length > 2 ? name.replace(/[省市]$/u, '') : name;
}

/**
 * The code that a unit of a list gets. A prefecture that stands for its only county has that county's code already: the county
 * gets one of its own, so that both are there and neither is taken for the other.
 */
export function divisionCode(level: Division['level'], code: string): string {
	return level === 'county' && code.endsWith('00') ? `${code}-county` : fullCode(code);
}
