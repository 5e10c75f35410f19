import type { Measure } from '../../domain/indicator/indicator';
import type { LocalisedName } from '../../domain/unit/unit';
import { formatFigure, withUnit } from '../../view/format';
import { getLocale } from '../paraglide/runtime';
import { missingReasonLabel } from './labels';
import { localised } from './localised';

/** A value of an indicator in a sentence, with the word after it; why there is none. */
export function figureText(
	value: number | null,
	indicator: {
		readonly measure: Measure;
		readonly decimals: number;
		readonly unitLabel: LocalisedName;
	}
): string {
	if (value === null) return missingReasonLabel('notReported');
	const label = indicator.measure === 'percent' ? '' : localised(indicator.unitLabel);
	return withUnit(formatFigure(value, indicator, getLocale()), label, getLocale());
}
