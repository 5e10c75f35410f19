import { afterEach, describe, expect, it } from 'vitest';
import type { MissingReceipt } from '$lib/domain/scoring/receipt';
import { overwriteGetLocale } from '$lib/i18n/paraglide/runtime';
import { comparisonWords, filledFromWords, lastKnownWords } from '$lib/ui/receipt/source-words';

const missing = (takenFrom: MissingReceipt['takenFrom']): MissingReceipt => ({
	reason: 'notReported',
	rule: { do: 'mean' },
	filledWith: 7,
	takenFrom
});

afterEach(() => overwriteGetLocale(() => 'en'));

describe.each<['en' | 'zh-CN', RegExp, RegExp, RegExp, RegExp]>([
	[
		'en',
		/that of Q3 2025.*periods: 2/,
		/taken from: 12/,
		/No peer/,
		/with: 9. Better than 5, worse than 3, level with 1/
	],
	['zh-CN', /2025年第3季度.*距本期2个周期/, /取自同组12个/, /没有自有得分/, /9个.*优于5个，劣于3个，持平1个/]
])('a receipt in %s', (locale, lastKnown, taken, nobody, comparison) => {
	it('says where filled and compared scores come from', () => {
		overwriteGetLocale(() => locale);
		expect(lastKnownWords({ period: '2025-Q3', age: 2 })).toMatch(lastKnown);
		expect(lastKnownWords({ period: null, age: 2 })).toMatch(/2/);
		expect(filledFromWords(missing({ statistic: 'mean', units: 12 }))).toMatch(taken);
		expect(filledFromWords(missing({ statistic: 'mean', units: 0 }))).toMatch(nobody);
		expect(filledFromWords(missing(null))).toBeUndefined();
		expect(comparisonWords({ wins: 5, losses: 3, ties: 1, compared: 9 })).toMatch(comparison);
	});
});
