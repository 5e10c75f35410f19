import { systemScope } from '../../../domain/access/can';
import {
	disclosureDueAt,
	disclosureIndicatorCode,
	disclosureSource
} from '../../../domain/oversight/disclosure';
import type { Entry } from '../../../domain/indicator/read-entry';
import { makePeriod, periodStart } from '../../../domain/period/period';
import { appendAudit } from '../../audit/append';
import type { Context } from '../../context';
import type { Tx } from '../../db/client';
import { listIndicatorsByCode } from '../../db/queries/directory';
import { countRegionDisclosures } from '../../db/queries/disclosure';
import { lockReports, reportKey, writeReports, type ReportWrite } from '../../db/queries/report-write';
import { applyChange } from '../round/apply-change';
import { checkObservations } from '../validation/check-observations';

/**
 * Brings the indicator of disclosure up to date from the calendar, for regions with parties of their own: items disclosed by
 * 31 March of those required, as the region's observation of the year, with the calendar as its source and a revision like any
 * other. Before the due day has passed there is nothing to measure. Rounds under way follow; published ones keep what they froze.
 * Part of the transaction of a change, whose service has asked for leave, and of the nightly job.
 * @param unitIds in whose charge the changed parties are; `all`: every region's
 * @returns how many regions have another value now
 */
export async function feedDisclosures(
	tx: Tx,
	ctx: Pick<Context, 'actor' | 'now'>,
	year: number,
	unitIds: readonly number[] | 'all'
): Promise<number> {
	if (ctx.now <= disclosureDueAt(year)) return 0;
	const indicator = (await listIndicatorsByCode(tx, [disclosureIndicatorCode])).get(disclosureIndicatorCode);
	if (!indicator || indicator.retiredAt) return 0;
	const period = makePeriod('year', year);
	const place = { indicatorId: indicator.id, period: period.code, periodStart: periodStart(period) };
	const counts = await countRegionDisclosures(tx, year, unitIds);
	const scope = systemScope('disclosure.record');
	const stored = await lockReports(
		tx,
		scope,
		counts.map(({ unitId }) => ({ unitId, ...place }))
	);
	const changed = counts.flatMap(({ unitId, code, required, done }): (ReportWrite & { code: string })[] => {
		const before = stored.get(reportKey({ unitId, ...place }));
		const isSame =
			before !== undefined &&
			before.status !== 'draft' &&
			before.status !== 'returned' &&
			before.entry.numerator === done &&
			before.entry.denominator === required;
		if (isSame || required === 0) return [];
		const entry: Entry = {
			value: (done / required) * indicator.factor,
			numerator: done,
			denominator: required,
			distribution: null,
			missingReason: null,
			note: null
		};
		return [
			{
				...{ unitId, code, ...place, status: 'approved', replaces: before?.revision ?? 0, entry },
				before: before ? { ...before.entry, status: before.status } : null,
				after: { ...entry, status: 'approved' },
				isBeside: false,
				reason: null
			}
		];
	});
	if (changed.length === 0) return 0;
	await writeReports(tx, changed, { source: disclosureSource, by: ctx.actor.userId, at: ctx.now });
	await appendAudit(
		tx,
		...changed.map(({ unitId, code, before, entry }) => ({
			...{ actorId: ctx.actor.userId, at: ctx.now, action: 'observation.submit' as const },
			...{ entity: 'observation', entityId: `${code}/${indicator.code}/${period.code}`, unitId },
			before,
			after: { ...entry, status: 'approved', source: disclosureSource }
		}))
	);
	await checkObservations(tx, ctx, changed);
	await applyChange(tx, ctx, changed);
	return changed.length;
}
