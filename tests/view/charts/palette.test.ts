import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
	chartColours,
	chartTokens,
	gradeStyle,
	seriesStyles,
	type ChartToken
} from '../../../src/lib/view/charts/palette';

const themes = ['light', 'dark', 'contrast'] as const;

function luminance(hex: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
		const part = parseInt(hex.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrastOf(a: string, b: string): number {
	const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
	return (high + 0.05) / (low + 0.05);
}

const textTokens: ChartToken[] = ['ink', 'ink-soft', 'accent', ...seriesStyles.map(({ token }) => token)];
const shapeTokens: ChartToken[] = ['bar', 'range', 'rule', 'g1', 'g2', 'g3', 'g4'];

describe.each(themes)('the %s palette', (theme) => {
	const colours = chartColours(theme);

	it.each(textTokens)('has 4.5 : 1 for text in %s', (token) => {
		expect(contrastOf(colours[token], colours.ground)).toBeGreaterThanOrEqual(4.5);
	});

	it.each(shapeTokens)('has 3 : 1 for shapes in %s', (token) => {
		expect(contrastOf(colours[token], colours.ground)).toBeGreaterThanOrEqual(3);
	});

	it.each([1, 2, 3, 4, 5])('has 4.5 : 1 for text on class %d', (step) => {
		expect(
			contrastOf(colours[`q${step}` as ChartToken], colours[`q${step}-ink` as ChartToken])
		).toBeGreaterThanOrEqual(4.5);
	});

	it('runs evenly from weak to strong', () => {
		const distances = [1, 2, 3, 4, 5].map((step) =>
			contrastOf(colours[`q${step}` as ChartToken], colours.ground)
		);
		expect(distances).toEqual([...distances].sort((a, b) => a - b));
	});
});

describe('the palette', () => {
	it('is the same in the style sheet as in code', () => {
		const css = readFileSync('src/lib/ui/charts/chart.css', 'utf8');
		const blocks = css
			.split('}')
			.map((block) =>
				Object.fromEntries(
					[...block.matchAll(/--chart-([\w-]+): (#[0-9a-f]{6});/g)].map(([, token, colour]) => [
						token,
						colour
					])
				)
			);
		const found = blocks.filter((block) => Object.keys(block).length > 0);
		expect(found).toEqual(
			['light', 'dark', 'dark', 'contrast', 'light'].map((theme) => chartColours(theme as 'light'))
		);
	});

	it('names a CSS variable for every token', () => {
		const colours = chartColours('tokens');
		expect(chartTokens.every((token) => colours[token] === `var(--chart-${token})`)).toBe(true);
	});

	it('gives the worst grade the last shape, however many grades there are', () => {
		expect(gradeStyle(1, 2).token).toBe('g4');
		expect(gradeStyle(5, 6).token).toBe('g4');
		expect(gradeStyle(0, 1).token).toBe('g1');
	});
});
