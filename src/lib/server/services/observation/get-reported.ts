import { demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { Context } from '../../context';
import type { Report } from '../../db/queries/report';
import { listReported } from './list-reported';

/** One reported value, as far as the reader may know of it. @throws DomainError `notFound`, `unknownUnit`, `unknownIndicator` */
export async function getReported(
	ctx: Context,
	cell: {
		readonly unit: string;
		readonly indicator: string;
		readonly period: string;
		readonly knownOn?: Date | undefined;
	}
): Promise<Report> {
	demand(ctx.actor, 'published.read');
	const [found] = await listReported(ctx, {
		units: [cell.unit],
		indicators: [cell.indicator],
		period: cell.period,
		knownOn: cell.knownOn,
		after: undefined,
		limit: 1
	});
	if (found) return found;
	const { unit, indicator, period } = cell;
	throw new DomainError('notFound', `There is no ${indicator} of ${unit} for ${period} that you may read`, {
		unit,
		indicator,
		period
	});
}
