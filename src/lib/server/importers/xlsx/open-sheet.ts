import type { MergedRange, RawRow } from '../find-table';
import { refuseFile } from '../refuse-file';
import type { SourceFile, SourceLimits } from '../row-source';
import { Archive } from './archive';
import { sheetMerges } from './sheet-merges';
import { sheetRows } from './sheet-rows';
import { readWorkbook } from './workbook';

export interface SheetRequest {
	readonly file: SourceFile;
	readonly sheet: string | undefined;
	readonly limits: SourceLimits;
}

/** A sheet whose rows have not been read yet. */
export interface OpenedSheet {
	readonly sheets: readonly string[];
	readonly sheet: string;
	readonly merges: readonly MergedRange[];
	readonly rows: AsyncGenerator<RawRow[], undefined>;
	close(): void;
}

/** @throws DomainError `importRefused` */
export async function openSheet({ file, sheet, limits }: SheetRequest): Promise<OpenedSheet> {
	const archive = await Archive.open(file, limits);
	try {
		const workbook = await readWorkbook(archive, limits);
		const names = workbook.sheets.map(({ name }) => name);
		const chosen =
			sheet === undefined
				? (workbook.sheets.find(({ isHidden }) => !isHidden) ?? workbook.sheets[0]!)
				: workbook.sheets.find(({ name }) => name === sheet);
		if (!chosen) {
			throw refuseFile('noSuchSheet', {
				file: file.name,
				message: `has no sheet "${sheet}"`,
				remedy: `Its sheets are: ${names.slice(0, 20).join(', ')}`
			});
		}
		const merges = await sheetMerges(archive, chosen.part);
		return {
			sheets: names,
			sheet: chosen.name,
			merges,
			rows: sheetRows(archive, chosen.part, workbook, merges, limits),
			close: () => archive.close()
		};
	} catch (error) {
		archive.close();
		throw error;
	}
}
