/**
 * Makes ECharts' SVG fit to stand in a page: named, scalable, small, and with ids of its own. ECharts escapes
 * texts but not attributes: those hold numbers, colour tokens and a font family, never a name.
 */

export interface SvgDress {
	/** Several drawings stand on one page, and the live chart counts its ids from zero again. */
	idPrefix: string;
	width: number;
	height: number;
	title: string;
	description: string;
}

const xmlEntities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escapeXml = (text: string): string =>
	text.replace(/[&<>"]/g, (sign) => xmlEntities[sign] ?? sign);

/** Only tags are touched: a figure of three decimals, or a name with “font-family:” in it, stays as it is. */
const tidyTag = (tag: string, idPrefix: string): string =>
	tag
		.replace(/ class="zr\d+-cls-\d+"/, '')
		.replace(/ ecmeta_[a-z_]+="[^"]*"/g, '')
		.replace(/ pointer-events="visible"/, '')
		// The family stands once, on what holds the drawing.
		.replace(/font-family:[^;"]*;?/, '')
		.replace(/\bzr\d+-/g, `${idPrefix}-`)
		.replace(/(\.\d\d)\d+/g, '$1');

/** Symbols without a size and boxes without a paint carry labels in the browser, and nothing in a drawing. */
const emptyPath =
	/<path (?:d=""|(?=[^>]*transform="matrix\(0,0,0,0,)|(?=[^>]*fill="none")(?![^>]*stroke=)|(?=[^>]*fill-opacity="0")(?=[^>]*stroke-width="0"))[^>]*><\/path>/g;

export function tidySvg(svg: string, dress: SvgDress): string {
	const inner = svg
		.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
		// Hover styles, for a drawing that answers to nothing.
		.replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
		.replace(emptyPath, '')
		.replace(/<[^>]*>/g, (tag) => tidyTag(tag, dress.idPrefix))
		.replace(/>\n+/g, '>');
	const { width, height, title, description } = dress;
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
		`role="img" aria-label="${escapeXml(`${title}. ${description}`)}" preserveAspectRatio="xMinYMin meet" ` +
		`font-family="inherit" overflow="visible">${inner}</svg>`
	);
}
