import { findPeriod } from '../period/period';

/** What a column of a file can be by itself. */
export const plainRoles = [
	'unit',
	'period',
	'year',
	'month',
	'quarter',
	'indicator',
	'value',
	'numerator',
	'denominator',
	'distribution',
	'reason',
	'note'
] as const;
export type PlainRole = (typeof plainRoles)[number];

/** Parts of an indicator that a column of a wide file can hold. */
export const indicatorParts = ['value', 'numerator', 'denominator'] as const;
export type IndicatorPart = (typeof indicatorParts)[number];

/** What a column says: something of every row, a part of one indicator, one period's values, or nothing that counts. */
export type ColumnRole =
	| { readonly kind: 'ignore' }
	| { readonly kind: 'plain'; readonly role: PlainRole }
	| {
			readonly kind: 'indicator';
			readonly part: IndicatorPart;
			readonly code: string;
			readonly period?: string;
	  }
	| { readonly kind: 'period'; readonly period: string };

/** The text that stands for a role in a form: `unit`, `numerator=OPN-01`, `value=OPN-01@2026-03`, `period=2026-03`, or nothing. */
export function roleText(role: ColumnRole): string {
	switch (role.kind) {
		case 'ignore':
			return '';
		case 'plain':
			return role.role;
		case 'indicator':
			return `${role.part}=${role.code}${role.period === undefined ? '' : `@${role.period}`}`;
		case 'period':
			return `period=${role.period}`;
	}
}

/** The role that a text stands for; what stands for none is left out of account. */
export function readRole(text: string): ColumnRole {
	if ((plainRoles as readonly string[]).includes(text)) return { kind: 'plain', role: text as PlainRole };
	const [, part = '', rest = ''] = /^(value|numerator|denominator|period)=(.+)$/s.exec(text) ?? [];
	if (part === 'period') {
		const period = findPeriod(rest);
		return period ? { kind: 'period', period: period.code } : { kind: 'ignore' };
	}
	if (part === '') return { kind: 'ignore' };
	const at = rest.lastIndexOf('@');
	const period = at < 0 ? undefined : findPeriod(rest.slice(at + 1));
	const code = period ? rest.slice(0, at) : rest;
	return { kind: 'indicator', part: part as IndicatorPart, code, ...(period ? { period: period.code } : {}) };
}

/** What keeps the roles of a file's columns from making sense together. */
export type RoleProblem =
	| 'noUnit'
	| 'noPeriod'
	| 'noYear'
	| 'noValue'
	| 'twoLayouts'
	| 'noIndicator'
	| 'roleTwice'
	| 'partAlone'
	| 'wrongPeriod';
