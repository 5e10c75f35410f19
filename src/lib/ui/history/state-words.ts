import type { CellContent, CellSource } from '$lib/domain/indicator/known-state';
import { m } from '$lib/i18n/paraglide/messages';
import { getLocale } from '$lib/i18n/paraglide/runtime';
import { missingReasonLabel } from '$lib/i18n/words/labels';
import { formatNumber } from '$lib/view/format';
import type { IndicatorLook } from '$lib/view/unit-page';
import { figureWithUnit } from '../receipt/looks';
import { sourceLabel } from '../receipt/source-words';
import { exact } from '../receipt/step-words';

/** What a cell said, in one line: parts and value, the reason for its absence, or how many cases were counted. */
export function contentText(content: CellContent | null, look: IndicatorLook): string {
	if (!content) return m.history_nothing();
	const { value, numerator, denominator, distribution, missingReason } = content;
	if (missingReason !== null) return missingReasonLabel(missingReason);
	const parts =
		numerator !== null && denominator !== null ? `${exact(numerator)} / ${exact(denominator)}` : '';
	const cases = (distribution ?? []).reduce((sum, [, answered, waiting]) => sum + answered + waiting, 0);
	const counted = distribution ? m.history_cases({ count: formatNumber(cases, getLocale()) }) : '';
	const shown = value === null ? '' : figureWithUnit(value, look);
	const behind = [parts, counted].filter(Boolean).join(' · ');
	if (behind && shown) return `${behind} = ${shown}`;
	return behind || shown || m.history_nothing();
}

/** Where a value came from: its source, and the file and row of an import. */
export function originText({ source, importFile, importRow }: CellSource): string {
	const file =
		importFile === null
			? ''
			: importRow === null
				? m.history_import_file({ file: importFile })
				: m.history_import({ file: importFile, row: importRow });
	return [source === null ? '' : sourceLabel(source), file].filter(Boolean).join(' · ');
}
