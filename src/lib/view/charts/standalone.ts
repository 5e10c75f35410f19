/** A chart as a file of its own: on white, with its title above and its source below. */
import type { ChartSpec } from './chart';
import { chartColours } from './palette';
import { textWidth } from './text';
import { escapeXml } from './tidy-svg';

const margin = 24;
const titleSize = 16;
const titleLine = 22;
const sourceSize = 11;

/** Breaks a text into lines of `width` pixels: between words, and between any two Chinese signs. */
function wrapText(text: string, fontSize: number, width: number): string[] {
	const pieces = text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g) ?? [];
	const lines: string[] = [''];
	for (const piece of pieces) {
		const line = lines.at(-1) ?? '';
		if (line && textWidth((line + piece).trimEnd(), fontSize) > width) lines.push(piece);
		else lines[lines.length - 1] = line + piece;
	}
	return lines.map((line) => line.trimEnd()).filter(Boolean);
}

/** `drawing` is the tidied SVG of `spec`, drawn with the fixed colours of the light theme. */
export function standaloneSvg(
	drawing: string,
	spec: Pick<ChartSpec, 'title' | 'width' | 'height'>,
	{ source, fontFamily }: { source?: string | undefined; fontFamily: string }
): { svg: string; width: number; height: number } {
	const colours = chartColours('light');
	const title = wrapText(spec.title, titleSize, spec.width);
	const sources = source ? wrapText(source, sourceSize, spec.width) : [];
	const top = margin + title.length * titleLine + 8;
	const width = spec.width + 2 * margin;
	const height = top + spec.height + (sources.length ? 12 + sources.length * 16 : 0) + margin;
	const lines = (texts: string[], y: number, step: number, style: string) =>
		texts
			.map((text, at) => `<text x="${margin}" y="${y + at * step}" ${style}>${escapeXml(text)}</text>`)
			.join('');
	const svg =
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
		`font-family="${escapeXml(fontFamily)}"><rect width="100%" height="100%" fill="${colours.ground}"/>` +
		lines(
			title,
			margin + titleSize,
			titleLine,
			`font-size="${titleSize}" font-weight="600" fill="${colours.ink}"`
		) +
		`<svg x="${margin}" y="${top}" width="${spec.width}" height="${spec.height}">${drawing}</svg>` +
		lines(sources, top + spec.height + 24, 16, `font-size="${sourceSize}" fill="${colours['ink-soft']}"`) +
		`</svg>`;
	return { svg, width, height };
}
