/** The name of the form that decides on one cell, among those of the page. */
export function decisionForm(
	unitId: number | string | undefined,
	indicatorId: number | string | undefined
): string {
	return `decide-${unitId}-${indicatorId}`;
}
