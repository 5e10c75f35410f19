import { openTable } from '../open-table';
import { Patience } from '../patience';
import type { RowSource, SourceFile, SourceLimits, SourceOptions, SourceRow } from '../row-source';
import { openSheetInWorker } from './sheet-in-worker';

/**
 * A sheet of a workbook as a row source.
 * @throws DomainError `importRefused`
 */
export async function openXlsx(
	file: SourceFile,
	options: SourceOptions,
	limits: SourceLimits
): Promise<RowSource> {
	const patience = new Patience(file.name, limits.seconds);
	const opened = await openSheetInWorker({ file, sheet: options.sheet, limits }, patience);
	const { sheets, sheet, merges, rows } = opened;
	const close = async (): Promise<void> => opened.close();
	try {
		const table = await openTable(
			{ name: `${file.name}${sheets.length > 1 ? ` [${sheet}]` : ''}`, raw: rows, merges, isPadded: true },
			options,
			limits
		);
		async function* closing(): AsyncGenerator<readonly SourceRow[]> {
			try {
				yield* table.rows();
			} finally {
				await close();
			}
		}
		return { format: 'xlsx', sheets, sheet, ...table, rows: closing, close };
	} catch (error) {
		await close();
		throw error;
	}
}
