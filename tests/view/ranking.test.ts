import { describe, expect, it } from 'vitest';
import type { Ranking } from '../../src/lib/domain/ranking/ranking';
import type { ReadableRound } from '../../src/lib/domain/round/readable-round';
import { rankingCsv } from '../../src/lib/view/ranking-csv';
import { rankingRow, rankingView } from '../../src/lib/view/ranking';
import { standing } from '../factories/standing';

const round = {
	id: 2,
	frameworkVersionId: 1,
	frameworkCode: 'TRY',
	frameworkName: { en: 'Trial', 'zh-CN': '试行' },
	frameworkVersion: 3,
	appliesTo: { kind: 'region' },
	period: '2026-Q3',
	stage: 'published',
	audience: 'public',
	isProvisional: false,
	correctsRoundId: null,
	publishedAt: new Date('2026-10-25T00:00:00Z'),
	computedAt: null,
	publishedHash: 'abc'
} as unknown as ReadableRound;
const open = { ...round, id: 3, period: '2026-Q4', stage: 'scoring', isProvisional: true } as ReadableRound;

function ranking(over: Partial<Ranking> = {}): Ranking {
	return {
		round,
		previous: undefined,
		trendRounds: [round],
		choices: { frameworks: [], rounds: [open, round], nodes: [], levels: [], sectors: [], groups: [] },
		node: { code: 'TRY', name: 'TRY', depth: 0, isIndicator: false, parentCode: null },
		chosen: {
			level: undefined,
			sector: undefined,
			group: undefined,
			sort: { column: 'rank', isDescending: false }
		},
		refused: [],
		hasSeveralPeerGroups: false,
		standings: [
			standing('A', { score: 78.645, rank: 1 }),
			standing('B', { score: null, rank: null, missingReason: 'belowCoverage' })
		],
		page: { number: 1, size: 100, total: 2 },
		scale: [0, 100],
		precision: 2,
		grades: [
			{ code: 'good', name: { en: 'Fine', 'zh-CN': '好' } },
			{ code: 'poor', name: 'poor' }
		],
		open: undefined,
		...over
	};
}

describe('the view of a ranking', () => {
	it('speaks one language and rounds scores as they were ranked', () => {
		const view = rankingView(ranking(), 'zh-CN');
		expect(view.round.frameworkName).toBe('试行');
		expect(view.rows[0]).toMatchObject({ name: 'A地', score: 78.65 });
		expect(view.rows[1]).toMatchObject({ score: null, missingReason: 'belowCoverage' });
		expect(view.gradeNames).toEqual({ good: '好' });
	});

	it('leads from a publication to the open round and back', () => {
		expect(rankingView(ranking(), 'en')).toMatchObject({ openPeriod: '2026-Q4', publishedPeriod: null });
		expect(rankingView(ranking({ round: open }), 'en')).toMatchObject({
			openPeriod: null,
			publishedPeriod: '2026-Q3'
		});
	});

	it('shows one page of the rows', () => {
		const standings = [...'ABCDE'].map((code) => standing(code));
		const view = rankingView(ranking({ standings, page: { number: 2, size: 2, total: 5 } }), 'en');
		expect(view.rows.map((row) => row.code)).toEqual(['C', 'D']);
	});

	it('names the region of a department only where its own name does not', () => {
		const department = {
			kind: 'department',
			sector: 'health',
			parentName: { en: 'Hubei', 'zh-CN': '湖北' }
		} as const;
		const plain = standing('H', {}, { ...department, shortName: { en: 'Health', 'zh-CN': '卫生' } });
		const full = standing(
			'H',
			{},
			{ ...department, shortName: { en: 'Hubei · Health', 'zh-CN': '湖北·卫生' } }
		);
		expect(rankingRow(plain, 2, 'en').parentName).toBe('Hubei');
		expect(rankingRow(full, 2, 'en').parentName).toBeNull();
	});
});

it('spells out an acronym, and nothing that a short name says already', () => {
	const full = (short: string, name: string) =>
		rankingRow(
			standing('X', {}, { shortName: { en: short, 'zh-CN': '' }, name: { en: name, 'zh-CN': '' } }),
			2,
			'en'
		).fullName;
	expect(full('FTC', 'Federal Trade Commission')).toBe('Federal Trade Commission');
	expect(full('Tibet', 'Tibet Autonomous Region')).toBeNull();
	expect(full('Hubei · Health', 'Hubei Department of Health')).toBeNull();
});

describe('the CSV of a ranking', () => {
	it('has all rows, numbers as numbers, and nothing for what is missing', () => {
		const lines = rankingCsv(ranking()).split('\r\n');
		expect(lines[0]).toMatch(/^\ufeffframework,version,period,state,node,unit/);
		expect(lines[1]).toBe('TRY,3,2026-Q3,published,TRY,A,Province A,A省,CN,,1,5,,,78.65,,,1,');
		expect(lines[2]).toBe('TRY,3,2026-Q3,published,TRY,B,Province B,B省,CN,,,5,,,,,,1,belowCoverage');
		expect(lines).toHaveLength(4);
	});

	it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('runs nothing in a spreadsheet: %s', (text) => {
		const row = standing('A', {}, { name: { en: text, 'zh-CN': `a"b,${text}` } });
		const line = rankingCsv(ranking({ standings: [row] })).split('\r\n')[1]!;
		expect(line).toContain(`,'${text},`);
		expect(line).toContain(`"a""b,${text}"`);
	});
});
