import type { CellRef, ReviewRow } from '../domain/indicator/review-cell';

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
