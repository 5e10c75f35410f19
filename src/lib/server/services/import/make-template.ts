import { demand } from '../../../domain/access/can';
import { periodsWithin } from '../../../domain/indicator/entry-sheet';
import { hasEnded } from '../../../domain/indicator/report-due';
import { parsePeriod, periodStart } from '../../../domain/period/period';
import { isProvisional, isStageOpen, roundTimeZone } from '../../../domain/round/round';
import type { Context } from '../../context';
import { listDueCells } from '../../db/queries/import-template';
import { getPermittedUnit } from '../observation/get-permitted-unit';
import { readAskingRounds } from '../round/read-asking-rounds';
import { layoutColumns, layoutRow, tableFile, type TableFile, type TableFormat } from './table-file';

const mostRows = 50_000;

export interface TemplateWish {
	readonly format: TableFormat;
	/** code of a unit: it and those below it; without one all that the actor brings values in for */
	readonly unit?: string | undefined;
}

/**
 * A table to be filled in: a row for each value that the units of the actor still owe for periods that are over.
 * @throws DomainError `forbidden`, `unknownUnit`
 */
export async function makeTemplate(ctx: Context, { format, unit: code }: TemplateWish): Promise<TableFile> {
	const scope = demand(ctx.actor, 'observation.import');
	const below =
		code === undefined ? undefined : (await getPermittedUnit(ctx, 'observation.import', code)).unit.path;
	const rounds = await readAskingRounds(ctx.db, scope);
	const asked = rounds
		.filter(({ stage, windows }) => isProvisional(stage) && isStageOpen(windows, 'collecting', ctx.now))
		.flatMap(({ id, period, frequencies }) =>
			[...frequencies].flatMap((frequency) =>
				periodsWithin(parsePeriod(period), frequency)
					.filter((each) => hasEnded(each, ctx.now, roundTimeZone))
					.map((each) => ({ round: id, frequency, period: each.code, start: periodStart(each) }))
			)
		);
	const due = await listDueCells(ctx.db, scope, { asked, below, limit: mostRows });
	const day = ctx.now.toISOString().slice(0, 10);
	const rows = due.map((row) => layoutRow(row, ctx.locale));
	const name = ['template', ...(code === undefined ? [] : [code]), day].join('-');
	return tableFile(name, format, layoutColumns(ctx.locale), rows);
}
