import type { RankableUnit, Standing } from '../../src/lib/domain/ranking/standing';

/** A province that takes part in a ranking. */
export function rankableUnit(code: string, over: Partial<RankableUnit> = {}): RankableUnit {
	return {
		id: code.charCodeAt(0),
		code,
		kind: 'region',
		level: 'province',
		parentId: 1,
		path: `1.${code.charCodeAt(0)}`,
		name: { en: `Province ${code}`, 'zh-CN': `${code}省` },
		shortName: { en: code, 'zh-CN': `${code}地` },
		sector: null,
		validFrom: '1949-10-01',
		validTo: null,
		tile: null,
		abbreviation: null,
		flag: null,
		isRanked: true,
		isDemonstration: false,
		peerGroup: null,
		parentCode: 'CN',
		parentName: { en: 'China', 'zh-CN': '中国' },
		parentTile: null,
		parentAbbreviation: null,
		...over
	};
}

/** One row of a ranking. */
export function standing(
	code: string,
	over: Partial<Standing> = {},
	unit: Partial<RankableUnit> = {}
): Standing {
	return {
		unit: rankableUnit(code, unit),
		score: 50,
		missingReason: null,
		rank: 1,
		tiedWith: 0,
		rankedCount: 5,
		grade: null,
		coverage: 1,
		previousRank: null,
		previousScore: null,
		placesGained: null,
		trend: [],
		groupRank: null,
		...over
	};
}
