import type { ChartFrame } from './chart';

/** Fills `{name}`-like places; unknown places stay, so that a wrong key shows. */
export function fillWords(template: string, values: Record<string, string | number>): string {
	return template.replace(/\{(\w+)\}/g, (place, key: string) =>
		key in values ? String(values[key]) : place
	);
}

/** Sentences one after the other: a space between them, none where Chinese needs none. */
export function joinSentences(parts: (string | null | undefined | false)[], locale: string): string {
	return parts.filter(Boolean).join(locale.startsWith('zh') ? '' : ' ');
}

const htmlEntities: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};

/** For tooltips, which ECharts sets as HTML. */
export const escapeHtml = (text: string): string =>
	text.replace(/[&<>"']/g, (sign) => htmlEntities[sign] ?? sign);

/** ECharts reads `{style|text}` in rich labels; a name with such signs would swallow the rest of the label. */
export const plainRichText = (text: string): string =>
	text.replace(/[{}|\n]/g, (sign) => ({ '{': '｛', '}': '｝', '|': '｜' })[sign] ?? ' ');

/**
 * Estimated width of a text in pixels, on the safe side for the widest of the usual system fonts. Server and
 * browser must lay out alike, and the server cannot measure. Chinese signs are one em.
 */
export function textWidth(text: string, fontSize: number): number {
	let ems = 0;
	for (const sign of text) {
		if ((sign.codePointAt(0) ?? 0) >= 0x2e80) ems += 1;
		else if (/[mMwW%@—]/.test(sign)) ems += 0.9;
		else if (/[iIljtfr.,:;'|! ()[\]-]/.test(sign)) ems += 0.36;
		else if (/[A-Z]/.test(sign)) ems += 0.69;
		else ems += 0.61;
	}
	return Math.ceil(ems * fontSize);
}

export const widestText = (texts: string[], fontSize: number): number =>
	texts.reduce((widest, text) => Math.max(widest, textWidth(text, fontSize)), 0);

/** Cuts a text to a width and ends it with …; the whole name is in the table and the tooltip. */
export function truncateText(text: string, fontSize: number, maxWidth: number): string {
	if (textWidth(text, fontSize) <= maxWidth) return text;
	const signs = [...text];
	while (signs.length > 1 && textWidth(signs.join('') + '…', fontSize) > maxWidth) signs.pop();
	return signs.join('').trimEnd() + '…';
}

/** Why a value is missing, in words. */
export const reasonText = (reason: string | null | undefined, frame: ChartFrame): string =>
	(reason && frame.words.reasons[reason]) || frame.words.noData;
