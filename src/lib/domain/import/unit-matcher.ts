import { pinyin } from 'pinyin-pro';
import { editDistance } from './edit-distance';
import { plainText, withoutSuffix } from './unit-name';

/** A unit as far as a file can name it. */
export interface MatchableUnit {
	readonly code: string;
	/** ids from the root to this unit, joined by dots */
	readonly path: string;
	readonly nameEn: string;
	readonly nameZh: string;
	readonly shortNameEn: string;
	readonly shortNameZh: string;
	readonly abbreviation?: string | null | undefined;
}

/** By what a text was recognised, the surest first. */
export const unitMatchWays = [
	'code',
	'name',
	'shortName',
	'nameWithParent',
	'nameWithoutSuffix',
	'abbreviation',
	'pinyin',
	'pinyinInitials'
] as const;
export type UnitMatchWay = (typeof unitMatchWays)[number];

export type UnitMatch =
	| { readonly kind: 'one'; readonly code: string; readonly way: UnitMatchWay }
	/** several units are called so: somebody has to choose */
	| { readonly kind: 'many'; readonly codes: readonly string[]; readonly way: UnitMatchWay }
	| { readonly kind: 'none' };

type Keys = Map<string, string[]>;

const longestText = 100;

/**
 * Finds the unit that people mean by a text: its code, its name or short name in either language, the name without 省, 市 or 厅,
 * after that of a unit above it (北京市朝阳区), in pinyin, or by its pinyin initials. The surest way that finds anything decides;
 * where it finds several, nobody guesses. Slips of the pen are suggested by `nearest`, and never taken silently.
 */
export class UnitMatcher {
	readonly #ways: Map<UnitMatchWay, Keys> = new Map();

	constructor(readonly units: readonly MatchableUnit[]) {}

	match(text: string): UnitMatch {
		const plain = text.length > longestText ? '' : plainText(text);
		if (plain === '') return { kind: 'none' };
		for (const way of unitMatchWays) {
			const codes = this.#keys(way).get(keyFor(way, plain));
			if (!codes) continue;
			return codes.length === 1 ? { kind: 'one', code: codes[0]!, way } : { kind: 'many', codes, way };
		}
		return { kind: 'none' };
	}

	/**
	 * Codes of the units whose names are nearest to a text that names none, the nearest first. Looks at every unit: for the texts
	 * that somebody is shown, not for every row.
	 */
	nearest(text: string, most = 3): string[] {
		const plain = text.length > longestText ? '' : plainText(text);
		if (plain.length < 2) return [];
		const found: { code: string; distance: number }[] = [];
		for (const unit of this.units) {
			const distance = Math.min(
				...namesOf(unit).map((name) => editDistance(plain, plainText(name), tolerance(plain)))
			);
			if (distance <= tolerance(plain)) found.push({ code: unit.code, distance });
		}
		found.sort((a, b) => a.distance - b.distance || (a.code < b.code ? -1 : 1));
		return [...new Set(found.map(({ code }) => code))].slice(0, most);
	}

	/** Made when a text first needs them: most files name all of their units by code or name. */
	#keys(way: UnitMatchWay): Keys {
		const known = this.#ways.get(way);
		if (known) return known;
		const keys: Keys = new Map();
		const byPath = new Map(this.units.map((unit) => [unit.path, unit]));
		for (const unit of this.units) {
			for (const key of new Set(keysOf(way, unit, byPath))) {
				if (key === '') continue;
				const codes = keys.get(key);
				// A code may return with other dates: it is one unit by name.
				if (!codes) keys.set(key, [unit.code]);
				else if (!codes.includes(unit.code)) codes.push(unit.code);
			}
		}
		this.#ways.set(way, keys);
		return keys;
	}
}

function namesOf(unit: MatchableUnit): string[] {
	return [unit.nameZh, unit.nameEn, unit.shortNameZh, unit.shortNameEn];
}

function keyFor(way: UnitMatchWay, plain: string): string {
	if (way === 'nameWithoutSuffix') return withoutSuffix(plain);
	// Typed with ü or with v, and with or without its suffix.
	if (way === 'pinyin' || way === 'pinyinInitials') return plain.replaceAll('ü', 'v');
	return plain;
}

function keysOf(
	way: UnitMatchWay,
	unit: MatchableUnit,
	byPath: ReadonlyMap<string, MatchableUnit>
): string[] {
	switch (way) {
		case 'code':
			return [plainText(unit.code)];
		case 'name':
			return [unit.nameZh, unit.nameEn].map(plainText);
		case 'shortName':
			return [unit.shortNameZh, unit.shortNameEn].map(plainText);
		case 'nameWithParent':
			return afterAncestors(unit, byPath);
		case 'nameWithoutSuffix':
			return namesOf(unit).map((name) => withoutSuffix(plainText(name)));
		case 'abbreviation':
			return [plainText(unit.abbreviation ?? '')];
		case 'pinyin':
			return [...new Set([unit.nameZh, unit.shortNameZh, withoutSuffix(unit.nameZh)])].flatMap((name) => [
				readings(name).join(''),
				...(unit.nameZh.startsWith('陕西') ? [readings(name).join('').replace('shanxi', 'shaanxi')] : [])
			]);
		case 'pinyinInitials':
			return [unit.nameZh, unit.shortNameZh, withoutSuffix(unit.nameZh)]
				.map((name) => readings(name).map((syllable) => syllable[0] ?? ''))
				.filter((initials) => initials.length > 1)
				.map((initials) => initials.join(''));
	}
}

/** 北京市朝阳区, 北京朝阳, 浙江省杭州市西湖区: the name after those of one or two units above. */
function afterAncestors(unit: MatchableUnit, byPath: ReadonlyMap<string, MatchableUnit>): string[] {
	const parent = byPath.get(pathAbove(unit.path));
	if (!parent) return [];
	const grandparent = byPath.get(pathAbove(parent.path));
	const own = forms(unit);
	const above = forms(parent);
	const further = grandparent ? forms(grandparent) : [];
	return own.flatMap((name) => [
		...above.map((p) => p + name),
		...further.map((g) => g + name),
		...further.flatMap((g) => above.map((p) => g + p + name))
	]);
}

function forms({ nameZh, shortNameZh }: MatchableUnit): string[] {
	const plain = plainText(nameZh);
	return [...new Set([plain, plainText(shortNameZh), withoutSuffix(plain)])];
}

function pathAbove(path: string): string {
	return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

/** The syllables of a Chinese name, ü written v; nothing for one in letters, which is found by its letters. */
function readings(name: string): string[] {
	if (!/[\u3400-\u9fff]/.test(name)) return [];
	const syllables = pinyin(plainText(name), { toneType: 'none', type: 'array', v: true });
	return syllables.map((syllable) => syllable.toLowerCase());
}

/** How many letters may differ: one in short names, two in long ones. */
function tolerance(plain: string): number {
	return plain.length < 5 ? 1 : 2;
}
