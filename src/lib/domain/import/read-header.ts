import type { Period } from '../period/period';
import type { IndicatorMatch, IndicatorMatcher } from './indicator-matcher';
import { withoutMeasure } from './indicator-matcher';
import { parsePeriodText } from './parse-period-text';

/** Longer ones are explanations. */
const longestName = 200;

/** What the name of a column says. */
export interface HeaderMeaning {
	readonly period?: Period;
	readonly indicator?: IndicatorMatch;
	readonly role?: ColumnRole;
}

export const columnRoles = [
	'unit',
	'period',
	'indicator',
	'value',
	'reason',
	'numerator',
	'denominator'
] as const;
export type ColumnRole = (typeof columnRoles)[number];

const roleWords: readonly (readonly [ColumnRole, RegExp])[] = [
	['reason', /缺失原因|缺报原因|未报原因|原因|missing.?reason|^reason$/i],
	['numerator', /^分子$|^numerator$/i],
	['denominator', /^分母$|^denominator$/i],
	['indicator', /指标|^项目$|indicator|metric|^measure$|^variable$/i],
	[
		'period',
		/时间|日期|年月|月份|季度|年份|年度|周期|期间|期次|统计期|报告期|^年$|^月$|period|date|month|quarter|year|^time$/i
	],
	[
		'unit',
		/单位|地区|区划|省份|省市|城市|地市|市州|区县|部门|机构|考核对象|^省$|^市$|^名称$|^代码$|unit|region|province|city|county|area|department|agency|entity|organi[sz]ation|^code$|^name$/i
	],
	['value', /^数值$|^数据$|^值$|^本期值?$|^结果$|^value$|^amount$|^figure$|^obs_?value$/i]
];

/** Reads the name of a column: a period, an indicator, both (`办件量 / 2026年3月`), or a word for what the column holds. */
export function readHeader(
	text: string,
	indicators: IndicatorMatcher,
	year: number | undefined
): HeaderMeaning {
	if (text.length > longestName) return {};
	const whole = meaningOf(text, indicators, year);
	if (whole) return whole;
	for (const separator of [' / ', '/', '_', '-', '—', ' ', '：', ':']) {
		for (let at = text.indexOf(separator); at > 0; at = text.indexOf(separator, at + 1)) {
			const left = meaningOf(text.slice(0, at), indicators, year);
			const right = left && meaningOf(text.slice(at + separator.length), indicators, year);
			if (!left || !right) continue;
			const period = left.period ?? right.period;
			const indicator = left.indicator ?? right.indicator;
			if (period && indicator) return { period, indicator };
		}
	}
	const leading = /^(\d{2,4}年(?:第?[一二三四1-4]季度?|\d{1,2}月份?|[上下]半年|度)?)(.+)$/.exec(text);
	const period = leading && parsePeriodText(leading[1]!, { year });
	const indicator = leading && indicators.match(leading[2]!);
	if (period && indicator) return { period, indicator };
	const role = roleWords.find(([, words]) => words.test(text.trim()))?.[0];
	return role ? { role } : {};
}

function meaningOf(
	text: string,
	indicators: IndicatorMatcher,
	year: number | undefined
): HeaderMeaning | undefined {
	const indicator = indicators.match(text);
	if (indicator) return { indicator };
	const period = parsePeriodText(text, { year }) ?? parsePeriodText(withoutMeasure(text), { year });
	return period && { period };
}
