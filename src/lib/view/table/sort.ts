export interface Sort {
	readonly column: string;
	readonly isDescending: boolean;
}

/** `score` is ascending, `-score` descending; anything that is no short word is nothing. */
export function parseSort(text: string | null | undefined): Sort | undefined {
	const match = /^(-?)([A-Za-z][\w.-]{0,40})$/.exec(text ?? '');
	return match?.[2] ? { column: match[2], isDescending: match[1] === '-' } : undefined;
}

export function writeSort(sort: Sort): string {
	return `${sort.isDescending ? '-' : ''}${sort.column}`;
}

/** What a click on a column's head asks for: the other direction of the sorted column, the first direction of another. */
export function nextSort(current: Sort | undefined, column: string, first: 'ascending' | 'descending'): Sort {
	if (current?.column === column) return { column, isDescending: !current.isDescending };
	return { column, isDescending: first === 'descending' };
}
