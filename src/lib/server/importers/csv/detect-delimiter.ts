import { CsvBroken, CsvScanner, type CsvScannerLimits } from './csv-scanner';

const candidates = [',', '\t', ';', '|'] as const;

/**
 * The delimiter by which the first lines of a text make a table: most lines as wide as each other, and wide. A comma where none
 * does better, for a single column needs none.
 */
export function detectDelimiter(sample: string, isWhole: boolean, limits: CsvScannerLimits): string {
	let best: string = ',';
	let bestScore = 0;
	for (const delimiter of candidates) {
		const score = scoreOf(widthsOf(sample, isWhole, delimiter, limits));
		if (score > bestScore) {
			best = delimiter;
			bestScore = score;
		}
	}
	return best;
}

function widthsOf(sample: string, isWhole: boolean, delimiter: string, limits: CsvScannerLimits): number[] {
	try {
		// A quote that the sample's end cuts is no reason to give up: lines before it say enough.
		const records = new CsvScanner(delimiter, limits).scan(sample, isWhole);
		return records.filter((cells) => cells.length > 1 || cells[0] !== '').map((cells) => cells.length);
	} catch (error) {
		if (!(error instanceof CsvBroken)) throw error;
		return [];
	}
}

/** Share of lines that have the most frequent width of two or more, and a little for each column more. */
function scoreOf(widths: readonly number[]): number {
	const counts = new Map<number, number>();
	for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
	let best = 0;
	for (const [width, count] of counts) {
		best = Math.max(best, count / widths.length + Math.min(width, 50) / 500);
	}
	return best;
}
