import { findPeriod, type Period } from '../../../domain/period/period';
import type { NamedUnit } from '../../importers/lookups';
import type { Mapping } from '../../importers/mapping';

/** Finds the unit that a text written by people means, among those that the actor may import for. */
export function unitFinder(
	units: readonly NamedUnit[]
): (text: string) => { readonly code: string } | { readonly candidates: readonly string[] } {
	const byName = new Map<string, Set<string>>();
	for (const unit of units) {
		for (const name of [unit.nameEn, unit.nameZh, unit.shortNameEn, unit.shortNameZh]) {
			const plain = name.normalize('NFKC').trim().toLowerCase();
			byName.set(plain, (byName.get(plain) ?? new Set()).add(unit.code));
		}
	}
	return (text) => {
		const codes = [...(byName.get(text.normalize('NFKC').trim().toLowerCase()) ?? [])];
		return codes.length === 1 ? { code: codes[0]! } : { candidates: codes };
	};
}

/** The period of a text written by people. */
export function readPeriodText(text: string, _period: Mapping['period']): Period | undefined {
	return findPeriod(text.normalize('NFKC').trim());
}
