import type { Ranking } from '../domain/ranking/ranking';
import { roundedScore } from '../domain/ranking/standing';

const columns = [
	'framework',
	'version',
	'period',
	'state',
	'node',
	'unit',
	'name_en',
	'name_zh',
	'parent',
	'peer_group',
	'rank',
	'ranked',
	'group',
	'rank_in_group',
	'score',
	'places_gained',
	'grade',
	'coverage',
	'missing'
] as const;

/** A ranking as RFC 4180: all rows, in the order of the page, UTF-8 with a mark that spreadsheets need to see that it is. */
export function rankingCsv(ranking: Ranking): string {
	const { round, node, chosen } = ranking;
	const rows = ranking.standings.map((standing) => [
		round.frameworkCode,
		round.frameworkVersion,
		round.period,
		round.isProvisional ? 'provisional' : 'published',
		node.code,
		standing.unit.code,
		standing.unit.name.en,
		standing.unit.name['zh-CN'],
		standing.unit.parentCode,
		standing.unit.peerGroup,
		standing.rank,
		standing.rankedCount,
		chosen.group?.code,
		standing.groupRank,
		standing.score === null ? null : roundedScore(standing.score, ranking.precision),
		typeof standing.placesGained === 'number' ? standing.placesGained : null,
		standing.grade,
		standing.coverage,
		standing.missingReason
	]);
	return '\ufeff' + [columns, ...rows].map((row) => row.map(cell).join(',') + '\r\n').join('');
}

/** A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers. */
function cell(value: string | number | null | undefined): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'number') return String(value + 0);
	const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
