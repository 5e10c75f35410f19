import { z } from 'zod';
import { reviewFlags, reviewSteps, type CellRef, type ReviewRow } from '../domain/indicator/review-cell';

const empty = z.literal('').transform(() => undefined);
const code = z.string().trim().min(1).max(100).or(empty).optional();

/** What narrows the queue, as it stands in addresses. */
export const reviewQuerySchema = z.object({
	step: z.enum(reviewSteps).or(empty).optional().catch(undefined),
	unit: code,
	sector: code,
	indicator: code,
	period: code,
	flag: z.enum(reviewFlags).or(empty).optional().catch(undefined),
	page: z.coerce.number().int().positive().max(100_000).optional().catch(undefined),
	/** what has just been done, for the message on the next page */
	done: z.enum(['approve', 'return', 'endorse', 'sendBack', 'reopen']).optional().catch(undefined),
	count: z.coerce.number().int().min(0).max(100_000).optional().catch(undefined)
});
export type ReviewPageQuery = z.infer<typeof reviewQuerySchema>;

/** The part of an address that narrows the queue, to be carried along. */
export function reviewAddress({ step, unit, sector, indicator, period, flag }: ReviewPageQuery): string {
	const parameters = new URLSearchParams();
	for (const [name, value] of Object.entries({ step, unit, sector, indicator, period, flag })) {
		if (value !== undefined) parameters.set(name, value);
	}
	return parameters.toString();
}

/** A cell in a form: which, and the revision that was seen. */
export function cellKey({ unitId, indicatorId, period, revision }: CellRef): string {
	return `${unitId}.${indicatorId}.${period}.${revision}`;
}

const keyPattern = /^(\d{1,9})\.(\d{1,9})\.(\d{4}(?:-[\dQH]\d?)?)\.(\d{1,9})$/;

/** Reads a form's cells back; what is none is left out. */
export function readCellKeys(keys: readonly string[]): CellRef[] {
	return keys.flatMap((key) => {
		const [, unitId, indicatorId, period, revision] = keyPattern.exec(key) ?? [];
		return period === undefined
			? []
			: [
					{
						unitId: Number(unitId),
						indicatorId: Number(indicatorId),
						period,
						revision: Number(revision)
					}
				];
	});
}

export const refOf = ({ unit, indicator, period, revision }: ReviewRow): CellRef => ({
	unitId: unit.id,
	indicatorId: indicator.id,
	period,
	revision
});

/** What one unit gave in for one period, in the order of the queue. */
export interface ReviewForm {
	readonly key: string;
	readonly unit: ReviewRow['unit'];
	readonly period: string;
	readonly rows: readonly ReviewRow[];
}

export function reviewForms(rows: readonly ReviewRow[]): ReviewForm[] {
	const forms = new Map<string, ReviewRow[]>();
	for (const row of rows) {
		const key = `${row.unit.code} ${row.period}`;
		forms.set(key, [...(forms.get(key) ?? []), row]);
	}
	return [...forms].map(([key, form]) => ({ key, unit: form[0]!.unit, period: form[0]!.period, rows: form }));
}

/** Path of a cell's own page, without language. */
export function cellPath(unit: string, indicator: string, period: string): string {
	return `/review/${[unit, indicator, period].map(encodeURIComponent).join('/')}`;
}
