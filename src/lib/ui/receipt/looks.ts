import { getLocale } from '$lib/i18n/paraglide/runtime';
import type {
	FigureProvenance,
	Frequency,
	Histogram,
	Measure,
	TimeRule
} from '$lib/domain/indicator/indicator';
import type { MissingReason } from '$lib/domain/scoring/missing-reason';
import { formatFigure, withUnit } from '$lib/view/format';
import type { IndicatorLook } from '$lib/view/unit-page';

/** What a receipt says of an indicator, in the reader's language. */
export interface ReceiptIndicator extends IndicatorLook {
	readonly code: string;
	readonly definition: string;
	readonly measure: Measure;
	readonly direction: 1 | -1;
	readonly isScored: boolean;
	readonly timeRule: TimeRule;
	readonly frequency: Frequency;
	/** what numerator / denominator is multiplied by */
	readonly factor: number;
	readonly numerator: string | null;
	readonly denominator: string | null;
	readonly source: string;
}

/** What a round took in for an indicator. */
export interface ReceiptInput {
	readonly value: number | null;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly reason: MissingReason | null;
	readonly isAbove: boolean;
	readonly provenance: FigureProvenance;
	readonly basis: number;
	readonly source: string | null;
	readonly distribution: Histogram | null;
}

/** A value with its unit: `63.2%`, `4.5 working days`, `> 20 working days`. */
export function figureWithUnit(value: number, look: IndicatorLook, isAbove = false): string {
	const text = formatFigure(value, look, getLocale());
	const unit = look.measure === 'percent' ? '' : look.unitLabel;
	return `${isAbove ? '> ' : ''}${withUnit(text, unit, getLocale())}`;
}
