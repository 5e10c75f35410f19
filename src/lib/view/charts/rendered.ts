import type { FormatLocale } from '../format';
import type { ChartTable, ChartWords } from './chart';
import type { ChartRequest } from './registry';

/** A chart as the server hands it to a page: drawn, described, and with all that is needed to come alive. */
export interface RenderedChart {
	request: ChartRequest;
	locale: FormatLocale;
	words: ChartWords;
	/** Two drawings of the same data; CSS shows the one that suits the container's width. */
	svg: { wide: string; narrow: string };
	/** Heights in CSS pixels of the two layouts, so that coming alive moves nothing. */
	height: { wide: number; narrow: number };
	title: string;
	description: string;
	table: ChartTable;
}
