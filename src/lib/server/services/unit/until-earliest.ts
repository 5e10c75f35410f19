/**
 * Units up to where every one of them may be read. A band of peers beyond that would be made of fewer units, and say of the
 * readable ones more than their own figures do.
 */
export function untilEarliest<T extends { readonly until: string | undefined }>(units: readonly T[]): T[] {
	const limits = units.flatMap(({ until }) => until ?? []).sort();
	return units.map((unit) => ({ ...unit, until: limits[0] }));
}
