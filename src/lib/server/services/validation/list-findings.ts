import { can, demand } from '../../../domain/access/can';
import { frequencies, type Indicator } from '../../../domain/indicator/indicator';
import { periodOfDate, shiftPeriod } from '../../../domain/period/period';
import type { ListedFinding } from '../../../domain/validation/finding';
import type { FindingKind, FindingState, Severity } from '../../../domain/validation/rule';
import type { Context } from '../../context';
import { listFindingPeriods, searchFindings } from '../../db/queries/finding';
import { listMeasuredIndicators } from '../../db/queries/rule';
import { getPermittedUnit } from '../observation/get-permitted-unit';

export interface FindingsQuery {
	readonly unit?: string | undefined;
	readonly indicator?: string | undefined;
	readonly period?: string | undefined;
	readonly kind?: FindingKind | undefined;
	readonly severity?: Severity | undefined;
	/** undefined: those that are not resolved */
	readonly state?: FindingState | undefined;
	/** from 1 */
	readonly page: number;
}

export interface FindingsPage {
	readonly findings: readonly (ListedFinding & {
		readonly mayJustify: boolean;
		/** whether the reader may issue a rectification order on it */
		readonly mayOrder: boolean;
	})[];
	readonly total: number;
	readonly pageSize: number;
	/** measured ones, by code */
	readonly indicators: readonly Indicator[];
	/** of which something was found, newest first */
	readonly periods: readonly string[];
	/** that can be looked at now, newest first: the months of two years, and years */
	readonly checkable: readonly string[];
	/** whether the reader may have a period looked at now */
	readonly mayCheck: boolean;
}

const pageSize = 50;
const checkableCounts = { month: 24, quarter: 4, year: 3 } as const;

/** What rules and histories have against values, as far as the actor oversees reports. @throws DomainError `unknownUnit`, `forbidden` */
export async function listFindings(ctx: Context, query: FindingsQuery): Promise<FindingsPage> {
	const all = demand(ctx.actor, 'reporting.oversee');
	const within = query.unit ? await getPermittedUnit(ctx, 'reporting.oversee', query.unit) : undefined;
	const scope = within?.scope ?? all;
	const indicators = await listMeasuredIndicators(ctx.db);
	const { findings, total } = await searchFindings(ctx.db, scope, {
		indicatorId: query.indicator
			? (indicators.find(({ code }) => code === query.indicator)?.id ?? -1)
			: undefined,
		periods: query.period ? [query.period] : undefined,
		kind: query.kind,
		severity: query.severity,
		state: query.state ?? 'unresolved',
		limit: pageSize,
		offset: (query.page - 1) * pageSize
	});
	return {
		findings: findings.map((finding) => ({
			...finding,
			mayJustify:
				finding.severity === 'warning' &&
				finding.resolvedAt === null &&
				can(ctx.actor, 'observation.enter', finding.unit.path) !== undefined,
			mayOrder: finding.resolvedAt === null && can(ctx.actor, 'order.issue', finding.unit.path) !== undefined
		})),
		total,
		pageSize,
		indicators,
		periods: await listFindingPeriods(ctx.db, all),
		checkable: checkablePeriods(ctx.now),
		mayCheck: can(ctx.actor, 'observation.review') !== undefined
	};
}

function checkablePeriods(now: Date): string[] {
	return frequencies.flatMap((kind) => {
		const current = periodOfDate(now.toISOString(), kind);
		return Array.from({ length: checkableCounts[kind] }, (_, at) => shiftPeriod(current, -at - 1).code);
	});
}
