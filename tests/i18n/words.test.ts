import { describe, expect, it } from 'vitest';
import {
	changePhrase,
	formatPeriod,
	formatPeriodShort,
	gradeLabel,
	localised,
	missingReasonLabel,
	rankPhrase,
	sectorLabel,
	term,
	termHeading
} from '../../src/lib/i18n/words';

describe('formatPeriod', () => {
	it.each([
		['2026-Q3', 'Q3 2026', '2026年第3季度'],
		['2026-03', 'March 2026', '2026年3月'],
		['2026-H1', 'First half of 2026', '2026年上半年'],
		['2026-H2', 'Second half of 2026', '2026年下半年'],
		['2026', '2026', '2026年']
	])('says %s in both languages', (code, english, chinese) => {
		expect(formatPeriod(code, 'en')).toBe(english);
		expect(formatPeriod(code, 'zh-CN')).toBe(chinese);
	});

	it('has shorter ways for axes', () => {
		expect(formatPeriodShort('2026-03', 'en')).toBe('Mar 2026');
		expect(formatPeriodShort('2026-H1', 'en')).toBe('H1 2026');
		expect(formatPeriodShort('2026-Q1', 'zh-CN')).toBe('2026年1季');
	});

	it('hands back what is no period', () => {
		expect(formatPeriod('2026-13', 'en')).toBe('2026-13');
	});
});

describe('rankPhrase', () => {
	it('says place, number of ranked units and change', () => {
		expect(rankPhrase({ place: 3, of: 31, change: 2 }, 'en')).toBe('rank 3 of 31, up 2');
		expect(rankPhrase({ place: 3, of: 31, change: 2 }, 'zh-CN')).toBe('第3名，共31名，上升2名');
		expect(rankPhrase({ place: 4, of: 31, change: -1 }, 'en')).toBe('rank 4 of 31, down 1');
	});

	it('says only what is known', () => {
		expect(rankPhrase({ place: 3 }, 'en')).toBe('rank 3');
		expect(rankPhrase({ place: 3, of: 31, change: null }, 'en')).toBe('rank 3 of 31, new');
		expect(rankPhrase({ place: 3, of: 31, change: 0 }, 'en')).toBe('rank 3 of 31, unchanged');
	});

	it('says that a place is shared', () => {
		expect(rankPhrase({ place: 2.5, of: 4, isTied: true }, 'en')).toBe('rank 2.5 of 4, tied');
	});

	it('counts places, not their sign', () => {
		expect(changePhrase(-12, 'zh-CN')).toBe('下降12名');
	});
});

describe('labels', () => {
	it('say codes in both languages', () => {
		expect(missingReasonLabel('notReported', 'en')).toBe('not reported');
		expect(missingReasonLabel('notReported', 'zh-CN')).toBe('未报送');
		expect(term('peerGroup', 'zh-CN')).toBe('分组');
		expect(termHeading('peerGroup', 'en')).toBe('Peer group');
	});

	it('hand back codes that a framework or an import made up', () => {
		expect(gradeLabel('excellent', 'zh-CN')).toBe('优秀');
		expect(gradeLabel('A+', 'en')).toBe('A+');
		expect(sectorLabel('fisheries', 'en')).toBe('fisheries');
	});

	it('pick the spelling of a name', () => {
		expect(localised({ en: 'Zhejiang', 'zh-CN': '浙江' }, 'zh-CN')).toBe('浙江');
		expect(localised('HDI', 'zh-CN')).toBe('HDI');
	});
});
