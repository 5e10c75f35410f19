import type { WorkQuery } from './assess-query';

/** What pages of assessments carry along, from one to the next: what is gone through, and in which order. */
export type WorkAddress = Pick<WorkQuery, 'round' | 'indicator' | 'region' | 'unit' | 'flagged' | 'by'>;

/** An address as parameters; what is not chosen is not among them. Apart from the schemas, which no browser needs. */
export function searchOf(
	address: WorkAddress | Record<string, string | number | undefined>
): URLSearchParams {
	return new URLSearchParams(
		Object.entries(address).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
	);
}
