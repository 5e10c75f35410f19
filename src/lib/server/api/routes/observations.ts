import { z } from 'zod';
import { observationStatuses, type Histogram } from '../../../domain/indicator/indicator';
import type { CellContent } from '../../../domain/indicator/known-state';
import { parsePeriod, periodEndExclusive, periodStart } from '../../../domain/period/period';
import type { Report } from '../../db/queries/report';
import { getReported } from '../../services/observation/get-reported';
import { listCellHistory } from '../../services/observation/list-cell-history';
import { listReported } from '../../services/observation/list-reported';
import { placeOf, placeSchemas } from '../after';
import { pageOfRows } from '../page';
import { defineRoute } from '../route';
import { codeSchema, codesSchema, instantSchema, periodSchema } from '../schemas/common';
import { historyPageSchema, observationPageSchema, observationSchema } from '../schemas/observation';

const knownOnSchema = instantSchema
	.optional()
	.describe('As it was known at this moment; asks for `observation.read`.');

export const cellParams = z.object({ unit: codeSchema, indicator: codeSchema, period: periodSchema });

const linesOf = (distribution: Histogram | null): [number, number, number][] | null =>
	distribution?.map(([value, answered, waiting]) => [value, answered, waiting]) ?? null;

const contentOf = (content: CellContent | null) =>
	content && { ...content, distribution: linesOf(content.distribution) };

export function observationOf(report: Report) {
	const { inside } = report;
	return {
		unit: report.unit,
		indicator: report.indicator,
		period: report.period,
		value: report.value,
		numerator: report.numerator,
		denominator: report.denominator,
		distribution: linesOf(report.distribution),
		missingReason: report.missingReason,
		status: report.status,
		revision: report.revision,
		source: report.source,
		submittedAt: report.submittedAt?.toISOString() ?? null,
		...(inside && {
			note: inside.note,
			returnReason: inside.returnReason,
			enteredAt: inside.enteredAt.toISOString(),
			enteredBy: inside.enteredBy
		})
	};
}

/** Changes with every write of the cell. A review changes the status and not the revision. */
export const cellTag = ({ revision, status }: Pick<Report, 'revision' | 'status'>): string =>
	`${revision}-${status}`;

export const listObservationsRoute = defineRoute({
	method: 'GET',
	path: '/observations',
	id: 'listObservations',
	tag: 'observations',
	summary: 'Reported values.',
	description:
		'Everybody reads what counts of published periods; whoever has `observation.read` on a unit reads all of its values, drafts and returned ones too.',
	access: 'public',
	query: z.object({
		unit: codesSchema('Codes of units').optional(),
		subtree: codeSchema.optional().describe('Only this unit and all below it.'),
		indicator: codesSchema('Codes of indicators').optional(),
		period: periodSchema.optional(),
		from: periodSchema.optional().describe('Only periods that begin in this one or later.'),
		to: periodSchema.optional().describe('Only periods that begin in this one or earlier.'),
		status: z
			.string()
			.transform((text) => text.split(','))
			.pipe(z.array(z.enum(observationStatuses)).max(observationStatuses.length))
			.optional()
			.describe(`Of ${observationStatuses.join(', ')}; several apart by commas.`),
		knownOn: knownOnSchema
	}),
	answer: { name: 'ObservationPage', schema: observationPageSchema },
	isPaged: true,
	errors: ['unknownUnit', 'unknownIndicator', 'notSignedIn', 'forbidden'],
	async run({ ctx, query, after, limit }) {
		const { from, to } = query;
		const reports = await listReported(ctx, {
			units: query.unit,
			subtree: query.subtree,
			indicators: query.indicator,
			period: query.period,
			from: from === undefined ? undefined : periodStart(parsePeriod(from)),
			to: to === undefined ? undefined : lastDayOf(to),
			statuses: query.status,
			knownOn: query.knownOn === undefined ? undefined : new Date(query.knownOn),
			after: placeOf(placeSchemas.report, after),
			limit: limit + 1
		});
		return pageOfRows(reports, limit, observationOf, ({ place }) => place);
	}
});

function lastDayOf(code: string): string {
	return new Date(Date.parse(periodEndExclusive(parsePeriod(code))) - 86_400_000).toISOString().slice(0, 10);
}

export const getObservationRoute = defineRoute({
	method: 'GET',
	path: '/observations/{unit}/{indicator}/{period}',
	id: 'getObservation',
	tag: 'observations',
	summary: 'One reported value. Its `ETag` is what a write names in `If-Match`.',
	access: 'public',
	params: cellParams,
	query: z.object({ knownOn: knownOnSchema }),
	answer: { name: 'ObservationDetail', schema: observationSchema },
	errors: ['notFound', 'unknownIndicator', 'notSignedIn', 'forbidden'],
	async run({ ctx, params, query }) {
		const knownOn = query.knownOn === undefined ? undefined : new Date(query.knownOn);
		const report = await getReported(ctx, { ...params, knownOn });
		// Those inside see more of the same value.
		const etag = `${cellTag(report)}${report.inside ? '' : '-public'}`;
		return { body: observationOf(report), ...(knownOn ? {} : { etag }) };
	}
});

export const listHistoryRoute = defineRoute({
	method: 'GET',
	path: '/observations/{unit}/{indicator}/{period}/history',
	id: 'listObservationHistory',
	tag: 'observations',
	summary:
		'Every change of one value: who, when, from what to what, why, and where it came from; the newest first.',
	access: ['observation.read'],
	params: cellParams,
	answer: { name: 'HistoryPage', schema: historyPageSchema },
	isPaged: true,
	errors: ['unknownUnit', 'unknownIndicator'],
	async run({ ctx, params, after, limit }) {
		const rows = await listCellHistory(ctx, params, {
			after: placeOf(placeSchemas.id, after)?.[0],
			limit: limit + 1
		});
		return pageOfRows(
			rows,
			limit,
			({ change: { at, byName, ...change } }) => ({
				...change,
				before: contentOf(change.before),
				after: contentOf(change.after),
				changedAt: at.toISOString(),
				changedBy: byName
			}),
			({ id }) => [id]
		);
	}
});
