import { describe, expect, it } from 'vitest';
import {
	formatDelta,
	formatFigure,
	formatHeadline,
	formatLarge,
	formatNumber,
	formatPercent,
	formatScore,
	formatShare,
	withUnit
} from '../../../src/lib/view/format';

describe('formatHeadline', () => {
	it('tells counts in millions as each language does, and smaller ones to the unit', () => {
		expect(formatHeadline(574_119_912, { measure: 'count', decimals: 0 }, 'en')).toBe('574.1M');
		expect(formatHeadline(574_119_912, { measure: 'count', decimals: 0 }, 'zh-CN')).toBe('5.74亿');
		expect(formatHeadline(999_999, { measure: 'count', decimals: 0 }, 'en')).toBe('999,999');
	});

	it('leaves shares and days as they are', () => {
		expect(formatHeadline(58.43, { measure: 'percent', decimals: 1 }, 'en')).toBe('58.4%');
		expect(formatHeadline(6, { measure: 'days', decimals: 1 }, 'zh-CN')).toBe('6.0');
	});

	it('shortens what is below zero alike', () => {
		expect(formatLarge(-1_500_000, 'en')).toBe('\u22121.5M');
	});
});

describe('formatNumber', () => {
	it('groups thousands and shows at most two decimals, without trailing zeros', () => {
		expect(formatNumber(1234567.891, 'en')).toBe('1,234,567.89');
		expect(formatNumber(1234.5, 'zh-CN')).toBe('1,234.5');
		expect(formatNumber(3, 'en')).toBe('3');
	});

	it('shows the decimals that are asked for', () => {
		expect(formatNumber(3, 'en', { decimals: 2 })).toBe('3.00');
		expect(formatNumber(2.5, 'en', { decimals: 0 })).toBe('3');
	});

	it('rounds half up on the decimal that the reader sees, also below zero', () => {
		expect(formatNumber(1.005, 'en', { decimals: 2 })).toBe('1.01');
		expect(formatNumber(-1.005, 'en', { decimals: 2 })).toBe('\u22121.01');
	});

	it('writes no minus before zero', () => {
		expect(formatNumber(-0, 'en')).toBe('0');
		expect(formatNumber(-0.0001, 'en', { decimals: 2 })).toBe('0.00');
		expect(formatNumber(-0, 'en', { compact: true })).toBe('0');
	});

	it('shortens large numbers as the language does', () => {
		expect(formatNumber(1234567, 'en', { compact: true })).toBe('1.2M');
		expect(formatNumber(1234567, 'zh-CN', { compact: true })).toBe('123.5万');
	});
});

describe('percentages', () => {
	it('reads percent on 0–100 and shares on 0–1', () => {
		expect(formatPercent(72.35, 'en')).toBe('72.4%');
		expect(formatShare(0.7235, 'zh-CN')).toBe('72.4%');
		expect(formatPercent(100, 'en', 0)).toBe('100%');
	});

	it('rounds a share before the point moves', () => {
		expect(formatShare(0.0145, 'en')).toBe('1.5%');
		expect(formatShare(1, 'en', 0)).toBe('100%');
	});
});

describe('formatScore', () => {
	it('keeps its decimals, so that columns line up', () => {
		expect(formatScore(87.125, 'en')).toBe('87.13');
		expect(formatScore(90, 'zh-CN')).toBe('90.00');
		expect(formatScore(0.8865, 'en', 3)).toBe('0.887');
	});
});

describe('formatFigure', () => {
	it('gives percentages their sign and leaves other units to the heading', () => {
		expect(formatFigure(64.23, { measure: 'percent' }, 'en')).toBe('64.2%');
		expect(formatFigure(12345, { measure: 'count', decimals: 0 }, 'en')).toBe('12,345');
		expect(formatFigure(4.5, { measure: 'days' }, 'zh-CN')).toBe('4.5');
	});
});

describe('formatDelta', () => {
	it('always says the direction, and none where nothing is left after rounding', () => {
		expect(formatDelta(2.14, 'en')).toBe('+2.1');
		expect(formatDelta(-0.44, 'en')).toBe('\u22120.4');
		expect(formatDelta(0.04, 'en')).toBe('0.0');
		expect(formatDelta(-0.04, 'en')).toBe('0.0');
		expect(formatDelta(3, 'en', { decimals: 0, percent: true })).toBe('+3%');
	});
});

describe('withUnit', () => {
	it('sets the word apart in English and joins it in Chinese, and adds nothing where there is none', () => {
		expect(withUnit('6.0', 'working days', 'en')).toBe('6.0 working days');
		expect(withUnit('6.0', '个工作日', 'zh-CN')).toBe('6.0个工作日');
		expect(withUnit('6.0', '', 'zh-CN')).toBe('6.0');
	});
});
