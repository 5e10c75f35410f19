import { can, demand } from '../../../domain/access/can';
import { DomainError } from '../../../domain/errors';
import type { ObservationStatus } from '../../../domain/indicator/indicator';
import { figureHorizonOf } from '../../../domain/unit/result-visibility';
import type { Context } from '../../context';
import { listIndicatorsByCode, listTreeRootIds } from '../../db/queries/directory';
import { listReports, type Report, type ReportPlace, type ReportReach } from '../../db/queries/report';
import { getUnitByCode } from '../../db/queries/unit';
import { listPublishedPeriods } from '../../db/queries/unit-result';

export interface ReportedQuery {
	readonly units?: readonly string[] | undefined;
	/** code of the unit at the top */
	readonly subtree?: string | undefined;
	readonly indicators?: readonly string[] | undefined;
	readonly period?: string | undefined;
	readonly from?: string | undefined;
	readonly to?: string | undefined;
	readonly statuses?: readonly ObservationStatus[] | undefined;
	/** as it was known at this moment; only for those who read what is not published */
	readonly knownOn?: Date | undefined;
	readonly after: ReportPlace | undefined;
	readonly limit: number;
}

/**
 * What units reported: all of it where the reader may see observations, elsewhere what counts of periods that are published.
 * What was known at an earlier moment may not have been published then, so that is for the former alone.
 * @throws DomainError `unknownUnit`, `unknownIndicator`, `notSignedIn`, `forbidden`
 */
export async function listReported(ctx: Context, query: ReportedQuery): Promise<Report[]> {
	const published = demand(ctx.actor, 'published.read');
	const whole = query.knownOn ? demand(ctx.actor, 'observation.read') : can(ctx.actor, 'observation.read');
	const reach: ReportReach = {
		whole,
		published,
		until: query.knownOn ? new Map() : await readPublishedUntil(ctx)
	};
	const indicators = query.indicators && (await listIndicatorsByCode(ctx.db, query.indicators));
	const unknown = query.indicators?.find((code) => !indicators?.has(code));
	if (unknown !== undefined) {
		throw new DomainError('unknownIndicator', `There is no indicator "${unknown}"`, { indicator: unknown });
	}
	const { units, period, from, to, statuses, knownOn } = query;
	const filter = {
		units,
		period,
		from,
		to,
		statuses,
		knownOn,
		subtree: query.subtree && (await getUnitByCode(ctx.db, published, query.subtree)).path,
		indicatorIds: indicators && [...indicators.values()].map(({ id }) => id)
	};
	return listReports(ctx.db, reach, filter, query.after, query.limit);
}

/** The first hidden day of each tree of which anything is published that the reader may know of. */
async function readPublishedUntil(ctx: Context): Promise<Map<number, string>> {
	const scope = demand(ctx.actor, 'published.read');
	const roots = await listTreeRootIds(ctx.db, scope);
	const published = await listPublishedPeriods(ctx.db, scope, roots);
	// Judged as for somebody without a grant on the unit: what lies within a grant is read whole anyway.
	const reader = {
		...ctx.actor,
		onlyPermissions: (['round.read'] as const).filter((p) => can(ctx.actor, p))
	};
	return new Map(
		roots.flatMap((root): [number, string][] => {
			const { until } = figureHorizonOf(reader, String(root), published);
			return until === undefined || until.startsWith('0001') ? [] : [[root, until]];
		})
	);
}
