import { Readable } from 'node:stream';
import { templateColumns } from '../../../domain/import/template-columns';
import type { Locale } from '../../context';
import type { TemplateRow } from '../../db/queries/import-template';
import { writeCsv, type OutCell, type OutColumn, type OutRows } from '../../importers/write-table';
import { writeXlsx } from '../../importers/xlsx/write-xlsx';

export const tableFormats = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** A table to be sent: its bytes as they come, its name and type. */
export interface TableFile {
	readonly name: string;
	readonly mediaType: string;
	readonly body: ReadableStream<Uint8Array>;
}

const mediaTypes: Record<TableFormat, string> = {
	csv: 'text/csv; charset=utf-8',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
};

export function tableFile(
	name: string,
	format: TableFormat,
	columns: readonly OutColumn[],
	rows: OutRows
): TableFile {
	const chunks = format === 'csv' ? writeCsv(columns, rows) : writeXlsx([{ name: 'data', columns, rows }]);
	return {
		name: `${name}.${format}`,
		mediaType: mediaTypes[format],
		body: Readable.toWeb(Readable.from(chunks)) as ReadableStream<Uint8Array>
	};
}

/** The columns of the one layout of templates and exports, in the reader's language. */
export function layoutColumns(locale: Locale): OutColumn[] {
	return templateColumns.map(({ name, width }) => ({ name: name[locale], width }));
}

/** A row of that layout. Codes and periods are texts, so that no program takes 001 for 1 or 2026-03 for a day. */
export function layoutRow(row: TemplateRow, locale: Locale): OutCell[] {
	const isChinese = locale === 'zh-CN';
	return [
		row.unit,
		isChinese ? row.unitZh : row.unitEn,
		row.indicator,
		isChinese ? row.indicatorZh : row.indicatorEn,
		row.period,
		row.distribution ? null : row.value,
		row.numerator,
		row.denominator,
		row.distribution ? row.distribution.map((line) => line.join(' ')).join('; ') : null,
		row.missingReason,
		row.note
	];
}
