import { demand } from '../../../domain/access/can';
import { parsePeriod } from '../../../domain/period/period';
import type { Context } from '../../context';
import { listStoredCells, listSubtreeIds } from '../../db/queries/import-template';
import { getPermittedUnit } from '../observation/get-permitted-unit';
import { layoutColumns, layoutRow, tableFile, type TableFile, type TableFormat } from './table-file';
import type { OutCell } from '../../importers/write-table';

const step = 5_000;

export interface ExportWish {
	/** code of a unit: it and those below it */
	readonly unit: string;
	/** code; all of them without one */
	readonly period?: string | undefined;
	readonly format: TableFormat;
}

/**
 * The values of a unit, and of those below it, in the layout of the templates: brought in again as they are, they change nothing.
 * @throws DomainError `unknownUnit`, `forbidden`, `invalidPeriod`
 */
export async function exportValues(ctx: Context, wish: ExportWish): Promise<TableFile> {
	demand(ctx.actor, 'observation.read');
	const { unit, scope } = await getPermittedUnit(ctx, 'observation.read', wish.unit);
	const period = wish.period === undefined ? undefined : parsePeriod(wish.period).code;
	const unitIds = await listSubtreeIds(ctx.db, scope, unit.path);
	async function* rows(): AsyncGenerator<OutCell[]> {
		for (let offset = 0; ; offset += step) {
			const cells = await listStoredCells(ctx.db, scope, { unitIds, period, limit: step, offset });
			for (const cell of cells) yield layoutRow(cell, ctx.locale);
			if (cells.length < step) return;
		}
	}
	const name = ['values', unit.code, period].filter((part) => part !== undefined).join('-');
	return tableFile(name, wish.format, layoutColumns(ctx.locale), rows());
}
