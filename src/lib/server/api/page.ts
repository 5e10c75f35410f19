/** A page out of what was read with one more than fits, and the keys that the next one begins after. */
export function pageOfRows<Row, Item>(
	rows: readonly Row[],
	limit: number,
	item: (row: Row) => Item,
	keys: (row: Row) => readonly (string | number)[]
): { body: { items: Item[] }; next: readonly (string | number)[] | undefined } {
	const shown = rows.slice(0, limit);
	const last = shown.at(-1);
	return {
		body: { items: shown.map(item) },
		next: rows.length > limit && last !== undefined ? keys(last) : undefined
	};
}

/** A page of a list that is at hand as a whole; keys are ids in the list's own order. */
export function pageOfList<Row, Item>(
	rows: readonly Row[],
	limit: number,
	after: string | number | undefined,
	item: (row: Row) => Item,
	key: (row: Row) => string | number
): ReturnType<typeof pageOfRows<Row, Item>> {
	// What was the last of a page may be gone: then the list begins anew instead of ending early.
	const start = after === undefined ? 0 : rows.findIndex((row) => key(row) === after) + 1;
	return pageOfRows(rows.slice(start, start + limit + 1), limit, item, (row) => [key(row)]);
}
