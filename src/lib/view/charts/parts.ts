/** Option parts that the charts share, so that they look of one hand. */
import type { ChartFrame } from './chart';
import type { ChartColours } from './palette';
import { escapeHtml, textWidth } from './text';

export const fontSizes = { label: 12, small: 11, tiny: 10 } as const;
const legendGap = 12;
const legendMark = 14;

/** Root options: ground, type, movement. Charts draw no frame and no title: headings are the page's. */
export const rootOption = (frame: ChartFrame, colours: ChartColours) => ({
	backgroundColor: 'transparent',
	animation: frame.live && frame.animated,
	animationDuration: 250,
	animationDurationUpdate: 200,
	stateAnimation: { duration: 0 },
	textStyle: { fontFamily: frame.fontFamily, fontSize: fontSizes.label, color: colours.ink }
});

/** A tooltip that stays in the chart and looks like the page. Absent from drawings. */
export const tooltipOption = (frame: ChartFrame, colours: ChartColours, rest: Record<string, unknown>) =>
	frame.live
		? {
				tooltip: {
					confine: true,
					transitionDuration: 0,
					backgroundColor: colours.ground,
					borderColor: colours.rule,
					borderWidth: 1,
					borderRadius: 2,
					padding: [8, 10],
					textStyle: { color: colours.ink, fontSize: fontSizes.label, fontFamily: frame.fontFamily },
					extraCssText: 'box-shadow:none;white-space:normal;max-width:min(20rem,90%);',
					...rest
				}
			}
		: {};

export interface TipLine {
	label: string;
	text: string;
	isStrong?: boolean;
	/** A colour of the palette, drawn as a small mark before the label. */
	mark?: string;
}

/** The HTML of a tooltip: a heading and lines of label and figure. All text is escaped here. */
export function tipHtml(heading: string, lines: TipLine[]): string {
	const row = ({ label, text, isStrong, mark }: TipLine) => {
		const swatch = mark
			? `<span style="display:inline-block;width:.6em;height:.6em;margin-right:.4em;background:${mark}"></span>`
			: '';
		const weight = isStrong ? 'font-weight:600;' : '';
		return (
			`<div style="display:flex;justify-content:space-between;gap:1.25em;${weight}"><span>${swatch}${escapeHtml(label)}</span>` +
			`<span style="font-variant-numeric:tabular-nums;text-align:right">${escapeHtml(text)}</span></div>`
		);
	};
	return `<div style="font-weight:600;margin-bottom:.25em">${escapeHtml(heading)}</div>${lines.map(row).join('')}`;
}

/** A legend that only explains: small, on top left, nothing to click. */
export const legendOption = (
	colours: ChartColours,
	data: { name: string; icon?: string; itemStyle?: Record<string, unknown> }[],
	rest: Record<string, unknown> = {}
) => ({
	legend: {
		data,
		left: 0,
		top: 0,
		padding: 0,
		itemGap: legendGap,
		itemWidth: legendMark,
		itemHeight: 9,
		selectedMode: false,
		textStyle: { color: colours['ink-soft'], fontSize: fontSizes.label },
		...rest
	}
});

/** Emphasis would recolour through functions that do not know CSS variables; the tooltip is enough. */
export const calm = { emphasis: { disabled: true } } as const;

/** A hidden axis, from `min` to `max`. */
export const hiddenAxis = (min: number, max: number, rest: Record<string, unknown> = {}) => ({
	type: 'value' as const,
	show: false,
	min,
	max,
	...rest
});

/** The row names of a horizontal chart, as the axis of `count` rows from the top. */
export const rowAxis = (labels: string[], rest: Record<string, unknown> = {}) => ({
	type: 'category' as const,
	inverse: true,
	data: labels.map((_, index) => String(index)),
	axisTick: { show: false },
	axisLine: { show: false },
	splitLine: { show: false },
	...rest
});

/** Height in pixels of a legend whose entries wrap in `width`, with the air below it; 0 without entries. */
export function legendHeight(names: string[], width: number, markWidth: number = legendMark): number {
	if (!names.length) return 0;
	let lines = 1;
	let used = 0;
	for (const name of names) {
		const needed = markWidth + 5 + textWidth(name, fontSizes.label) + legendGap;
		if (used && used + needed - legendGap > width) {
			lines += 1;
			used = 0;
		}
		used += needed;
	}
	return lines * (fontSizes.label + legendGap);
}
