/**
 * The colours of the charts, after Okabe and Ito, darkened or lightened until every one that carries text
 * or a line has 4.5 : 1 on its ground and any two lines stay apart for all three kinds of colour blindness.
 * `ui/charts/chart.css` holds the same values as CSS variables; a test keeps the two equal.
 */
import type { ChartTheme } from './chart';

const light = {
	ground: '#ffffff',
	ink: '#1b1d1f',
	'ink-soft': '#595d62',
	rule: '#8b9097',
	'rule-soft': '#e4e4df',
	bar: '#7b91a8',
	accent: '#14508c',
	band: '#e2e8ee',
	range: '#8494a5',
	s1: '#14508c',
	s2: '#b84a04',
	s3: '#0a7a52',
	s4: '#994079',
	s5: '#5a4000',
	s6: '#27292c',
	q1: '#e3ecf5',
	q2: '#b5cde6',
	q3: '#7aa6d3',
	q4: '#3473b3',
	q5: '#123f70',
	'q1-ink': '#10202e',
	'q2-ink': '#10202e',
	'q3-ink': '#10202e',
	'q4-ink': '#ffffff',
	'q5-ink': '#ffffff',
	g1: '#1a6b3c',
	g2: '#14508c',
	g3: '#825000',
	g4: '#a8231d'
} as const;

export type ChartToken = keyof typeof light;
export type ChartColours = Record<ChartToken, string>;

const dark: ChartColours = {
	ground: '#14171a',
	ink: '#e9e9e6',
	'ink-soft': '#a6abb1',
	rule: '#727980',
	'rule-soft': '#2c3136',
	bar: '#62778d',
	accent: '#8fbcf2',
	band: '#262e37',
	range: '#5f7083',
	s1: '#8fbcf2',
	s2: '#f46311',
	s3: '#1ac790',
	s4: '#d960ab',
	s5: '#f7e309',
	s6: '#ebeced',
	q1: '#1c2f45',
	q2: '#27507c',
	q3: '#3a75b0',
	q4: '#82b1e6',
	q5: '#cbe0f8',
	'q1-ink': '#ffffff',
	'q2-ink': '#ffffff',
	'q3-ink': '#ffffff',
	'q4-ink': '#0d1b2b',
	'q5-ink': '#0d1b2b',
	g1: '#7fd1a0',
	g2: '#8fbcf2',
	g3: '#ecc065',
	g4: '#ff9d93'
};

/** White and one yellow on black, for those who ask for contrast. */
const contrast: ChartColours = {
	ground: '#000000',
	ink: '#ffffff',
	'ink-soft': '#f0f0f0',
	rule: '#bdbdbd',
	'rule-soft': '#595959',
	bar: '#a8b4c0',
	accent: '#ffe066',
	band: '#2d3640',
	range: '#8a96a3',
	s1: '#ffe066',
	s2: '#7dc7f2',
	s3: '#f67f0b',
	s4: '#23a576',
	s5: '#d365ab',
	s6: '#e6e6e6',
	q1: '#14202c',
	q2: '#2b4a69',
	q3: '#4a7cae',
	q4: '#93c0ee',
	q5: '#e6f1fd',
	'q1-ink': '#ffffff',
	'q2-ink': '#ffffff',
	'q3-ink': '#000000',
	'q4-ink': '#000000',
	'q5-ink': '#000000',
	g1: '#4fd3a2',
	g2: '#7dc7f2',
	g3: '#ffe066',
	g4: '#ff9d5c'
};

const fixedColours: Record<Exclude<ChartTheme, 'tokens'>, ChartColours> = { light, dark, contrast };

export const chartTokens = Object.keys(light) as ChartToken[];

const tokenColours = Object.fromEntries(
	chartTokens.map((token) => [token, `var(--chart-${token})`])
) as ChartColours;

/** The colours of a theme; for `tokens` they are CSS variables, so one drawing suits every theme. */
export function chartColours(theme: ChartTheme): ChartColours {
	return theme === 'tokens' ? tokenColours : fixedColours[theme];
}

/** Six ways to tell lines apart: colour, dash and marker all differ, so a grey print still reads. */
export const seriesStyles = [
	{ token: 's1', symbol: 'circle', dash: 'solid' },
	{ token: 's2', symbol: 'rect', dash: 'solid' },
	{ token: 's3', symbol: 'triangle', dash: 'solid' },
	{ token: 's4', symbol: 'diamond', dash: [7, 3] },
	{ token: 's5', symbol: 'roundRect', dash: [2, 2] },
	{ token: 's6', symbol: 'path://M4 0h4v4h4v4h-4v4h-4v-4h-4v-4h4z', dash: [8, 3, 2, 3] }
] as const satisfies { token: ChartToken; symbol: string; dash: 'solid' | readonly number[] }[];

const ring = 'path://M6 0a6 6 0 1 1 0 12a6 6 0 1 1 0-12zM6 1.6a4.4 4.4 0 1 0 0 8.8a4.4 4.4 0 1 0 0-8.8z';

/** Grades from best to worst, as `GradeBadge` draws them: the fuller the circle, the better; the worst holds a minus. */
export const gradeStyles = [
	{ token: 'g1', symbol: 'circle' },
	{ token: 'g2', symbol: `${ring}M6 6V1.6a4.4 4.4 0 1 1-4.4 4.4z` },
	{ token: 'g3', symbol: `${ring}M6 1.6a4.4 4.4 0 0 1 0 8.8z` },
	{ token: 'g4', symbol: `${ring}M3.4 5.2h5.2v1.6H3.4z` }
] as const satisfies { token: ChartToken; symbol: string }[];

/** The style of the grade at `index` of `count`: the worst is always the last shape, however many there are. */
export function gradeStyle(index: number, count: number): (typeof gradeStyles)[number] {
	if (count > 1 && index === count - 1) return gradeStyles[3];
	return gradeStyles[Math.min(index, 2)] ?? gradeStyles[2];
}

/** Sequential classes for `count` bins (1–5), weak to strong, spread over the five steps. */
export function sequentialTokens(count: number): { fill: ChartToken; ink: ChartToken }[] {
	const spread: Record<number, number[]> = {
		1: [3],
		2: [2, 4],
		3: [1, 3, 5],
		4: [1, 2, 4, 5],
		5: [1, 2, 3, 4, 5]
	};
	return (spread[count] ?? [1, 2, 3, 4, 5]).map((step) => ({
		fill: `q${step}` as ChartToken,
		ink: `q${step}-ink` as ChartToken
	}));
}
