/** A number for JSON, which knows no NaN and has no use for −0. */
export function orNull(value: number | undefined): number | null {
	return value === undefined || Number.isNaN(value) ? null : value + 0;
}
