import type { Histogram, ObservationStatus } from '../../../domain/indicator/indicator';
import type { MissingReason } from '../../../domain/scoring/missing-reason';
import type { SourceCode } from './indicators';

/** What a unit reported of one indicator and one period. `value` is null beside a reason. */
export interface Reported {
	value: number | null;
	numerator: number | null;
	denominator: number | null;
	distribution: Histogram | null;
	missingReason: MissingReason | null;
	source: SourceCode;
}

/** A report with its life: when it came, what became of it, how it was corrected. Instants are ISO strings. */
export interface Cell extends Reported {
	status: ObservationStatus;
	returnReason: string | null;
	note: string | null;
	/** the report that this one corrects, and why: revision 2 */
	correctedFrom: { readonly report: Reported; readonly reason: string } | null;
	enteredAt: string;
	submittedAt: string | null;
}

/** Reports of one unit by indicator, one place a month; undefined where nobody entered anything. */
export type UnitCells = Map<string, (Cell | undefined)[]>;

export function ratioReport(
	source: SourceCode,
	numerator: number,
	denominator: number,
	factor = 100
): Reported {
	return {
		value: (factor * numerator) / denominator,
		numerator,
		denominator,
		distribution: null,
		missingReason: null,
		source
	};
}

export function valueReport(source: SourceCode, value: number): Reported {
	return { value, numerator: null, denominator: null, distribution: null, missingReason: null, source };
}

export function absence(source: SourceCode, missingReason: MissingReason): Reported {
	return { value: null, numerator: null, denominator: null, distribution: null, missingReason, source };
}
