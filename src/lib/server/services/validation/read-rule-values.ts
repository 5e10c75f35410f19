import { systemScope } from '../../../domain/access/can';
import { parsePeriod, periodStart } from '../../../domain/period/period';
import { shifted, type StoredFigures } from '../../../domain/validation/judge-together';
import type { RuleBook } from '../../../domain/validation/rule-book';
import type { Db, Tx } from '../../db/client';
import { listValuesAt, type CellKey, type UnitPeriod } from '../../db/queries/check-value';

/**
 * What is stored around cells that are to be written, as far as rules speak of it: of their units in their periods and, where a
 * rule looks back, in those before and after. Part of a service that has asked for leave.
 */
export async function readRuleValues(
	db: Db | Tx,
	cells: readonly CellKey[],
	book: RuleBook
): Promise<StoredFigures[]> {
	const places = new Map<string, UnitPeriod>();
	for (const { unitId, period } of cells) {
		if (places.has(`${unitId} ${period}`) && !book.looksBack) continue;
		const periods = book.looksBack ? [shifted(period, -1), period, shifted(period, 1)] : [period];
		for (const code of periods) {
			const key = `${unitId} ${code}`;
			if (places.has(key)) continue;
			const start = startOf(code);
			if (start !== undefined) places.set(key, { unitId, period: code, periodStart: start });
		}
	}
	// The installation's own look: a rule may read what follows from reports that the writer does not see.
	return listValuesAt(db, systemScope('observation.read'), [...places.values()], [...book.involved]);
}

const starts = new Map<string, string | undefined>();
const mostKnown = 5_000;

/** First day of a period; undefined beyond the years that have four digits, where nothing is stored. */
function startOf(code: string): string | undefined {
	if (!starts.has(code)) {
		if (starts.size >= mostKnown) starts.clear();
		starts.set(code, /^[1-9]\d{3}(-|$)/.test(code) ? periodStart(parsePeriod(code)) : undefined);
	}
	return starts.get(code);
}
