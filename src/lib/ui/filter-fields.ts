export interface FilterOption {
	readonly value: string;
	readonly label: string;
	/** heading under which the option stands */
	readonly group?: string | undefined;
}

export interface FilterField {
	readonly name: string;
	readonly label: string;
	/** the chosen value; of checkboxes, the chosen values joined by commas */
	readonly value: string;
	readonly options?: readonly FilterOption[];
	readonly kind?: 'select' | 'search' | 'checkboxes';
	/** gets the room of a long name */
	readonly wide?: boolean;
}

/** Options under their headings, in the order in which headings first appear; those without one under ''. */
export function groupOptions(options: readonly FilterOption[]): [heading: string, options: FilterOption[]][] {
	const groups = new Map<string, FilterOption[]>();
	for (const option of options) {
		const heading = option.group ?? '';
		groups.set(heading, [...(groups.get(heading) ?? []), option]);
	}
	return [...groups];
}
