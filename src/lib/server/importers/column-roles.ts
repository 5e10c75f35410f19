import {
	readRole,
	roleText,
	type ColumnRole,
	type PlainRole,
	type RoleProblem
} from '../../domain/import/column-role';
import { periodParts } from '../../domain/import/parse-period-parts';
import { findPeriod } from '../../domain/period/period';
import { mappingSchema, type Mapping, type WideValue } from './mapping';

/** What somebody said of the columns of a file, and of what is the same in all its rows. */
export interface ColumnChoice {
	/** role of each column, by its name */
	readonly roles: ReadonlyMap<string, ColumnRole>;
	/** code of the unit of the whole file, where no column names one */
	readonly unit: string;
	/** code of the period of the whole file, where no column names one */
	readonly period: string;
	readonly source: string;
	readonly format: Mapping['format'];
	/** texts for which somebody chose a unit or an indicator, from before */
	readonly unitCodes: Readonly<Record<string, string>>;
	readonly indicatorCodes: Readonly<Record<string, string>>;
}

type Found = { readonly mapping: Mapping } | { readonly problem: RoleProblem };

/** The mapping that a choice of columns comes to, or what is missing to make one. */
export function mappingOfChoice(choice: ColumnChoice): Found {
	const plain = new Map<PlainRole, string>();
	const parts = new Map<
		string,
		Partial<Record<'value' | 'numerator' | 'denominator', string>> & { code: string; period?: string }
	>();
	const periods: { column: string; period: string }[] = [];
	for (const [column, role] of choice.roles) {
		if (role.kind === 'plain') {
			if (plain.has(role.role)) return { problem: 'roleTwice' };
			plain.set(role.role, column);
		} else if (role.kind === 'period') periods.push({ column, period: role.period });
		else if (role.kind === 'indicator') {
			const key = JSON.stringify([role.code, role.period]);
			const known = parts.get(key) ?? { code: role.code, ...(role.period ? { period: role.period } : {}) };
			if (known[role.part] !== undefined) return { problem: 'roleTwice' };
			parts.set(key, { ...known, [role.part]: column });
		}
	}
	const unit = plain.get('unit');
	if (unit === undefined && choice.unit === '') return { problem: 'noUnit' };
	const isLong = ['value', 'numerator', 'distribution'].some((role) => plain.has(role as PlainRole));
	if (Number(isLong) + Number(parts.size > 0) + Number(periods.length > 0) !== 1) {
		return { problem: isLong || parts.size + periods.length > 0 ? 'twoLayouts' : 'noValue' };
	}
	if (plain.has('numerator') !== plain.has('denominator')) return { problem: 'partAlone' };
	const values: WideValue[] = [];
	for (const { code, period, value, numerator, denominator } of parts.values()) {
		if ((numerator === undefined) !== (denominator === undefined)) return { problem: 'partAlone' };
		const columns = numerator === undefined ? { column: value! } : { numerator, denominator: denominator! };
		values.push({ indicator: code, ...columns, ...(period ? { period } : {}) });
	}
	const isInHeader =
		periods.length > 0 || (values.length > 0 && values.every(({ period }) => period !== undefined));
	const period = isInHeader ? undefined : periodOf(plain, choice.period);
	if (period && 'problem' in period) return period;
	if (choice.period !== '' && !findPeriod(choice.period)) return { problem: 'wrongPeriod' };
	const indicator = plain.get('indicator');
	if (values.length === 0 && indicator === undefined) return { problem: 'noIndicator' };
	const parsed = mappingSchema.safeParse({
		source: choice.source,
		format: choice.format,
		unit: {
			...(unit === undefined ? { fixed: choice.unit } : { column: unit }),
			match: 'any',
			codes: choice.unitCodes
		},
		...(period ?? {}),
		...(values.length > 0
			? { values }
			: {
					indicator: { column: indicator, codes: choice.indicatorCodes },
					value: periods.length > 0 ? { periods } : longValue(plain)
				}),
		empty: 'skip',
		numbers: 'typed',
		duplicates: 'dropIdentical'
	});
	return parsed.success ? { mapping: parsed.data } : { problem: 'twoLayouts' };
}

/** Where a row says its period: in one column, in two (a year and a part of it), or the whole file is of one. */
function periodOf(
	plain: ReadonlyMap<PlainRole, string>,
	fixed: string
): { readonly period: object } | { readonly problem: RoleProblem } {
	const column = plain.get('period');
	const year = plain.get('year');
	const parts = periodParts.filter((kind) => plain.has(kind));
	const [kind] = parts;
	const isTwice = parts.length > 1 || (column !== undefined && (kind ?? year) !== undefined);
	if (isTwice) return { problem: 'roleTwice' };
	if (kind !== undefined) {
		const isYear = findPeriod(fixed)?.kind === 'year';
		if (year === undefined && !isYear) return { problem: 'noYear' };
		const part = { column: plain.get(kind)!, kind };
		return { period: { ...(year === undefined ? { fixed } : { column: year }), part, read: 'any' } };
	}
	const said = column ?? year;
	if (said === undefined && fixed === '') return { problem: 'noPeriod' };
	return { period: { ...(said === undefined ? { fixed } : { column: said }), read: 'any' } };
}

function longValue(plain: ReadonlyMap<PlainRole, string>): Record<string, string> {
	const columns = {
		column: plain.get('value'),
		numerator: plain.get('numerator'),
		denominator: plain.get('denominator'),
		distribution: plain.get('distribution'),
		reasonColumn: plain.get('reason'),
		noteColumn: plain.get('note')
	};
	return Object.fromEntries(
		Object.entries(columns).filter((entry): entry is [string, string] => entry[1] !== undefined)
	);
}

/** The roles that a mapping gives to columns, to be shown and changed. */
export function rolesOfMapping(mapping: Mapping): ReadonlyMap<string, ColumnRole> {
	const roles = new Map<string, ColumnRole>();
	const say = (column: string | undefined, role: ColumnRole): void => {
		if (column !== undefined) roles.set(column, role);
	};
	const plain = (role: PlainRole): ColumnRole => ({ kind: 'plain', role });
	for (const value of mapping.values ?? []) {
		const of = {
			kind: 'indicator',
			code: value.indicator,
			...(value.period ? { period: value.period } : {})
		} as const;
		say(value.column, { ...of, part: 'value' });
		say(value.numerator, { ...of, part: 'numerator' });
		say(value.denominator, { ...of, part: 'denominator' });
	}
	for (const { column, period } of mapping.value?.periods ?? []) say(column, { kind: 'period', period });
	say(mapping.value?.column, plain('value'));
	say(mapping.value?.numerator, plain('numerator'));
	say(mapping.value?.denominator, plain('denominator'));
	say(mapping.value?.distribution, plain('distribution'));
	say(mapping.value?.reasonColumn, plain('reason'));
	say(mapping.value?.noteColumn, plain('note'));
	say(mapping.indicator?.column, plain('indicator'));
	const part = mapping.period?.part;
	say(mapping.period?.column, plain(part ? 'year' : 'period'));
	if (part) say(part.column, plain(part.kind));
	say(mapping.unit.column, plain('unit'));
	return roles;
}

/** Roles as a form posts them, one a column. */
export function readRoles(
	header: readonly string[],
	texts: readonly string[]
): ReadonlyMap<string, ColumnRole> {
	return new Map(header.map((name, at) => [name, readRole(texts[at] ?? '')]));
}

export { roleText };
