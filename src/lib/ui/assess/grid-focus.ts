/** Where somebody is in the grid of scores, and how to get to a row of it. Rows are known by the id of their cell. */

export function rowIdOf(element: Element | null): number | undefined {
	const id = element?.closest('tr[data-cell]')?.getAttribute('data-cell');
	return id ? Number(id) : undefined;
}

/** To the level chosen in a row, or to its first. */
export function focusLevelOf(id: number): void {
	const levels = inRow(id, 'input[type=radio]:not(:disabled)');
	(levels.find((level) => level.matches(':checked')) ?? levels[0])?.focus();
}

export function focusCommentOf(id: number): void {
	inRow(id, 'textarea')[0]?.focus();
}

function inRow(id: number, selector: string): HTMLElement[] {
	return [...document.querySelectorAll<HTMLElement>(`tr[data-cell="${id}"] ${selector}`)];
}
