import { describe, expect, it } from 'vitest';
import { tableCsv } from '../../../src/lib/view/charts/csv';
import {
	formatFigure,
	formatSetFigure,
	formatShort,
	formatValue,
	roundScale
} from '../../../src/lib/view/charts/numbers';
import { formatPeriod, periodAxisLabels } from '../../../src/lib/view/charts/periods';
import { sparklinePaths } from '../../../src/lib/view/charts/sparkline';
import { standaloneSvg } from '../../../src/lib/view/charts/standalone';
import { escapeHtml, fillWords, textWidth, truncateText } from '../../../src/lib/view/charts/text';
import { tidySvg } from '../../../src/lib/view/charts/tidy-svg';
import { makeFrame } from './fixtures';

describe('figures', () => {
	it.each([
		[64.25, { measure: 'percent' }, '64.3%'],
		[1234, { measure: 'count' }, '1,234'],
		[-0.04, { measure: 'points' }, '0.0'],
		[-3.5, { measure: 'points' }, '−3.5'],
		[2, { measure: 'days', decimals: 0 }, '2']
	] as const)('%d as %o is %s', (value, format, text) => {
		expect(formatFigure(value, format, 'en')).toBe(text);
	});

	it('have their unit in a sentence, and percent only its sign', () => {
		expect(formatValue(6.5, { measure: 'workingDays' }, makeFrame())).toBe('6.5 working days');
		expect(formatValue(6.5, { measure: 'number', unit: 'per head' }, makeFrame())).toBe('6.5 per head');
		expect(formatValue(6.5, { measure: 'percent', unit: '%' }, makeFrame())).toBe('6.5%');
		expect(formatValue(6.5, { measure: 'workingDays' }, makeFrame({ locale: 'zh-CN' }))).toBe('6.5个工作日');
	});

	it('are short on axes, in the way of the language', () => {
		expect(formatShort(1_200_000, { measure: 'count' }, 'en')).toBe('1.2M');
		expect(formatShort(1_200_000, { measure: 'count' }, 'zh-CN')).toBe('120万');
		expect(formatSetFigure(80, { measure: 'percent' }, 'en')).toBe('80%');
	});

	it.each([
		[0, 97, { min: 0, max: 100, step: 20 }],
		[0.1, 0.3, { min: 0.1, max: 0.3, step: 0.05 }],
		[5, 5, { min: 5, max: 6, step: 1 }],
		[0, 0, { min: 0, max: 0.2, step: 0.2 }]
	])('an axis for %d to %d is round', (low, high, scale) => {
		expect(roundScale(low, high, 5)).toEqual(scale);
	});
});

describe('periods', () => {
	it.each([
		['2026-03', 'Mar 2026', '2026年3月'],
		['2026-Q1', 'Q1 2026', '2026年第1季度'],
		['2026', '2026', '2026年'],
		['someday', 'someday', 'someday']
	])('%s', (code, english, chinese) => {
		expect(formatPeriod(code, makeFrame())).toBe(english);
		expect(formatPeriod(code, makeFrame({ locale: 'zh-CN' }))).toBe(chinese);
	});

	it('stand at regular places of the calendar, with the year under its first part', () => {
		const quarters = ['2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2'];
		expect(periodAxisLabels(quarters, makeFrame(), 400)).toEqual(['Q3', 'Q4', 'Q1\n2026', 'Q2']);
		expect(periodAxisLabels(quarters, makeFrame(), 90)).toEqual(['Q3', '', 'Q1\n2026', '']);
		expect(periodAxisLabels(['2026-Q2', '2026-Q3'], makeFrame(), 400)).toEqual(['Q2\n2026', 'Q3']);
	});
});

describe('texts', () => {
	it('fill what they know and keep what they do not', () => {
		expect(fillWords('{a} and {b}', { a: 1 })).toBe('1 and {b}');
	});

	it('are cut by signs, not by halves of them', () => {
		expect(truncateText('𠮷𠮷𠮷𠮷', 10, 31)).toBe('𠮷𠮷…');
		expect(textWidth('中文', 12)).toBe(24);
	});

	it('are escaped for HTML', () => {
		expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;');
	});
});

describe('CSV', () => {
	it('quotes what needs it, defuses formulas, leaves numbers and gaps alone', () => {
		const cell = (raw: string | number | null) => ({ text: '', raw });
		const csv = tableCsv({
			columns: [{ key: 'a', label: 'Name, full', numeric: false }],
			rows: [[cell('=1+1')], [cell('@x')], [cell(-3.5)], [cell(null)], [cell('say "hi"')]]
		});
		expect(csv).toBe('\uFEFF"Name, full"\r\n\'=1+1\r\n\'@x\r\n-3.5\r\n\r\n"say ""hi"""\r\n');
	});
});

describe('drawings', () => {
	const dress = { idPrefix: 'x', width: 10, height: 5, title: 'A "title" <b>', description: 'D' };

	it('are named, and keep names and figures as they are', () => {
		const svg = tidySvg(
			'<svg a="1">\n<text style="font-family:inherit;" x="1.23456">zr0-x font-family:y 1.23456</text>\n</svg>',
			dress
		);
		expect(svg).toContain('aria-label="A &quot;title&quot; &lt;b&gt;. D"');
		expect(svg).toContain('<text style="" x="1.23">zr0-x font-family:y 1.23456</text>');
	});

	it('have ids of their own', () => {
		expect(
			tidySvg('<svg><g clip-path="url(#zr3-c0)"></g><clipPath id="zr3-c0"></clipPath></svg>', dress)
		).toContain('<g clip-path="url(#x-c0)"></g><clipPath id="x-c0">');
	});

	it('become files with title and source, long titles on several lines', () => {
		const { svg, height } = standaloneSvg(
			'<svg/>',
			{ title: '公共数据'.repeat(10), width: 200, height: 100 },
			{
				source: 'A & B',
				fontFamily: 'serif'
			}
		);
		expect(svg.match(/公/g)).toHaveLength(10);
		expect(svg.match(/<text/g)?.length).toBeGreaterThan(3);
		expect(svg).toContain('A &amp; B');
		expect(height).toBeGreaterThan(200);
	});
});

describe('sparkline', () => {
	const box = { width: 106, height: 26 };

	it('runs over the width and leaves gaps open', () => {
		expect(sparklinePaths([0, 10, null, 5, 5], box).line).toBe('M3 23L28 3M78 13L103 13');
	});

	it('shows a lone value as a dot', () => {
		expect(sparklinePaths([null, 5, null], box)).toEqual({
			line: '',
			dots: [[53, 13]],
			last: [53, 13],
			targetY: null
		});
	});

	it('is empty without values, and flat in the middle without change', () => {
		expect(sparklinePaths([null, null], box)).toEqual({ line: '', dots: [], last: null, targetY: null });
		expect(sparklinePaths([4, 4], box).line).toBe('M3 13L103 13');
	});

	it('holds its target', () => {
		expect(sparklinePaths([0, 5], { ...box, target: 10 }).targetY).toBe(3);
	});
});
