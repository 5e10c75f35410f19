/** Each character can be read in one way only: a cell of a million digits is refused as fast as it is read. */
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A number as data files write it: digits, at most one point, an exponent; nothing that needs a language to read. Undefined for all else. */
export function contractNumber(cell: string): number | undefined {
	if (!decimal.test(cell)) return undefined;
	const value = Number(cell);
	return Number.isFinite(value) ? value : undefined;
}
