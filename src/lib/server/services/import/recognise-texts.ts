import { parsePeriodText } from '../../../domain/import/parse-period-text';
import { UnitMatcher } from '../../../domain/import/unit-matcher';
import type { Period } from '../../../domain/period/period';
import type { NamedUnit } from '../../importers/lookups';
import type { Mapping } from '../../importers/mapping';

/** Finds the unit that a text written by people means, among those that the actor may import for. */
export function unitFinder(
	units: readonly NamedUnit[]
): (text: string) => { readonly code: string } | { readonly candidates: readonly string[] } {
	const matcher = new UnitMatcher(units);
	return (text) => {
		const match = matcher.match(text);
		if (match.kind === 'one') return { code: match.code };
		return { candidates: match.kind === 'many' ? match.codes : [] };
	};
}

/** The period of a text written by people. */
export function readPeriodText(text: string, period: Mapping['period']): Period | undefined {
	return parsePeriodText(text, { year: period?.year, kind: period?.kind });
}
