import { demand } from '../../../domain/access/can';
import { periodsWithin } from '../../../domain/indicator/entry-sheet';
import { hasEnded } from '../../../domain/indicator/report-due';
import { parsePeriod, periodStart } from '../../../domain/period/period';
import { isStageOpen, roundTimeZone } from '../../../domain/round/round';
import type { Context } from '../../context';
import { listRoundsUnderWay } from '../../db/queries/collecting-round';
import { listDueCells } from '../../db/queries/import-template';
import { layoutColumns, layoutRow, tableFile, type TableFile, type TableFormat } from './table-file';

const mostRows = 50_000;

/** A table to be filled in: a row for each value that the units of the actor still owe for periods that are over. */
export async function makeTemplate(ctx: Context, format: TableFormat): Promise<TableFile> {
	const scope = demand(ctx.actor, 'observation.import');
	const rounds = await listRoundsUnderWay(ctx.db);
	const asked = rounds
		.filter(({ windows }) => isStageOpen(windows, 'collecting', ctx.now))
		.flatMap(({ id, period, frequencies }) =>
			frequencies.flatMap((frequency) =>
				periodsWithin(parsePeriod(period), frequency)
					.filter((each) => hasEnded(each, ctx.now, roundTimeZone))
					.map((each) => ({ round: id, frequency, period: each.code, start: periodStart(each) }))
			)
		);
	const due = await listDueCells(ctx.db, scope, asked, mostRows);
	const day = ctx.now.toISOString().slice(0, 10);
	const rows = due.map((row) => layoutRow(row, ctx.locale));
	return tableFile(`template-${day}`, format, layoutColumns(ctx.locale), rows);
}
